namespace ImageShare.Model;

/// <summary>Share apps, on either side.</summary>
public interface IShareAppService
{
    /// <summary>
    /// Makes the application, its credential and its service principal in the caller's tenant, or completes what is there of it.
    /// Asks <see cref="ICaller.ShouldProcessAsync"/> for each; what is refused is planned only, with empty ids.
    /// </summary>
    Task<GalleryShareApp> CreateAsync(ShareAppSpec spec, ICaller caller, CancellationToken cancellationToken);

    /// <summary>
    /// Tells, by a warning, when the limits of the directory or of a subscription leave no room for all of these; changes nothing.
    /// What cannot be known is said with <see cref="ICaller.Verbose"/>.
    /// </summary>
    Task ForeseeAsync(IReadOnlyList<ShareAppSpec> specs, ICaller caller, CancellationToken cancellationToken);

    /// <summary>Share apps whose home is the caller's tenant.</summary>
    IAsyncEnumerable<GalleryShareApp> GetAsync(ShareAppQuery query, ICaller caller, CancellationToken cancellationToken);

    /// <summary>Removes application and service principal in the caller's tenant, for good: also from the directory's deleted items. Gone already is success.</summary>
    Task RemoveAsync(string applicationId, ICaller caller, CancellationToken cancellationToken);

    /// <summary>
    /// Gives an app of the caller's tenant one more credential; those that it has stay good. The app comes with the images to hand over:
    /// the given ones, else those it was let to read.
    /// </summary>
    Task<GalleryShareApp> AddCredentialAsync(CredentialAddition addition, ICaller caller, CancellationToken cancellationToken);

    /// <summary>Takes credentials away from an app of the caller's tenant. Gone already is success; the last working one stays.</summary>
    Task RemoveCredentialAsync(CredentialRemoval removal, ICaller caller, CancellationToken cancellationToken);

    /// <summary>
    /// Makes the app's service principal in the caller's tenant. Where the caller may not, gives the consent link through
    /// <see cref="ICaller.Prompt"/> and waits for the principal to appear.
    /// </summary>
    Task<GalleryShareApp> ApproveAsync(ShareAppApproval approval, ICaller caller, CancellationToken cancellationToken);
}

/// <summary>A share app to make.</summary>
/// <param name="DisplayName">Name of the application; the same name makes the same app.</param>
public sealed record ShareAppSpec(string DisplayName)
{
    /// <summary>Images to share through it; none when the consumer makes the app as a request.</summary>
    public IReadOnlyList<GalleryImage> Images { get; init; } = [];

    /// <summary>The consumer's name; null for the display name.</summary>
    public string? ConsumerName { get; init; }

    /// <summary>Tenant (GUID) of the consumer; null when not known.</summary>
    public string? ConsumerTenantId { get; init; }

    /// <summary>One app for many consumers.</summary>
    public bool Shared { get; init; }

    /// <summary>The credential to give it.</summary>
    public required ShareAppCredentialSpec Credential { get; init; }

    /// <summary>One of a list that may be run again: that it has a secret already is expected then.</summary>
    public bool OneOfMany { get; init; }
}

/// <summary>One more credential for an app.</summary>
/// <param name="ApplicationId">Application id (GUID).</param>
/// <param name="Credential">The credential to give it.</param>
public sealed record CredentialAddition(string ApplicationId, ShareAppCredentialSpec Credential)
{
    /// <summary>Home tenant (GUID) of the app, where known.</summary>
    public string? AppTenantId { get; init; }

    /// <summary>Images to hand over; none to look for those that the app was let to read.</summary>
    public IReadOnlyList<GalleryImage> Images { get; init; } = [];
}

/// <summary>Credentials to take away from an app.</summary>
/// <param name="ApplicationId">Application id (GUID).</param>
/// <param name="Which">Which ones.</param>
public sealed record CredentialRemoval(string ApplicationId, CredentialChoice Which)
{
    /// <summary>Home tenant (GUID) of the app, where known.</summary>
    public string? AppTenantId { get; init; }

    /// <summary>Key ids (GUID) of <see cref="CredentialChoice.Named"/>.</summary>
    public IReadOnlyList<string> KeyIds { get; init; } = [];

    /// <summary>Also the last one with which the app can sign in.</summary>
    public bool Force { get; init; }
}

/// <summary>Which credentials of an app.</summary>
public enum CredentialChoice
{
    /// <summary>Those whose key ids are given.</summary>
    Named,

    /// <summary>Those that have ended.</summary>
    Expired,

    /// <summary>The secrets and certificates that are older than the newest one that works.</summary>
    Older,
}

/// <summary>A credential to give to an app.</summary>
public abstract record ShareAppCredentialSpec;

/// <summary>A secret that the directory makes.</summary>
/// <param name="Lifetime">How long it is good.</param>
public sealed record NewSecret(TimeSpan Lifetime) : ShareAppCredentialSpec
{
    /// <summary>How long a secret is good when nobody says.</summary>
    public static TimeSpan DefaultLifetime { get; } = TimeSpan.FromDays(90);
}

/// <summary>A certificate's public key; only its holder can use it.</summary>
/// <param name="Path">CER, PEM or (public part of) PFX file.</param>
public sealed record NewCertificate(string Path) : ShareAppCredentialSpec;

/// <summary>A trust in another issuer.</summary>
/// <param name="Issuer">https URL of the issuer.</param>
/// <param name="Subject">Subject in the issuer's tokens.</param>
public sealed record NewFederation(string Issuer, string Subject) : ShareAppCredentialSpec;

/// <summary>A trust in a user-assigned managed identity of the app's own tenant.</summary>
/// <param name="ResourceId">ARM id of the identity.</param>
public sealed record NewManagedIdentityTrust(string ResourceId) : ShareAppCredentialSpec;

/// <summary>Which share apps; nothing given means all.</summary>
public sealed record ShareAppQuery
{
    /// <summary>Application id (GUID).</summary>
    public string? ApplicationId { get; init; }

    /// <summary>Display name, wildcards allowed.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Only apps whose last credential ends within so many days, or has ended.</summary>
    public int? ExpiringWithinDays { get; init; }
}

/// <summary>An app of another tenant to approve here.</summary>
/// <param name="ApplicationId">Application id (GUID).</param>
public sealed record ShareAppApproval(string ApplicationId)
{
    /// <summary>The hand-over that brought it.</summary>
    public Handover? Handover { get; init; }

    /// <summary>Home tenant (GUID) of the app, where known.</summary>
    public string? AppTenantId { get; init; }

    /// <summary>Use the consent link even when the caller could approve directly.</summary>
    public bool UseConsentLink { get; init; }

    /// <summary>Open the link in the browser.</summary>
    public bool OpenBrowser { get; init; }

    /// <summary>How long to wait for the principal.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(15);
}

using System.Security;

namespace ImageShare.Model;

/// <summary>A multi-tenant application that carries a share, seen from the tenant it was asked for in.</summary>
public sealed record GalleryShareApp
{
    /// <summary>Display name of the application.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Application (client) id (GUID), the same in every tenant.</summary>
    public required string ApplicationId { get; init; }

    /// <summary>Object id (GUID) of the application; null when its home is another tenant.</summary>
    public string? ObjectId { get; init; }

    /// <summary>Object id (GUID) of the application's service principal in <see cref="TenantId"/>: what roles are assigned to.</summary>
    public string? ServicePrincipalId { get; init; }

    /// <summary>Tenant (GUID) that <see cref="ServicePrincipalId"/> belongs to.</summary>
    public required string TenantId { get; init; }

    /// <summary>Home tenant (GUID) of the application.</summary>
    public required string AppTenantId { get; init; }

    /// <summary>Tenant (GUID) of the publisher, where known.</summary>
    public string? PublisherTenantId { get; init; }

    /// <summary>The consumer's name, as the publisher calls it.</summary>
    public string? ConsumerName { get; init; }

    /// <summary>Tenant (GUID) of the consumer, where known.</summary>
    public string? ConsumerTenantId { get; init; }

    /// <summary>True when one app serves many consumers.</summary>
    public bool Shared { get; init; }

    /// <summary>Credentials on the application; when its home is another tenant, what the hand-over says of them.</summary>
    public IReadOnlyList<ShareAppCredential> Credentials { get; init => field = value.ToArray(); } = [];

    /// <summary>The credential that New-GalleryShareAppCredential gave it, which a hand-over then speaks of; null when it was only read.</summary>
    public ShareAppCredential? FreshCredential { get; init; }

    /// <summary>The secret, only on the object that New-GalleryShareApp or New-GalleryShareAppCredential made it for.</summary>
    public SecureString? Secret { get; init; }

    /// <summary>Images that are to be shared through the app.</summary>
    public IReadOnlyList<GalleryImage> Images { get; init => field = value.ToArray(); } = [];

    /// <summary>Link with which an administrator of the other tenant approves the app; without its tenant known, "organizations" stands in its place.</summary>
    public Uri? ConsentUri { get; init; }

    /// <summary>Name of the cloud.</summary>
    public required string Environment { get; init; }

    /// <summary>UTC; when the application was made.</summary>
    public DateTimeOffset? CreatedOn { get; init; }

    /// <summary>UTC; the last day any credential of the app is good; null when none expires.</summary>
    public DateTimeOffset? ExpiresOn => Credentials.Count > 0 && Credentials.All(c => c.EndsOn is not null) ? Credentials.Max(c => c.EndsOn) : null;

    /// <summary>Whole days until <see cref="ExpiresOn"/>; negative when it is past, null when no credential expires.</summary>
    public int? DaysLeft => ShareAppCredential.DaysUntil(ExpiresOn);

    /// <inheritdoc />
    public override string ToString() => $"{DisplayName} ({ApplicationId})";
}

/// <summary>A credential of an application; never its value.</summary>
/// <param name="Kind">Secret, certificate, or a trust in another issuer.</param>
/// <param name="KeyId">Key id (GUID), or the federated credential's id.</param>
/// <param name="DisplayName">Name given to it.</param>
/// <param name="StartsOn">UTC; null for a federated credential.</param>
/// <param name="EndsOn">UTC; null for a federated credential.</param>
public sealed record ShareAppCredential(CredentialKind Kind, string KeyId, string? DisplayName, DateTimeOffset? StartsOn, DateTimeOffset? EndsOn)
{
    /// <summary>Whole days until <see cref="EndsOn"/>; negative when it is past, null when it does not expire.</summary>
    public int? DaysLeft => DaysUntil(EndsOn);

    /// <summary>SHA-1 thumbprint (hex) of a certificate.</summary>
    public string? Thumbprint { get; init; }

    /// <summary>First characters of a secret, as the directory keeps them.</summary>
    public string? Hint { get; init; }

    /// <summary>Issuer of a federated credential.</summary>
    public string? Issuer { get; init; }

    /// <summary>Subject of a federated credential.</summary>
    public string? Subject { get; init; }

    /// <inheritdoc />
    public override string ToString() => EndsOn is null ? $"{Kind}" : $"{Kind} until {EndsOn:yyyy-MM-dd}";

    internal static int? DaysUntil(DateTimeOffset? end) => end is { } day ? (int)Math.Floor((day - DateTimeOffset.UtcNow).TotalDays) : null;
}

/// <summary>Kinds of application credential.</summary>
public enum CredentialKind
{
    /// <summary>A secret.</summary>
    Secret,

    /// <summary>A certificate.</summary>
    Certificate,

    /// <summary>A token of another issuer.</summary>
    Federated,

    /// <summary>A user-assigned managed identity of the app's own tenant.</summary>
    ManagedIdentity,
}

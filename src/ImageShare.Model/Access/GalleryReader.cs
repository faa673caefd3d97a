namespace ImageShare.Model;

/// <summary>Someone who may read a gallery's images.</summary>
public sealed record GalleryReader : RoleGrant
{
    /// <summary>What kind of reader it is, or by what way it reads.</summary>
    public GalleryReaderKind Kind { get; init; }

    /// <summary>ARM id of the gallery; null on what Grant-GalleryReader gives, whose <see cref="RoleGrant.Scope"/> says it.</summary>
    public string? GalleryResourceId { get; init; }

    /// <summary>Gallery, Image, ResourceGroup, Subscription or ManagementGroup: where access was given.</summary>
    public string ScopeType => Scope.Split('/', StringSplitOptions.RemoveEmptyEntries) switch
    {
        ["subscriptions", _] => "Subscription",
        [_, _, "resourceGroups" or "resourcegroups", _] => "ResourceGroup",
        { Length: > 8 } => "Image",
        { Length: 8 } => "Gallery",
        _ => "ManagementGroup",
    };

    /// <summary>True when access was given above the gallery, and so covers more than it.</summary>
    public bool Inherited => ScopeType is "ManagementGroup" or "Subscription" or "ResourceGroup";

    /// <summary>True when the reader belongs to another company: not to the tenant of the gallery, or made to serve a consumer.</summary>
    public bool Outside { get; init; }

    /// <summary>Tenant (GUID) where the reader is at home, where known; Entra does not tell that of a guest.</summary>
    public string? HomeTenantId { get; init; }

    /// <summary>The consumer's name, as the share app's tags, the grant's description or the delegation's offer say it.</summary>
    public string? ConsumerName { get; init; }

    /// <summary>Tenant (GUID) of the consumer, where known.</summary>
    public string? ConsumerTenantId { get; init; }

    /// <summary>Mail address of a guest, user principal name of a user.</summary>
    public string? SignInName { get; init; }

    /// <summary>Of a guest: PendingAcceptance or Accepted.</summary>
    public string? State { get; init; }

    /// <summary>Where a guest accepts; only on what an invitation just gave.</summary>
    public Uri? InviteRedeemUri { get; init; }

    /// <summary>ARM id of the Lighthouse registration assignment that gives access.</summary>
    public string? RegistrationAssignmentId { get; init; }

    /// <summary>Object id (GUID) of the group through whose membership the reader reads.</summary>
    public string? GroupId { get; init; }

    /// <summary>UTC; the last day any credential of the share app is good; null when there is none that expires.</summary>
    public DateTimeOffset? ExpiresOn => App?.ExpiresOn;

    /// <summary>True only after the image was read with the reader's own token; a listed assignment may still need minutes to take effect.</summary>
    public bool EffectiveVerified { get; init; }

    /// <summary>The share app, when the reader is one.</summary>
    public GalleryShareApp? App { get; init; }

    /// <summary>The images that the grant was made for; empty on what Get-GalleryReader gives.</summary>
    public IReadOnlyList<GalleryImage> Images { get; init => field = value.ToArray(); } = [];

    /// <inheritdoc />
    public override string ToString() => $"{Kind} {DisplayName ?? ObjectId}";
}

/// <summary>Kinds of reader, and the ways of reading that need no principal in the publisher's tenant.</summary>
public enum GalleryReaderKind
{
    /// <summary>Something that the directory does not know, any more or to this account.</summary>
    Unknown,

    /// <summary>An app.</summary>
    App,

    /// <summary>A managed identity of the publisher's tenant.</summary>
    ManagedIdentity,

    /// <summary>A user of the publisher's tenant.</summary>
    User,

    /// <summary>A guest in the publisher's tenant.</summary>
    Guest,

    /// <summary>A group of the publisher's tenant.</summary>
    Group,

    /// <summary>A principal of the consumer's tenant, all the time, through Azure Lighthouse.</summary>
    Delegation,

    /// <summary>A principal of the consumer's tenant that may activate a role for a while, through Azure Lighthouse.</summary>
    EligibleDelegation,

    /// <summary>A whole tenant or subscription, by the gallery's direct sharing.</summary>
    DirectShare,

    /// <summary>Everyone, because the gallery is a community gallery.</summary>
    Community,
}

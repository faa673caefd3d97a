namespace ImageShare.Model;

/// <summary>Shares whole galleries without roles: directly with subscriptions and tenants, or with everyone.</summary>
public interface IGallerySharingService
{
    /// <summary>Shares a gallery with subscriptions and tenants; what has access already is passed over.</summary>
    Task<GalleryDirectAccess> GrantDirectAsync(DirectAccessSpec spec, ICaller caller, CancellationToken cancellationToken);

    /// <summary>Takes such access back; what has none is passed over.</summary>
    Task<GalleryDirectAccess> RevokeDirectAsync(DirectAccessSpec spec, ICaller caller, CancellationToken cancellationToken);

    /// <summary>Opens a gallery to everyone.</summary>
    Task<CommunityGallery> EnableCommunityAsync(CommunityGallerySpec spec, ICaller caller, CancellationToken cancellationToken);

    /// <summary>Closes it again.</summary>
    Task<CommunityGallery> DisableCommunityAsync(GallerySpec gallery, ICaller caller, CancellationToken cancellationToken);
}

/// <summary>A gallery, by id or by name.</summary>
public sealed record GallerySpec
{
    /// <summary>ARM id of a gallery, or of an image or a version in it; in place of names.</summary>
    public string? ResourceId { get; init; }

    /// <summary>Subscription (GUID); null for the context's.</summary>
    public string? SubscriptionId { get; init; }

    /// <summary>Resource group.</summary>
    public string? ResourceGroupName { get; init; }

    /// <summary>Name of the gallery.</summary>
    public string? GalleryName { get; init; }
}

/// <summary>Direct access to give or to take back.</summary>
/// <param name="Gallery">The gallery.</param>
public sealed record DirectAccessSpec(GallerySpec Gallery)
{
    /// <summary>Subscriptions (GUIDs).</summary>
    public IReadOnlyList<string> ConsumerSubscriptionIds { get; init; } = [];

    /// <summary>Tenants (GUIDs): every subscription of theirs.</summary>
    public IReadOnlyList<string> ConsumerTenantIds { get; init; } = [];

    /// <summary>To take back: everything, and the gallery's being made for it.</summary>
    public bool All { get; init; }

    /// <summary>To give: region in which to make the gallery when it is not there; null to refuse then.</summary>
    public string? Location { get; init; }
}

/// <summary>A gallery to open to everyone.</summary>
/// <param name="Gallery">The gallery.</param>
public sealed record CommunityGallerySpec(GallerySpec Gallery)
{
    /// <summary>5 to 16 letters and digits with which the public name begins; null where the gallery has one.</summary>
    public string? PublicNamePrefix { get; init; }

    /// <summary>The publisher's website.</summary>
    public string? PublisherUri { get; init; }

    /// <summary>The publisher's e-mail address for support.</summary>
    public string? PublisherContact { get; init; }

    /// <summary>The licence agreement, or a link to it.</summary>
    public string? Eula { get; init; }
}

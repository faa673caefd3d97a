namespace ImageShare.Model;

/// <summary>Images of others, as the consumer's own sign-in sees them.</summary>
public interface ISharedImageService
{
    /// <summary>Every image that can be used from here, over the ways that the query names.</summary>
    IAsyncEnumerable<GalleryImage> GetAsync(SharedImageQuery query, ICaller caller, CancellationToken cancellationToken);
}

/// <summary>Which images, over which ways.</summary>
public sealed record SharedImageQuery
{
    /// <summary>Ways to look for images.</summary>
    public IReadOnlyList<SharedImageSource> Sources { get; init; } =
        [SharedImageSource.Lighthouse, SharedImageSource.DirectShare, SharedImageSource.OwnSubscription];

    /// <summary>Image definition, wildcards allowed; null for every one.</summary>
    public string? Name { get; init; }

    /// <summary>Version, wildcards allowed; "latest" for the highest that is not excluded from latest; null for definitions only.</summary>
    public string? Version { get; init; }

    /// <summary>Gallery, wildcards allowed; null for every one.</summary>
    public string? GalleryName { get; init; }

    /// <summary>Public names of community galleries: the only way to them.</summary>
    public IReadOnlyList<string> PublicGalleryNames { get; init; } = [];

    /// <summary>Subscription (GUID) of the gallery; null for every one.</summary>
    public string? SubscriptionId { get; init; }

    /// <summary>Regions in which the images must be usable; empty for any.</summary>
    public IReadOnlyList<string> Locations { get; init; } = [];
}

/// <summary>The way by which an image of others came into sight.</summary>
public enum SharedImageSource
{
    /// <summary>A hand-over file: by role, for an app or a guest.</summary>
    Handover,

    /// <summary>A delegation through Azure Lighthouse.</summary>
    Lighthouse,

    /// <summary>A gallery that is shared with this subscription or tenant directly.</summary>
    DirectShare,

    /// <summary>A gallery that is open to everyone.</summary>
    Community,

    /// <summary>Another subscription of the same tenant.</summary>
    OwnSubscription,
}

namespace ImageShare.Model;

/// <summary>Reads galleries of the tenants that the caller is signed in to.</summary>
public interface IGalleryService
{
    /// <summary>Image definitions (without <see cref="GalleryImageQuery.Version"/>) or versions (with it), as they come.</summary>
    IAsyncEnumerable<GalleryImage> GetImagesAsync(GalleryImageQuery query, ICaller caller, CancellationToken cancellationToken);
}

/// <summary>Which images.</summary>
public sealed record GalleryImageQuery
{
    /// <summary>ARM id of a gallery, a definition or a version, in place of names.</summary>
    public string? ResourceId { get; init; }

    /// <summary>Subscription (GUID); null for the context's.</summary>
    public string? SubscriptionId { get; init; }

    /// <summary>Resource group; null for every one.</summary>
    public string? ResourceGroupName { get; init; }

    /// <summary>Gallery; null for every one.</summary>
    public string? GalleryName { get; init; }

    /// <summary>Image definition, wildcards allowed; null for every one.</summary>
    public string? Name { get; init; }

    /// <summary>Version, wildcards allowed; "latest" for the highest that is not excluded from latest; null for definitions only.</summary>
    public string? Version { get; init; }

    /// <summary>Regions that "latest" must be in; empty for any.</summary>
    public IReadOnlyList<string> Locations { get; init; } = [];
}

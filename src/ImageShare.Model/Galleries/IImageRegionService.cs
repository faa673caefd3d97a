namespace ImageShare.Model;

/// <summary>Regions of an image version.</summary>
public interface IImageRegionService
{
    /// <summary>Adds and removes regions, and waits until the version is copied; gives it with the state of each region.</summary>
    Task<GalleryImage> UpdateAsync(ImageRegionSpec spec, ICaller caller, CancellationToken cancellationToken);
}

/// <summary>A change of the regions of a version.</summary>
/// <param name="ResourceId">ARM id of the version, or of the definition for its latest one.</param>
public sealed record ImageRegionSpec(string ResourceId)
{
    /// <summary>Regions to copy it to.</summary>
    public IReadOnlyList<string> AddRegions { get; init; } = [];

    /// <summary>Regions to remove it from.</summary>
    public IReadOnlyList<string> RemoveRegions { get; init; } = [];

    /// <summary>Copies in each region that is added; null for the version's own number.</summary>
    public int? ReplicaCount { get; init; }

    /// <summary>Returns when Azure has accepted the change.</summary>
    public bool NoWait { get; init; }
}

namespace ImageShare.Model;

/// <summary>Copies images of other tenants into galleries of one's own.</summary>
public interface IImageCopyService
{
    /// <summary>
    /// Makes a version in a gallery of the consumer from a version of the publisher's, with the gallery and the definition that it lacks;
    /// asks <see cref="ICaller.ShouldProcessAsync"/> for each. A copy that is there already is given back, or gets the regions it lacks.
    /// </summary>
    /// <returns>The copy: a version of the consumer's gallery.</returns>
    Task<GalleryImage> CopyAsync(ImageCopySpec spec, ICaller caller, CancellationToken cancellationToken);
}

/// <summary>An image version to copy.</summary>
/// <param name="ResourceGroupName">Resource group of the gallery to copy to.</param>
/// <param name="GalleryName">Gallery to copy to; made when it is not there.</param>
public sealed record ImageCopySpec(string ResourceGroupName, string GalleryName)
{
    /// <summary>
    /// ARM id of the definition (its latest version is copied) or version to copy; null for that of the object or hand-over.
    /// </summary>
    public string? ImageId { get; init; }

    /// <summary>The image as an object, with what is already known of it.</summary>
    public GalleryImage? Image { get; init; }

    /// <summary>The hand-over; its app's credential copies when it carries one.</summary>
    public Handover? Handover { get; init; }

    /// <summary>Name of the image to take when the hand-over shares several.</summary>
    public string? ImageName { get; init; }

    /// <summary>Definition to copy to; null for the source's name.</summary>
    public string? Name { get; init; }

    /// <summary>Number of the copy (Major.Minor.Patch); null for the source's.</summary>
    public string? Version { get; init; }

    /// <summary>Publisher that a new definition names; null for the source's. Publisher, offer and SKU are unique in a gallery.</summary>
    public string? Publisher { get; init; }

    /// <summary>Offer that a new definition names; null for the source's.</summary>
    public string? Offer { get; init; }

    /// <summary>SKU that a new definition names; null for the source's.</summary>
    public string? Sku { get; init; }

    /// <summary>The consumer's tenant (GUID); null for the one that the hand-over or the sign-in names.</summary>
    public string? TenantId { get; init; }

    /// <summary>Subscription (GUID) of the gallery to copy to; null for the context's.</summary>
    public string? SubscriptionId { get; init; }

    /// <summary>Region in which the copy is made; null for the gallery's where the source has a replica there, else one that has.</summary>
    public string? Location { get; init; }

    /// <summary>Regions to replicate to; empty for the gallery's.</summary>
    public IReadOnlyList<string> TargetRegions { get; init; } = [];

    /// <summary>Replicas in each region; null for Azure's default, 1.</summary>
    public int? ReplicaCount { get; init; }

    /// <summary>Standard_LRS, Standard_ZRS or Premium_LRS; null for Azure's default.</summary>
    public string? StorageAccountType { get; init; }

    /// <summary>"latest" never resolves to the copy.</summary>
    public bool ExcludeFromLatest { get; init; }

    /// <summary>UTC; informational only.</summary>
    public DateTimeOffset? EndOfLifeDate { get; init; }

    /// <summary>Tags of everything that is made.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Returns when Azure has accepted the copy.</summary>
    public bool NoWait { get; init; }
}

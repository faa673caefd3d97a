namespace ImageShare.Model;

/// <summary>An image definition of an Azure Compute Gallery, or one version of it.</summary>
public sealed record GalleryImage
{
    /// <summary>Name of the image definition.</summary>
    public required string Name { get; init; }

    /// <summary>Version (Major.Minor.Patch); null when the object stands for the definition, whose latest version is then used.</summary>
    public string? Version { get; init; }

    /// <summary>Resource group of the gallery.</summary>
    public required string ResourceGroupName { get; init; }

    /// <summary>Name of the gallery.</summary>
    public required string GalleryName { get; init; }

    /// <summary>Subscription of the gallery (GUID).</summary>
    public required string SubscriptionId { get; init; }

    /// <summary>The publisher's tenant (GUID), where known.</summary>
    public string? TenantId { get; init; }

    /// <summary>Region of the definition.</summary>
    public string? Location { get; init; }

    /// <summary>The way by which Get-SharedImage found it; null for an image of one's own gallery.</summary>
    public SharedImageSource? Source { get; init; }

    /// <summary>ARM id of the image definition; /SharedGalleries/... or /CommunityGalleries/... for one that is shared so.</summary>
    public required string ImageId { get; init; }

    /// <summary>ARM id of the version; null when the object stands for the definition.</summary>
    public string? ImageVersionId { get; init; }

    /// <summary>ARM id to build from: the version's if there is one, else the definition's.</summary>
    public string Id => ImageVersionId ?? ImageId;

    /// <summary>Regions that hold a replica of the version (Azure's short names: japaneast); empty for a definition.</summary>
    public IReadOnlyList<string> Regions { get; init => field = value.ToArray(); } = [];

    /// <summary>The publisher's licence agreement, or a link to it, of an image of a community gallery.</summary>
    public string? Eula { get; init; }

    /// <summary>Linux or Windows.</summary>
    public string? OSType { get; init; }

    /// <summary>Generalized (takes an administrator account) or Specialized (keeps its own).</summary>
    public string? OSState { get; init; }

    /// <summary>V1 or V2.</summary>
    public string? HyperVGeneration { get; init; }

    /// <summary>x64 or Arm64.</summary>
    public string? Architecture { get; init; }

    /// <summary>The definition's SecurityType feature: Standard, TrustedLaunch, TrustedLaunchSupported, ConfidentialVM, ...</summary>
    public string SecurityType { get; init; } = "Standard";

    /// <summary>Disk controllers the image supports: SCSI, NVMe; empty when the definition does not say.</summary>
    public IReadOnlyList<string> DiskControllerTypes { get; init => field = value.ToArray(); } = [];

    /// <summary>Size of the operating system's disk in GiB; null for a definition.</summary>
    public int? OSDiskSizeInGb { get; init; }

    /// <summary>Logical unit numbers of the data disks that the version brings.</summary>
    public IReadOnlyList<int> DataDiskLuns { get; init => field = value.ToArray(); } = [];

    /// <summary>Marketplace plan that VMs of this image must carry.</summary>
    public ImagePlan? Plan { get; init; }

    /// <summary>Succeeded, Creating, Updating, Failed, ... of the version (or of the definition).</summary>
    public string? ProvisioningState { get; init; }

    /// <summary>Completed, InProgress, Failed or Unknown: the version's replication over all its regions; null for a definition.</summary>
    public string? ReplicationState { get; init; }

    /// <summary>Per region: state and percent of replication, where asked for.</summary>
    public IReadOnlyList<RegionReplication> Replication { get; init => field = value.ToArray(); } = [];

    /// <summary>True when "latest" never resolves to this version.</summary>
    public bool ExcludeFromLatest { get; init; }

    /// <summary>True when a disk encryption set of the publisher encrypts the version: such a version cannot be used from another subscription.</summary>
    public bool Encrypted { get; init; }

    /// <summary>Full or Shallow.</summary>
    public string? ReplicationMode { get; init; }

    /// <summary>UTC; informational only, Azure enforces nothing at this date.</summary>
    public DateTimeOffset? EndOfLifeDate { get; init; }

    /// <summary>UTC; when the version was published.</summary>
    public DateTimeOffset? PublishedDate { get; init; }

    /// <inheritdoc />
    public override string ToString() => Id;
}

/// <summary>A Marketplace plan.</summary>
/// <param name="Publisher">Publisher id.</param>
/// <param name="Product">Offer id.</param>
/// <param name="Name">Plan id (SKU).</param>
public sealed record ImagePlan(string Publisher, string Product, string Name)
{
    /// <inheritdoc />
    public override string ToString() => $"{Publisher}/{Product}/{Name}";
}

/// <summary>Replication of an image version to one region.</summary>
/// <param name="Region">Azure's short region name.</param>
/// <param name="State">Completed, Replicating, Failed or Unknown.</param>
/// <param name="Percent">0 to 100.</param>
/// <param name="Details">The service's own words on a failure.</param>
public sealed record RegionReplication(string Region, string State, int Percent, string? Details)
{
    /// <inheritdoc />
    public override string ToString() => $"{Region} {State}";
}

namespace ImageShare.Model;

/// <summary>Azure Marketplace, from the publisher's side: checks, and VM offers in Partner Center.</summary>
public interface IMarketplacePublishingService
{
    /// <summary>Checks an image version against the public rules for VM offers, one result per rule.</summary>
    IAsyncEnumerable<MarketplaceImageCheck> TestImageAsync(
        MarketplaceImageQuery query, ICaller caller, CancellationToken cancellationToken);

    /// <summary>VM offers with their plans and where each is published.</summary>
    IAsyncEnumerable<MarketplaceOffer> GetOffersAsync(MarketplaceOfferQuery query, ICaller caller, CancellationToken cancellationToken);

    /// <summary>Adds an image version to a plan's draft. Null when the version is there already with the same image.</summary>
    Task<MarketplaceJob?> AddVersionAsync(MarketplaceVersionSpec spec, ICaller caller, CancellationToken cancellationToken);

    /// <summary>Publishes an offer's draft to preview, or its preview to everyone.</summary>
    Task<MarketplaceJob> PublishAsync(MarketplacePublishSpec spec, ICaller caller, CancellationToken cancellationToken);

    /// <summary>Says who may see a private plan. Null when it is so already.</summary>
    Task<MarketplaceJob?> SetAudienceAsync(MarketplaceAudienceSpec spec, ICaller caller, CancellationToken cancellationToken);
}

/// <summary>The image to check.</summary>
public sealed record MarketplaceImageQuery
{
    /// <summary>ARM id of an image version, or of a definition for its latest version.</summary>
    public required string ResourceId { get; init; }

    /// <summary>Publisher id in Partner Center, to compare with the image definition's; null not to compare.</summary>
    public string? Publisher { get; init; }
}

/// <summary>Which offers.</summary>
public sealed record MarketplaceOfferQuery
{
    /// <summary>Offer id, wildcards allowed; null for every VM offer.</summary>
    public string? Offer { get; init; }
}

/// <summary>An image version to add to a plan.</summary>
public sealed record MarketplaceVersionSpec
{
    /// <summary>Offer id.</summary>
    public required string Offer { get; init; }

    /// <summary>Plan id.</summary>
    public required string Plan { get; init; }

    /// <summary>ARM id of the gallery's image version.</summary>
    public required string ImageVersionId { get; init; }

    /// <summary>Number of the version in the Marketplace (Major.Minor.Patch); null for the image version's.</summary>
    public string? Version { get; init; }

    /// <summary>SKU of a kind of image that the plan does not have yet; null for the plan's id, with -gen1, -gen2 or -arm64.</summary>
    public string? Sku { get; init; }

    /// <summary>Waits until Partner Center has taken it in.</summary>
    public bool Wait { get; init; }
}

/// <summary>An offer to publish.</summary>
public sealed record MarketplacePublishSpec
{
    /// <summary>Offer id.</summary>
    public required string Offer { get; init; }

    /// <summary>How far.</summary>
    public required MarketplaceTarget Target { get; init; }

    /// <summary>Waits until it is published: hours or days.</summary>
    public bool Wait { get; init; }
}

/// <summary>Who may see a private plan.</summary>
public sealed record MarketplaceAudienceSpec
{
    /// <summary>Offer id.</summary>
    public required string Offer { get; init; }

    /// <summary>Plan id.</summary>
    public required string Plan { get; init; }

    /// <summary>Subscriptions (GUID).</summary>
    public IReadOnlyList<string> SubscriptionIds { get; init; } = [];

    /// <summary>Tenants (GUID).</summary>
    public IReadOnlyList<string> TenantIds { get; init; } = [];

    /// <summary>Keeps those who may see it already; else they are replaced.</summary>
    public bool Add { get; init; }

    /// <summary>What the entries are called in Partner Center.</summary>
    public string? Label { get; init; }

    /// <summary>Waits until Partner Center has taken it in.</summary>
    public bool Wait { get; init; }
}

/// <summary>Where an offer is published.</summary>
public enum MarketplaceTarget
{
    /// <summary>To the preview audience, after validation.</summary>
    Preview,

    /// <summary>To everyone whom the plans are for.</summary>
    Live,
}

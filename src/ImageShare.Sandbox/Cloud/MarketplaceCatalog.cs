using System.Text.Json.Nodes;

namespace ImageShare.Sandbox.Cloud;

/// <summary>Azure Marketplace: what is on sale, and the offers that publishers prepare.</summary>
internal sealed class MarketplaceCatalog
{
    public List<MarketplacePlan> Plans { get; } = [];

    /// <summary>Offers in Partner Center.</summary>
    public List<MarketplaceProduct> Products { get; } = [];

    /// <summary>Applications that are linked to the Partner Center account of Contoso.</summary>
    public HashSet<string> LinkedApplications { get; } = new(StringComparer.OrdinalIgnoreCase);

    public MarketplacePlan? Find(string? publisher, string? offer, string? plan) => Plans.Find(p =>
        Same(p.Publisher, publisher) && Same(p.Offer, offer) && Same(p.Name, plan));

    public bool KnowsOffer(string? publisher, string? offer) => Plans.Exists(p => Same(p.Publisher, publisher) && Same(p.Offer, offer));

    /// <summary>The gallery version behind a Marketplace image; of the newest version for latest.</summary>
    public (MarketplacePlan Plan, string Version, string ImageVersionId)? FindImage(
        string? publisher, string? offer, string? sku, string? version)
    {
        var images = Plans.Where(p => Same(p.Publisher, publisher) && Same(p.Offer, offer))
            .SelectMany(p => p.Images.Where(i => Same(i.Key.Sku, sku)).Select(i => (p, i.Key.Version, i.Value)))
            .OrderBy(i => System.Version.Parse(i.Version)).ToList();
        var found = Same("latest", version) ? images.LastOrDefault() : images.Find(i => Same(i.Version, version));
        return found.p is null ? null : found;
    }

    private static bool Same(string left, string? right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A plan on sale.</summary>
internal sealed record MarketplacePlan(string Publisher, string Offer, string Name)
{
    /// <summary>Subscriptions and tenants that see it; everyone when null.</summary>
    public HashSet<string>? Audience { get; init; }

    /// <summary>Its images: SKU and version number, with the gallery version that each was made from.</summary>
    public Dictionary<(string Sku, string Version), string> Images { get; init; } = [];

    public bool IsFor(Subscription subscription) => Audience is null || Audience.Contains(subscription.Id) || Audience.Contains(
        subscription.TenantId);
}

/// <summary>An offer in Partner Center: its resources at each target.</summary>
internal sealed class MarketplaceProduct
{
    public string Id { get; } = Guid.NewGuid().ToString();

    public required string Publisher { get; init; }

    public required string Offer { get; init; }

    public string DurableId => $"product/{Id}";

    public List<JsonObject> Draft { get; set; } = [];

    public List<JsonObject>? Preview { get; set; }

    public List<JsonObject>? Live { get; set; }

    /// <summary>The newest submission to each target, the draft's too.</summary>
    public List<JsonObject> Submissions { get; } = [];
}

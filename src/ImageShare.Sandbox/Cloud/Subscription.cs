namespace ImageShare.Sandbox.Cloud;

internal sealed record Subscription(string Id, string DisplayName, string TenantId)
{
    public string ResourceId => $"/subscriptions/{Id}";

    /// <summary>Namespaces whose resources may be made here.</summary>
    public HashSet<string> RegisteredProviders { get; } = new(StringComparer.OrdinalIgnoreCase)
    {
        "Microsoft.Authorization", "Microsoft.Resources", "Microsoft.Compute", "Microsoft.Network", "Microsoft.ManagedIdentity",
        "Microsoft.MarketplaceOrdering",
    };

    /// <summary>Preview features that Microsoft let the subscription use, as in <c>Microsoft.Compute/SIGSharing</c>.</summary>
    public HashSet<string> RegisteredFeatures { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Preview features that were asked for and are not decided yet.</summary>
    public HashSet<string> PendingFeatures { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Cores of a region by the name of their quota, where they differ from what a subscription usually has.</summary>
    public Dictionary<string, int> CoreLimits { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Marketplace plans whose terms are accepted, as publisher/offer/plan.</summary>
    public HashSet<string> AcceptedPlans { get; } = new(StringComparer.OrdinalIgnoreCase);
}

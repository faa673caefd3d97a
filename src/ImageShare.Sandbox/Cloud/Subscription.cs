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
}

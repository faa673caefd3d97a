using ImageShare.Engine.Http;
using ImageShare.Model;

namespace ImageShare.Engine.Completion;

/// <summary>Which list of Azure answers a question, and how its items are shown.</summary>
internal sealed record SuggestionSource(string Path, Func<NamedThing, Suggestion?> Show)
{
    /// <summary>Null when the command line does not yet say enough.</summary>
    public static SuggestionSource? Of(SuggestionQuery query, string? subscriptionId) => query.Kind switch
    {
        SuggestionKind.Subscription => new(
            $"subscriptions?api-version={ApiVersions.Subscriptions}",
            s => s.SubscriptionId is null ? null : new(s.SubscriptionId, $"{s.DisplayName} ({s.SubscriptionId})", s.DisplayName)),
        _ when subscriptionId is null => null,
        SuggestionKind.Location => new(
            $"subscriptions/{subscriptionId}/locations?api-version={ApiVersions.Subscriptions}",
            // A geography such as "europe" is a region to that list, and no VM can be there.
            l => l.Metadata is { RegionType: not (null or "Physical") } ? null : Named(l, l.DisplayName)),
        SuggestionKind.ResourceGroup => new(
            $"subscriptions/{subscriptionId}/resourcegroups?api-version={ApiVersions.Resources}", g => Named(g, $"in {g.Location}")),
        SuggestionKind.Role => new(
            $"subscriptions/{subscriptionId}/providers/Microsoft.Authorization/roleDefinitions?api-version={ApiVersions.RoleAssignments}",
            r => r.Properties is { RoleName: { } name } role ? new(name, role.Description ?? name) : null),
        SuggestionKind.Gallery => new(
            $"subscriptions/{subscriptionId}{Group(query)}/providers/Microsoft.Compute/galleries?api-version={ApiVersions.Galleries}",
            g => Named(g, $"in {g.Location}: {g.Id}")),
        SuggestionKind.Image when query is { ResourceGroupName: not null, GalleryName: { } gallery } => new(
            $"subscriptions/{subscriptionId}{Group(query)}/providers/Microsoft.Compute/galleries/{Uri.EscapeDataString(gallery)}/images"
                + $"?api-version={ApiVersions.Galleries}",
            i => Named(i, $"{i.Properties?.OSType} in {i.Location}")),
        SuggestionKind.Size when query.Location is { } location => new(
            $"subscriptions/{subscriptionId}/providers/Microsoft.Compute/skus?api-version={ApiVersions.Skus}"
                + $"&$filter={Uri.EscapeDataString($"location eq '{location.Replace(" ", "", StringComparison.Ordinal)}'")}",
            s => s.ResourceType == "virtualMachines" ? Named(s, $"{s.Capability("vCPUs")} vCPUs, {s.Capability("MemoryGB")} GB") : null),
        _ => null,
    };

    private static string Group(SuggestionQuery query) =>
        query.ResourceGroupName is { } group ? $"/resourceGroups/{Uri.EscapeDataString(group)}" : "";

    private static Suggestion? Named(NamedThing thing, string? toolTip) => thing.Name is { } name ? new(name, toolTip ?? name) : null;
}

using System.Text.Json.Nodes;

namespace ImageShare.Sandbox.Cloud;

/// <summary>Anything with an ARM id, a resource group included. The body is what a GET answers.</summary>
internal sealed class Resource
{
    public required string Id { get; init; }

    /// <summary>As in <c>Microsoft.Compute/galleries/images</c>.</summary>
    public required string Type { get; init; }

    public required JsonObject Body { get; set; }

    public required DateTimeOffset Created { get; init; }

    public DateTimeOffset Changed { get; set; }

    /// <summary>How often it was written.</summary>
    public int Revision { get; set; }

    /// <summary>The newest long-running operation on it.</summary>
    public Operation? Operation { get; set; }

    public string Name => Id[(Id.LastIndexOf('/') + 1)..];

    public string? Location => (string?)Body["location"];

    public JsonObject Properties => Body["properties"] as JsonObject ?? [];

    /// <summary>The segment after <c>/subscriptions/</c>; empty for what stands outside one.</summary>
    public string SubscriptionId => ResourceIds.Segment(Id, "subscriptions") ?? "";

    public string? ResourceGroupName => ResourceIds.Segment(Id, "resourceGroups");
}

internal static class ResourceIds
{
    public const string ResourceGroupType = "Microsoft.Resources/resourceGroups";

    /// <summary>The value that follows a segment name, compared as ARM does: without case.</summary>
    public static string? Segment(string id, string name)
    {
        var parts = id.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var at = Array.FindIndex(parts, p => p.Equals(name, StringComparison.OrdinalIgnoreCase));
        return at >= 0 && at + 1 < parts.Length ? parts[at + 1] : null;
    }

    /// <summary>True when <paramref name="id"/> is <paramref name="scope"/> or lies under it.</summary>
    public static bool IsWithin(string id, string scope)
    {
        scope = scope.TrimEnd('/');
        return id.StartsWith(scope, StringComparison.OrdinalIgnoreCase) && (id.Length == scope.Length || id[scope.Length] == '/');
    }
}

using System.Text.Json.Nodes;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.PartnerCenter;

/// <summary>Finds the resources of an offer.</summary>
internal static class Resources
{
    private const string Root = "https://schema.mp.microsoft.com/schema/";

    public static string Schema(string kindAndVersion) => Root + kindAndVersion;

    public static string Kind(JsonObject resource) => Text(resource, "$schema")?.Split('/') is [.., var kind, _] ? kind : "";

    public static MarketplaceProduct Product(World world, string? durableId) =>
        world.Marketplace.Products.Find(p => p.DurableId.Equals(durableId, StringComparison.OrdinalIgnoreCase))
        ?? throw IngestionException.NotFound($"There is no '{durableId}'.");

    public static JsonObject? OfPlan(IEnumerable<JsonObject> resources, string kind, string planId) =>
        resources.FirstOrDefault(r => Kind(r) == kind && Text(r, "plan") == planId);

    public static IEnumerable<JsonObject> Objects(JsonNode? list) => (list as JsonArray)?.OfType<JsonObject>() ?? [];

    public static string? Text(JsonNode? node, string name) => node is JsonObject holder && holder[name] is JsonValue value
        && value.TryGetValue<string>(out var text) ? text : null;

    public static List<JsonObject> Copy(IEnumerable<JsonObject> resources) => [.. resources.Select(r => (JsonObject)r.DeepClone())];
}

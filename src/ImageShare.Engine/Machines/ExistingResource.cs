using System.Text.Json;
using Azure.Core;
using ImageShare.Engine.Galleries;

namespace ImageShare.Engine.Machines;

/// <summary>A resource that is there.</summary>
/// <param name="Id">ARM id.</param>
/// <param name="Location">Region (Azure's short name).</param>
internal sealed record ExistingResource(ResourceIdentifier Id, string? Location)
{
    /// <summary>What was read of it; undefined when only a list named it.</summary>
    public JsonElement Properties { get; init; }

    public string? Sku { get; init; }

    public IReadOnlyList<string> Zones { get; init; } = [];

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    public static ExistingResource Of(JsonElement resource) =>
        new(new(Text(resource, "id")!), Text(resource, "location") is { } region ? GalleryImages.RegionName(region) : null)
        {
            Properties = resource.TryGetProperty("properties", out var properties) ? properties : default,
            Sku = resource.TryGetProperty("sku", out var sku) && sku.ValueKind == JsonValueKind.Object ? Text(sku, "name") : null,
            Zones = resource.TryGetProperty("zones", out var zones) && zones.ValueKind == JsonValueKind.Array
                ? [.. zones.EnumerateArray().Select(zone => zone.GetString()!)] : [],
            Tags = resource.TryGetProperty("tags", out var tags) && tags.ValueKind == JsonValueKind.Object
                ? tags.EnumerateObject().ToDictionary(tag => tag.Name, tag => tag.Value.ToString(), StringComparer.OrdinalIgnoreCase) : [],
        };

    /// <summary>A value inside the properties, by the path to it.</summary>
    public JsonElement? Find(params ReadOnlySpan<string> path)
    {
        var element = Properties;
        foreach (var name in path)
        {
            if (element.ValueKind == JsonValueKind.Array)
                element = element.EnumerateArray().FirstOrDefault();
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                return null;
        }

        return element;
    }

    public string? Text(params ReadOnlySpan<string> path) =>
        Find(path) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static string? Text(JsonElement resource, string name) =>
        resource.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

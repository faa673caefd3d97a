using System.Text.Json;
using Azure.Core;

namespace ImageShare.Engine.Machines;

/// <summary>A resource that is there.</summary>
/// <param name="Id">ARM id.</param>
/// <param name="Location">Region (Azure's short name).</param>
internal sealed record ExistingResource(ResourceIdentifier Id, string? Location)
{
    /// <summary>What was read of it; undefined when only a list named it.</summary>
    public JsonElement Properties { get; init; }

    public string? Sku { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

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
}

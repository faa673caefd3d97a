using System.Text.Json;
using System.Text.Json.Serialization;
using ImageShare.Engine.Http;

namespace ImageShare.Engine.Completion;

/// <summary>A thing of Azure with a name, as lists show it.</summary>
internal sealed record NamedThing
{
    public string? Name { get; init; }

    public string? DisplayName { get; init; }

    public string? Location { get; init; }

    /// <summary>ARM id.</summary>
    public string? Id { get; init; }

    public string? SubscriptionId { get; init; }

    public string? ResourceType { get; init; }

    public ThingProperties? Properties { get; init; }

    public ThingMetadata? Metadata { get; init; }

    public IReadOnlyList<NamedValue>? Capabilities { get; init; }

    public string? Capability(string name) => Capabilities?.FirstOrDefault(c => c.Name == name)?.Value;
}

internal sealed record ThingProperties
{
    public string? RoleName { get; init; }

    public string? Description { get; init; }

    public string? OSType { get; init; }
}

internal sealed record ThingMetadata
{
    public string? RegionType { get; init; }
}

internal sealed record NamedValue(string? Name, string? Value);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Page<NamedThing>))]
internal sealed partial class CompletionJson : JsonSerializerContext;

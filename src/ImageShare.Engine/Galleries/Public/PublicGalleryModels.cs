using System.Text.Json;
using System.Text.Json.Serialization;
using ImageShare.Engine.Http;

namespace ImageShare.Engine.Galleries.Public;

// What consumers see of shared and community galleries; the SDK has no common type for the two, nor the community's metadata.

internal sealed record PublicItem(string Name, PublicIdentifier Identifier)
{
    public PublicProperties? Properties { get; init; }
}

internal sealed record PublicIdentifier(string UniqueId);

internal sealed record PublicProperties
{
    public string? OsType { get; init; }

    public string? OsState { get; init; }

    public string? HyperVGeneration { get; init; }

    public string? Architecture { get; init; }

    public IReadOnlyList<PublicFeature>? Features { get; init; }

    public PublicPlan? PurchasePlan { get; init; }

    public string? Eula { get; init; }

    public DateTimeOffset? PublishedDate { get; init; }

    public DateTimeOffset? EndOfLifeDate { get; init; }

    public bool? ExcludeFromLatest { get; init; }

    public CommunityMetadata? CommunityMetadata { get; init; }
}

internal sealed record PublicFeature(string Name, string Value);

internal sealed record PublicPlan(string? Name, string? Publisher, string? Product);

internal sealed record CommunityMetadata(string? Eula);

internal sealed record RegionItem(string Name)
{
    public RegionMetadata? Metadata { get; init; }
}

internal sealed record RegionMetadata(string? RegionType);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Page<PublicItem>))]
[JsonSerializable(typeof(Page<RegionItem>))]
internal sealed partial class PublicGalleryJson : JsonSerializerContext;

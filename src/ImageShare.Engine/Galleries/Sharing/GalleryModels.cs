using System.Text.Json;
using System.Text.Json.Serialization;

namespace ImageShare.Engine.Galleries.Sharing;

// A gallery and its share action on the wire. The SDK's model takes a publisher's URI for a System.Uri and fails on those that are none,
// and its share action expects a body at the end where Azure sends an empty 200.

internal sealed record GalleryBody(string Location, GalleryProperties Properties)
{
    public IReadOnlyDictionary<string, string>? Tags { get; init; }
}

internal sealed record GalleryProperties
{
    public string? Description { get; init; }

    public GalleryIdentifier? Identifier { get; init; }

    public SoftDeletePolicy? SoftDeletePolicy { get; init; }

    public SharingProfileBody? SharingProfile { get; init; }

    public string? ProvisioningState { get; init; }
}

internal sealed record GalleryIdentifier(string? UniqueName);

internal sealed record SoftDeletePolicy(bool? IsSoftDeleteEnabled);

internal sealed record SharingProfileBody
{
    public const string Private = "Private";
    public const string ForGroups = "Groups";
    public const string Community = "Community";

    public string? Permissions { get; init; }

    public IReadOnlyList<SharingGroup>? Groups { get; init; }

    public CommunityInfo? CommunityGalleryInfo { get; init; }
}

internal sealed record SharingGroup(string Type, IReadOnlyList<string> Ids)
{
    public const string Subscriptions = "Subscriptions";
    public const string Tenants = "AADTenants";
}

internal sealed record CommunityInfo
{
    public string? PublisherUri { get; init; }

    public string? PublisherContact { get; init; }

    public string? Eula { get; init; }

    public string? PublicNamePrefix { get; init; }

    public bool? CommunityGalleryEnabled { get; init; }

    public IReadOnlyList<string>? PublicNames { get; init; }
}

internal sealed record SharingUpdate(string OperationType)
{
    public IReadOnlyList<SharingGroup>? Groups { get; init; }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(GalleryBody))]
[JsonSerializable(typeof(SharingUpdate))]
internal sealed partial class GalleryJson : JsonSerializerContext;

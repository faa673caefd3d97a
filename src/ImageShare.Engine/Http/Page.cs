using System.Text.Json.Serialization;

namespace ImageShare.Engine.Http;

/// <summary>One page of a list; ARM and Graph name the link differently.</summary>
internal sealed record Page<T>
{
    public required IReadOnlyList<T> Value { get; init; }

    [JsonPropertyName("nextLink")]
    public string? NextLink { get; init; }

    [JsonPropertyName("@odata.nextLink")]
    public string? ODataNextLink { get; init; }

    [JsonIgnore]
    public string? Next => string.IsNullOrEmpty(NextLink) ? ODataNextLink : NextLink;
}

using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace ImageShare.Engine.Marketplace;

/// <summary>The schemas of Partner Center's Product Ingestion API, which its documents call a preview.</summary>
internal static class IngestionSchemas
{
    /// <summary>The one version of the API that this module speaks.</summary>
    public const string Version = "2022-07-01";

    public const string Configure = $"{Root}configure/{Version}";
    public const string Submission = $"{Root}submission/2022-03-01-preview2";
    public const string UpdateAudiences = $"{Root}price-and-availability-update-private-audiences/2022-03-01-preview2";
    public const string PrivateKind = "private";

    private const string Root = "https://schema.mp.microsoft.com/schema/";

    /// <summary>The kind of a resource: the last part but one of its schema's address.</summary>
    public static string KindOf(JsonObject resource) => ((string?)resource["$schema"])?.Split('/') is [.., var kind, _] ? kind : "";
}

/// <summary>A page of products or submissions.</summary>
internal sealed record IngestionPage<T>
{
    public required IReadOnlyList<T> Value { get; init; }

    [JsonPropertyName("@nextLink")]
    public string? NextLink { get; init; }
}

internal sealed record Product
{
    /// <summary>product/GUID.</summary>
    public required string Id { get; init; }

    public ExternalIdentity? Identity { get; init; }

    public string? Type { get; init; }

    public string? Alias { get; init; }
}

internal sealed record ExternalIdentity(string? ExternalId);

/// <summary>Everything of one product, at one target.</summary>
internal sealed record ResourceTree
{
    public required IReadOnlyList<JsonObject> Resources { get; init; }
}

internal sealed record Submission
{
    [JsonPropertyName("$schema")]
    public string Schema { get; init; } = IngestionSchemas.Submission;

    /// <summary>submission/GUID/NUMBER.</summary>
    public string? Id { get; init; }

    /// <summary>Durable id of the product.</summary>
    public required string Product { get; init; }

    public required SubmissionTarget Target { get; init; }

    /// <summary>notStarted, running, completed.</summary>
    public string? Status { get; init; }

    /// <summary>pending, succeeded, failed.</summary>
    public string? Result { get; init; }

    public DateTimeOffset? Created { get; init; }
}

/// <param name="TargetType">draft, preview or live.</param>
internal sealed record SubmissionTarget(string TargetType);

internal sealed record ConfigureRequest
{
    [JsonPropertyName("$schema")]
    public string Schema { get; init; } = IngestionSchemas.Configure;

    public required IReadOnlyList<JsonObject> Resources { get; init; }
}

internal sealed record ConfigureStatus
{
    public required string JobId { get; init; }

    /// <summary>notStarted, running, completed.</summary>
    public required string JobStatus { get; init; }

    /// <summary>pending, succeeded, failed, cancelled.</summary>
    public string? JobResult { get; init; }

    public DateTimeOffset? JobStart { get; init; }

    // 0001-01-01 while it runs.
    public DateTimeOffset? JobEnd { get; init; }

    public IReadOnlyList<IngestionError> Errors { get; init; } = [];
}

internal sealed record IngestionError
{
    public string? Code { get; init; }

    public string? Message { get; init; }

    // A durable id as text, or an object: only the text is of use.
    public JsonNode? ResourceId { get; init; }

    public IReadOnlyList<IngestionError>? Details { get; init; }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IngestionPage<Product>))]
[JsonSerializable(typeof(IngestionPage<Submission>))]
[JsonSerializable(typeof(ResourceTree))]
[JsonSerializable(typeof(ConfigureRequest))]
[JsonSerializable(typeof(ConfigureStatus))]
internal sealed partial class IngestionJson : JsonSerializerContext;

using System.Text.Json;
using System.Text.Json.Serialization;
using Azure;
using Azure.Core;
using ImageShare.Engine.Http;

namespace ImageShare.Engine.Galleries;

/// <summary>Azure Resource Graph: one question to many subscriptions, delegated ones included.</summary>
internal sealed class ResourceGraph(RestClient rest)
{
    private const int MostSubscriptions = 1000;
    private const string Galleries = "resources | where type =~ 'microsoft.compute/galleries' | project id";

    /// <summary>ARM ids of the galleries that may be read in those subscriptions.</summary>
    public async Task<IReadOnlyList<string>> GalleriesAsync(IEnumerable<string> subscriptions, CancellationToken cancellationToken)
    {
        List<string> ids = [];
        foreach (var part in subscriptions.Chunk(MostSubscriptions))
        {
            string? token = null;
            do
            {
                var answer = await rest.SendAsync(
                    RequestMethod.Post, $"providers/Microsoft.ResourceGraph/resources?api-version={ApiVersions.ResourceGraph}",
                    new GraphQuery(part, Galleries, new GraphOptions("objectArray") { SkipToken = token }),
                    ResourceGraphJson.Default.GraphQuery, ResourceGraphJson.Default.GraphAnswer, cancellationToken);
                ids.AddRange(answer.Data.Select(row => row.Id));
                token = answer.SkipToken;
            }
            while (!string.IsNullOrEmpty(token));
        }

        return ids;
    }
}

internal sealed record GraphQuery(IReadOnlyList<string> Subscriptions, string Query, GraphOptions Options);

internal sealed record GraphOptions(string ResultFormat)
{
    [JsonPropertyName("$skipToken")]
    public string? SkipToken { get; init; }
}

internal sealed record GraphAnswer(IReadOnlyList<GraphRow> Data)
{
    [JsonPropertyName("$skipToken")]
    public string? SkipToken { get; init; }
}

internal sealed record GraphRow(string Id);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(GraphQuery))]
[JsonSerializable(typeof(GraphAnswer))]
internal sealed partial class ResourceGraphJson : JsonSerializerContext;

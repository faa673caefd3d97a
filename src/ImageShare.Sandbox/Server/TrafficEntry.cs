using System.Text.Json.Nodes;

namespace ImageShare.Sandbox.Server;

/// <summary>
/// One exchange, masked: a token appears as its claims, a secret as asterisks. Bodies are JSON, or a string of what is not.
/// </summary>
internal sealed record TrafficEntry(
    string Method,
    string Url,
    IReadOnlyDictionary<string, string> RequestHeaders,
    JsonNode? RequestBody,
    int Status,
    IReadOnlyDictionary<string, string> ResponseHeaders,
    JsonNode? ResponseBody,
    double ElapsedMs)
{
    /// <summary>When the request arrived, so that what ran at the same time can be told.</summary>
    public DateTimeOffset Started { get; init; }

    public string Path => new Uri(Url).AbsolutePath;
}

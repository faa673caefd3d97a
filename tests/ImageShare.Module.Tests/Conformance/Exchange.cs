using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ImageShare.Tests.Conformance;

/// <summary>One request and its answer, recorded or just now given. Bodies are JSON, or null when there is none.</summary>
internal sealed record Exchange(
    string Method, string Uri, string? RequestBody, int Status, IReadOnlyDictionary<string, string> Headers, JsonNode? Body)
{
    public string? ErrorCode => Member(Member(Body, "error"), "code")?.ToString();

    public string? ErrorMessage => Member(Member(Body, "error"), "message")?.ToString();

    /// <summary>The first of the errors inside the error.</summary>
    public JsonNode? ErrorDetail => Member(Member(Body, "error"), "details") is JsonArray { Count: > 0 } details ? details[0] : null;

    /// <summary>The code of the error, with that of the first error inside it.</summary>
    public string? Cause => Member(ErrorDetail, "code") is { } inner ? $"{ErrorCode}/{inner}" : ErrorCode;

    public DateTimeOffset Date => DateTimeOffset.Parse(Headers["Date"], CultureInfo.InvariantCulture);

    public bool IsSuccess => Status is >= 200 and < 300;

    public bool IsInProgress =>
        (Method == "GET" && Status == 202) || Member(Body, "status")?.ToString() is "InProgress" or "Accepted" or "Running";

    public static JsonNode? Member(JsonNode? node, string name) => (node as JsonObject)?[name];

    public static JsonNode? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;

        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            // A page or a plain text: nothing to compare key by key.
            return null;
        }
    }
}

/// <summary>Traffic with Azure as one file holds it, in its order.</summary>
/// <param name="KeepsRetryAfter">False where the recorder strips Retry-After, so that its absence says nothing.</param>
internal sealed record Recording(string Name, bool KeepsRetryAfter, IReadOnlyList<Exchange> Exchanges);

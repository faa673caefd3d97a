using System.Text.RegularExpressions;
using Azure;
using Azure.Core;

namespace ImageShare.Engine.Http;

/// <summary>What a service said when it refused: its innermost error, for the outer ones only say that something failed.</summary>
internal sealed partial record ServiceError(string? Code, string Message)
{
    /// <summary>HTTP status; 0 when there was no answer.</summary>
    public int Status { get; init; }

    /// <summary>What the service says it is about.</summary>
    public string? Target { get; init; }

    public string? CorrelationId { get; init; }

    /// <summary>Reads a refusal of ARM or Graph, at once or at the end of a long-running operation.</summary>
    public static ServiceError Read(RequestFailedException exception)
    {
        var response = exception.GetRawResponse();
        var outer = new ServiceError(exception.ErrorCode, FirstLine(exception.Message)) { Status = exception.Status };
        if (response is null)
            return outer;

        var said = ErrorJson.Find(Content(response), outer) is [var (_, _, first), ..] ? first.Innermost : outer;
        return said with
        {
            CorrelationId = Header(response, "x-ms-correlation-request-id") ?? Header(response, "request-id") ?? Header(
                response, "x-ms-request-id"),
        };
    }

    /// <summary>Reads a refusal of Entra from the words of a sign-in exception; null when there is none in them.</summary>
    public static ServiceError? ReadSignIn(string text) => SignIn().Match(text) is not { Success: true } match ? null
        : new ServiceError(match.Groups["code"].Value, match.Groups["message"].Value.Trim())
        {
            Status = 401,
            CorrelationId = FindCorrelationId(text),
        };

    /// <summary>The correlation id (GUID) that a text names; null when it names none.</summary>
    public static string? FindCorrelationId(string text) =>
        Correlation().Match(text) is { Success: true } match ? match.Groups["id"].Value : null;

    private static string Content(Response response) => response.ContentStream is null ? "" : response.Content.ToString();

    private static string? Header(Response response, string name) => response.Headers.TryGetValue(name, out var value) ? value : null;

    // Azure.Core's text goes on with status, content and all headers.
    private static string FirstLine(string text) => text.Split('\n', 2)[0].Trim();

    [GeneratedRegex(@"(?<code>AADSTS\d+):\s*(?<message>.+?)(Trace ID:|Correlation ID:|Timestamp:|\r|\n|$)", RegexOptions.Singleline)]
    private static partial Regex SignIn();

    [GeneratedRegex(@"correlation[\s_-]?id['""]?\s*[:=]\s*['""]?(?<id>[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})", RegexOptions.IgnoreCase)]
    private static partial Regex Correlation();
}

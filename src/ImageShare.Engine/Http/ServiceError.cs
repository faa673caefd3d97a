using System.Text.Json;
using System.Text.RegularExpressions;
using Azure;
using Azure.Core;

namespace ImageShare.Engine.Http;

/// <summary>What a service said when it refused: its innermost error, for the outer ones only say that something failed.</summary>
internal sealed partial record ServiceError(string? Code, string Message)
{
    private const int MaximumDepth = 8;

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

        var error = Innermost(Content(response), outer, MaximumDepth);
        return error with
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
            CorrelationId = Correlation().Match(text) is { Success: true } id ? id.Groups["id"].Value : null,
        };

    private static ServiceError Innermost(string json, ServiceError outer, int depth)
    {
        if (depth == 0)
            return outer;

        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Innermost(document.RootElement, outer, depth) : outer;
        }
        catch (JsonException)
        {
            return outer;
        }
    }

    private static ServiceError Innermost(JsonElement element, ServiceError outer, int depth)
    {
        if (depth == 0)
            return outer;
        if (element.TryGetProperty("error", out var wrapped) && wrapped.ValueKind == JsonValueKind.Object)
            return Innermost(wrapped, outer, depth - 1);

        var message = Text(element, "message");
        var error = outer with
        {
            Code = Text(element, "code") is { } code && !(IsVague(code) && IsTelling(outer.Code)) ? code : outer.Code,
            Message = message ?? outer.Message,
            Target = Text(element, "target") ?? outer.Target,
        };
        if (element.TryGetProperty("details", out var details) && details.ValueKind == JsonValueKind.Array
            && details.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } detail)
        {
            return Innermost(detail, error, depth - 1);
        }

        // Deployments hand on what a resource provider said as JSON text, with words of theirs before it.
        return message?.IndexOf('{') is >= 0 and var start ? Innermost(message[start..], error, depth - 1) : error;
    }

    // The Marketplace's refusals hold a mere BadRequest inside the code that says what it is about.
    private static bool IsVague(string code) => code is "BadRequest" or "Conflict";

    private static bool IsTelling(string? code) => code is not null && !IsVague(code)
        && code is not ("DeploymentFailed" or "InvalidTemplateDeployment" or "ResourceDeploymentFailure");

    private static string Content(Response response) => response.ContentStream is null ? "" : response.Content.ToString();

    private static string? Header(Response response, string name) => response.Headers.TryGetValue(name, out var value) ? value : null;

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : null;

    // Azure.Core's text goes on with status, content and all headers.
    private static string FirstLine(string text) => text.Split('\n', 2)[0].Trim();

    [GeneratedRegex(@"(?<code>AADSTS\d+):\s*(?<message>.+?)(?=\s*(Trace ID:|Correlation ID:|Timestamp:|\r|\n|$))", RegexOptions.Singleline)]
    private static partial Regex SignIn();

    [GeneratedRegex(@"Correlation ID:\s*(?<id>[0-9a-fA-F-]{36})")]
    private static partial Regex Correlation();
}

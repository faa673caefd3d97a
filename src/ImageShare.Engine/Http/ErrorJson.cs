using System.Text;
using System.Text.Json;

namespace ImageShare.Engine.Http;

/// <summary>An error with those it came from.</summary>
internal sealed record ErrorNode(ServiceError Error, IReadOnlyList<ErrorNode> Causes)
{
    /// <summary>The first cause of the first cause: the outer ones only say that something failed.</summary>
    public ServiceError Innermost => Causes is [var first, ..] ? first.Innermost : Error;

    /// <summary>All of them, causes first.</summary>
    public IEnumerable<ServiceError> InnermostFirst => [.. Causes.SelectMany(cause => cause.InnermostFirst), Error];
}

/// <summary>Errors in the JSON that services answer with, and that tools print among other text.</summary>
internal static class ErrorJson
{
    private const int MaximumDepth = 8;

    /// <summary>The errors of a text, each with the place of its JSON. JSON that tells of no error is looked into.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="outer">What is known of the error already; without it only JSON with a code counts.</param>
    /// <param name="depth">How many levels to go down.</param>
    public static IReadOnlyList<(int Start, int Length, ErrorNode Error)> Find(
        string text, ServiceError? outer = null, int depth = MaximumDepth)
    {
        List<(int, int, ErrorNode)> found = [];
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var at = 0; depth > 0 && bytes.AsSpan(at).IndexOf((byte)'{') is >= 0 and var offset;)
        {
            at += offset;
            var length = 1;
            if (MayBegin(bytes.AsSpan(at + 1)) && TryParse(bytes.AsSpan(at), out var read) is { } document)
            {
                using (document)
                {
                    if (TryRead(document.RootElement, outer, depth) is { } node)
                    {
                        found.Add((Encoding.UTF8.GetCharCount(bytes, 0, at), Encoding.UTF8.GetCharCount(bytes, at, read), node));
                        length = read;
                    }
                }
            }

            at += length;
        }

        return found;
    }

    // A brace that begins no JSON: words of tools are full of them, and each would cost an exception.
    private static bool MayBegin(ReadOnlySpan<byte> inside)
    {
        var next = inside.IndexOfAnyExcept(" \t\r\n"u8);
        return next >= 0 && inside[next] is (byte)'"' or (byte)'}';
    }

    // What follows the JSON does not matter.
    private static JsonDocument? TryParse(ReadOnlySpan<byte> text, out int length)
    {
        var reader = new Utf8JsonReader(text);
        try
        {
            var document = JsonDocument.ParseValue(ref reader);
            length = (int)reader.BytesConsumed;
            return document;
        }
        catch (JsonException)
        {
            length = 0;
            return null;
        }
    }

    private static ErrorNode? TryRead(JsonElement element, ServiceError? outer, int depth)
    {
        try
        {
            return Read(element, outer, depth);
        }
        catch (InvalidOperationException)
        {
            // Half a pair of UTF-16, escaped, is JSON and yet no text.
            return null;
        }
    }

    private static ErrorNode? Read(JsonElement element, ServiceError? outer, int depth)
    {
        if (depth == 0)
            return null;
        if (Property(element, "error") is { ValueKind: JsonValueKind.Object } wrapped)
            return Read(wrapped, outer, depth - 1);

        var own = Text(element, "code") ?? Text(element, "error");
        var code = own is not null && !(IsVague(own) && IsTelling(outer?.Code)) ? own : outer?.Code;
        var message = Text(element, "message") ?? Text(element, "error_description");
        if (code is null || (outer is null && message is null))
            return null;
        var error = (outer ?? new ServiceError(null, "")) with { Code = code, Message = message ?? outer?.Message ?? "" };
        error = error with { Target = Text(element, "target") ?? error.Target };
        // Entra's token endpoint: its error field is a word of OAuth, its own code stands in the description.
        if (message is not null && ServiceError.ReadSignIn(message) is { } signIn)
            error = error with { Code = signIn.Code, Message = signIn.Message, CorrelationId = signIn.CorrelationId };
        return new(error, [.. Causes(element, message, error, depth - 1)]);
    }

    private static IEnumerable<ErrorNode> Causes(JsonElement element, string? message, ServiceError error, int depth)
    {
        if (Property(element, "details") is { ValueKind: JsonValueKind.Array } details)
        {
            foreach (var detail in details.EnumerateArray().Where(d => d.ValueKind == JsonValueKind.Object))
            {
                if (Read(detail, error, depth) is { } cause)
                    yield return cause;
            }
        }

        // Deployments hand on what a resource provider said as JSON text, with words of theirs before it.
        foreach (var (_, _, cause) in message is null ? [] : Find(message, error, depth))
            yield return cause;
    }

    // The Marketplace's refusals hold a mere BadRequest inside the code that says what it is about.
    private static bool IsVague(string code) => code is "BadRequest" or "Conflict";

    private static bool IsTelling(string? code) => code is not null && !IsVague(code)
        && code is not ("DeploymentFailed" or "InvalidTemplateDeployment" or "ResourceDeploymentFailure");

    private static JsonElement? Property(JsonElement element, string name)
    {
        foreach (var property in element.EnumerateObject())
        {
            if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return property.Value;
        }

        return null;
    }

    private static string? Text(JsonElement element, string name) =>
        Property(element, name) is { ValueKind: JsonValueKind.String } value && value.GetString() is { Length: > 0 } text ? text : null;
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ImageShare.Sandbox.Recordings;

/// <summary>What a file must hold, beyond being JSON of a recording's shape, so that it can be served.</summary>
internal static class RecordingRules
{
    // A time in an answer is moved by the recording's age: further away it would not be a time any more.
    private static readonly DateTimeOffset Earliest = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <exception cref="JsonException">It breaks a rule: the message says which, and in which entry.</exception>
    public static void Check(Recording recording)
    {
        Require(recording.Origin is Recording.Sandbox or Recording.Live, $"Its origin is neither '{Recording.Sandbox}' nor '{Recording.Live}'.");
        Require(
            recording.Recorded >= Earliest && recording.Recorded < DateTimeOffset.UtcNow.AddDays(1),
            string.Create(CultureInfo.InvariantCulture, $"It was not recorded at {recording.Recorded:O}."));
        Require(!recording.Variables.Values.Contains(null!), "A variable is null.");
        Require(recording.Entries.Count > 0, "It has no entries.");
        for (var i = 0; i < recording.Entries.Count; i++)
        {
            if (Fault(recording.Entries[i]) is { } fault)
                throw new JsonException(string.Create(CultureInfo.InvariantCulture, $"Entry {i + 1}: {fault}"));
        }
    }

    private static string? Fault(RecordingEntry? entry) => entry switch
    {
        null => "it is null.",
        _ when !IsToken(entry.RequestMethod) => "RequestMethod is no method.",
        _ when !Uri.TryCreate(entry.RequestUri, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttps =>
            "RequestUri is no address of the web with https.",
        { StatusCode: < 200 or > 599 } => "StatusCode is none from 200 to 599.",
        _ when !AreHeaders(entry.RequestHeaders) => "RequestHeaders are none.",
        _ when !AreHeaders(entry.ResponseHeaders) => "ResponseHeaders are none.",
        _ => TokenFault(entry),
    };

    // In the place of a token stand its claims.
    private static string? TokenFault(RecordingEntry entry)
    {
        if (!entry.Request.IsSignIn || entry.ResponseBody is not JsonObject answer || answer["access_token"] is not { } token)
            return null;

        const string fault = "access_token is not the claims of a token, tid among them.";
        try
        {
            return token.IsText && JsonNode.Parse(token.Text) is JsonObject claims && claims["tid"].IsText && claims.All(claim => claim.Value.IsText)
                ? null : fault;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            return fault;
        }
    }

    private static bool AreHeaders(IReadOnlyDictionary<string, string> headers) =>
        headers.All(h => IsToken(h.Key) && h.Value?.All(c => c is '\t' or (>= ' ' and < '\x7f')) == true);

    private static bool IsToken(string text) => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private static void Require(bool rule, string message)
    {
        if (!rule)
            throw new JsonException(message);
    }
}

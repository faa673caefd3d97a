using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using ImageShare.Sandbox.CommandLine;
using ImageShare.Sandbox.Server;

namespace ImageShare.Sandbox.Recordings;

/// <summary>
/// Exchanges with Azure, in the shape of a session record of the Azure SDK's test proxy, with three words more: where they were
/// recorded, when (UTC), and which api-versions they speak.
/// </summary>
internal sealed partial record Recording
{
    public const string Sandbox = "sandbox";
    public const string Live = "live";

    // Many times what two tenants can say in an afternoon.
    private const int LongestFile = 64 * 1024 * 1024;

    // Of an answer's headers, those that a client acts on.
    private static readonly string[] Kept =
        ["Content-Type", "Azure-AsyncOperation", "Location", "Retry-After", "WWW-Authenticate", "ETag", "x-ms-failure-cause"];

    [JsonPropertyName("origin")]
    public required string Origin { get; init; }

    [JsonPropertyName("recorded")]
    public required DateTimeOffset Recorded { get; init; }

    [JsonPropertyName("apiVersions")]
    public required IReadOnlyList<string> ApiVersions { get; init; }

    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    public required IReadOnlyList<RecordingEntry> Entries { get; init; }

    public static Recording Of(IEnumerable<TrafficEntry> traffic, Addresses local, SandboxAccounts accounts, string origin)
    {
        // A dropped connection taught nothing.
        RecordingEntry[] entries = [.. traffic.Where(entry => entry.Status != 0).Select(entry => Of(entry, local))];
        return new Recording
        {
            Origin = origin,
            Recorded = DateTimeOffset.UtcNow,
            ApiVersions = [.. entries.SelectMany(entry => Version().Matches(entry.RequestUri)).Select(m => m.Groups[1].Value).Distinct().Order()],
            Variables = RecordedAccounts.Write(accounts),
            Entries = entries,
        };
    }

    /// <summary>Reads a file that anybody may have written.</summary>
    public static Recording Read(string path)
    {
        if (new FileInfo(path) is { Exists: true, Length: > LongestFile })
            throw new UserException($"{path} is not a recording: it has more than {LongestFile / 1024 / 1024} MB.");

        try
        {
            var recording = JsonSerializer.Deserialize<Recording>(File.ReadAllText(path), JsonText.Format) ?? throw new JsonException("It is empty.");
            RecordingRules.Check(recording);
            return recording;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            // The latter for a name that comes twice.
            throw new UserException($"{path} is not a recording. {exception.Message}", exception);
        }
    }

    /// <summary>Writes it with every id and address of a person replaced.</summary>
    /// <param name="path">The file.</param>
    /// <param name="secrets">What must not be in it: nothing is written when one is.</param>
    public void Write(string path, IEnumerable<string> secrets)
    {
        var text = new Sanitizer().Clean(JsonSerializer.Serialize(this, JsonText.Format));
        if (secrets.Where(secret => secret.Length > 0).SelectMany(Spellings).Any(secret => text.Contains(secret, StringComparison.Ordinal)))
            throw new UserException($"{path} is not written: a secret of the accounts would be in it.");

        File.WriteAllText(path, text + "\n");
    }

    private static IEnumerable<string> Spellings(string secret) =>
    [
        secret, WebUtility.UrlEncode(secret), Uri.EscapeDataString(secret), JsonEncodedText.Encode(secret).Value,
        JsonEncodedText.Encode(secret, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value, Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)),
    ];

    private static RecordingEntry Of(TrafficEntry entry, Addresses local)
    {
        string Carry(string text) => local.Translate(Masking.Hide(text), Addresses.Azure);
        var request = RecordedRequest.Of(entry, local);
        return new RecordingEntry(
            request.Uri, request.Method, request.Headers, request.Body, entry.Status,
            Kept.Where(entry.ResponseHeaders.ContainsKey).ToDictionary(name => name, name => Carry(entry.ResponseHeaders[name])),
            entry.ResponseBody.Carry(Carry));
    }

    [GeneratedRegex("[?&]api-version=([^&]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Version();
}

/// <summary>One exchange, by the test proxy's names.</summary>
internal sealed record RecordingEntry(
    string RequestUri,
    string RequestMethod,
    IReadOnlyDictionary<string, string> RequestHeaders,
    JsonNode? RequestBody,
    int StatusCode,
    IReadOnlyDictionary<string, string> ResponseHeaders,
    JsonNode? ResponseBody)
{
    [JsonIgnore]
    public RecordedRequest Request => new(RequestMethod, RequestUri, RequestHeaders, RequestBody);
}

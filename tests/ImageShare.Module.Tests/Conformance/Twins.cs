using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ImageShare.Tests.Conformance;

/// <summary>Which id of the sandbox stands for which id of a recording; learnt from each pair of answers.</summary>
internal sealed partial class Twins
{
    private static readonly (string Theirs, string Ours)[] Regions =
    [
        ("EastUS2EUAP", "eastus2"), ("CentralUSEUAP", "centralus"), ("West US 2", "North Europe"), ("westus2", "northeurope"),
        ("westcentralus", "eastus"), ("West Central US", "East US"),
    ];

    private readonly Dictionary<string, string> _ids = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _polls = new(StringComparer.OrdinalIgnoreCase);

    public void Add(string theirs, string ours) => _ids[theirs] = ours;

    public string Translate(string text)
    {
        foreach (var (theirs, ours) in _names)
            text = text.Replace(theirs, ours, StringComparison.Ordinal);

        text = Id().Replace(text, match => _ids.GetValueOrDefault(match.Value, match.Value));
        foreach (var (theirs, ours) in Regions)
            text = text.Replace(theirs, ours, StringComparison.OrdinalIgnoreCase);

        return text;
    }

    /// <summary>The sandbox's address for a recorded poll; null when the sandbox did not start that operation.</summary>
    public string? Poll(string uri) => _polls.GetValueOrDefault(PollKey(uri));

    public static bool IsPoll(string uri) => Operations().IsMatch(uri);

    public void Learn(Exchange azure, Exchange sandbox)
    {
        foreach (var header in (string[])["Azure-AsyncOperation", "Location"])
        {
            if (azure.Headers.TryGetValue(header, out var theirs) && sandbox.Headers.TryGetValue(header, out var ours))
                _polls[PollKey(theirs)] = ours;
        }

        Pair(azure.Body, sandbox.Body);
    }

    private void Pair(JsonNode? theirs, JsonNode? ours)
    {
        switch (theirs, ours)
        {
            case (JsonObject left, JsonObject right):
                foreach (var (name, value) in left)
                    Pair(value, right[name]);
                break;
            case (JsonArray left, JsonArray right):
                foreach (var (first, second) in left.Zip(right))
                    Pair(first, second);
                break;
            case (JsonValue left, JsonValue right):
                var (from, to) = (left.ToString(), right.ToString());
                if (Guid.TryParse(from, out _) && Guid.TryParse(to, out _))
                    _ids.TryAdd(from, to);
                // The names by which others know a gallery: an id and a name, one way round or the other.
                else if (from != to && PublicName().IsMatch(from) && PublicName().IsMatch(to))
                {
                    _names.TryAdd(from, to);
                    _ids.TryAdd(Id().Match(from).Value, Id().Match(to).Value);
                }

                break;
        }
    }

    private static string PollKey(string uri)
    {
        var path = uri.Split('?');
        var kind = path[^1].Contains("monitor=true", StringComparison.Ordinal) ? "result" : "status";
        return $"{kind} {path[0][(path[0].LastIndexOf('/') + 1)..]}";
    }

    [GeneratedRegex("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")]
    private static partial Regex Id();

    [GeneratedRegex(
        "^([0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}-[0-9A-Z._]+|[0-9A-Za-z]+-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$")]
    private static partial Regex PublicName();

    [GeneratedRegex("/(capsO|o)perations/[^/]+$|/(capsO|o)perations/[^/]+[?]|/operationStatuses/|/operationresults/")]
    private static partial Regex Operations();
}

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Web;

namespace ImageShare.Sandbox.Recordings;

/// <summary>How a request differs from a recorded one: a line for each difference, none when it is the same.</summary>
internal sealed partial class RequestComparison
{
    private readonly ClientIds _ids;
    private readonly List<string> _differences = [];

    private RequestComparison(ClientIds ids) => _ids = ids;

    /// <param name="recorded">What is asked for.</param>
    /// <param name="sent">What came.</param>
    /// <param name="ids">What stands for what so far; extended when the two are the same.</param>
    public static IReadOnlyList<string> Differences(RecordedRequest recorded, RecordedRequest sent, ClientIds ids)
    {
        var comparison = new RequestComparison(ids.Copy());
        comparison.Compare(recorded, sent);
        if (comparison._differences.Count == 0)
            ids.Take(comparison._ids);

        return comparison._differences;
    }

    /// <summary>Whether there is no difference; nothing is learnt.</summary>
    public static bool Fits(RecordedRequest recorded, RecordedRequest sent, ClientIds ids) =>
        recorded.Method == sent.Method && Differences(recorded, sent, ids.Copy()).Count == 0;

    /// <summary>0 for the same place; the more, the less a person would take one for the other.</summary>
    public static int Distance(RecordedRequest recorded, RecordedRequest sent, int differences)
    {
        string[] one = Path(recorded.Uri).Split('/'), other = Path(sent.Uri).Split('/');
        var common = one.Zip(other).TakeWhile(pair => pair.First.Equals(pair.Second, StringComparison.OrdinalIgnoreCase)).Count();
        return (1000 * (Math.Max(one.Length, other.Length) - common)) + (recorded.Method == sent.Method ? 0 : 100) + differences;
    }

    private void Compare(RecordedRequest recorded, RecordedRequest sent)
    {
        Compare("method", recorded.Method, sent.Method);
        Compare("path", Path(recorded.Uri), Path(sent.Uri));
        Compare("", Query(recorded.Uri), Query(sent.Uri));
        Compare("header ", recorded.Headers, sent.Headers);
        Compare("body ", Leaves(recorded.Body), Leaves(sent.Body));
    }

    private void Compare(string kind, IReadOnlyDictionary<string, string> recorded, IReadOnlyDictionary<string, string> sent)
    {
        foreach (var name in recorded.Keys.Union(sent.Keys))
            Compare(kind + name, recorded.GetValueOrDefault(name), sent.GetValueOrDefault(name));
    }

    private void Compare(string what, string? recorded, string? sent)
    {
        if (recorded is null || sent is null ? recorded != sent : !_ids.Same(recorded, sent))
            _differences.Add($"{what}: recorded {recorded ?? "without"}, sent {sent ?? "without"}");
    }

    private static string Path(string uri) => Uri.UnescapeDataString(uri.Split('?')[0]);

    private static Dictionary<string, string> Query(string uri)
    {
        var query = HttpUtility.ParseQueryString(uri.Contains('?', StringComparison.Ordinal) ? uri[(uri.IndexOf('?') + 1)..] : "");
        return query.AllKeys.ToDictionary(name => name ?? "", name => query[name] ?? "");
    }

    private static Dictionary<string, string> Leaves(JsonNode? body) => body switch
    {
        null => [],
        JsonObject { Count: > 0 } members => members.SelectMany(p => Below($".{p.Key}", p.Value)).ToDictionary(),
        JsonArray { Count: > 0 } items => items.SelectMany((item, index) => Below($"[{index}]", item)).ToDictionary(),
        _ => new() { [""] = body.IsText ? body.Text : body.ToJsonString() },
    };

    private static IEnumerable<KeyValuePair<string, string>> Below(string name, JsonNode? value) =>
        value is null ? [KeyValuePair.Create(name, "null")] : Leaves(value).Select(leaf => KeyValuePair.Create(name + leaf.Key, leaf.Value));
}

using System.Text.Json.Nodes;

namespace ImageShare.Sandbox.Recordings;

/// <summary>
/// Which exchanges of a recording may come more or less often than they were recorded, because a clock decides how often: sign-ins, as
/// tokens are kept for as long as they last; and what was refused in the same way several times with no change between, as somebody
/// waited for that to pass. Of each there must be one. The poll of an operation that still runs may come more often.
/// </summary>
internal sealed class Repetition
{
    private static readonly string[] s_ends = ["Succeeded", "Failed", "Canceled"];
    private static readonly string[] s_addresses = ["Azure-AsyncOperation", "Location"];

    private readonly IReadOnlyList<RecordingEntry> _entries;
    private readonly string[] _kinds;
    private readonly ILookup<string, int> _tries;
    private readonly HashSet<string> _operations;

    public Repetition(IReadOnlyList<RecordingEntry> entries)
    {
        _entries = entries;
        var changes = 0;
        _kinds = [.. entries.Select((entry, i) => IsChange(i) ? Kind(entry, changes++) : Kind(entry, changes))];
        _tries = Enumerable.Range(0, entries.Count).ToLookup(i => _kinds[i]);
        _operations =
        [
            .. entries.SelectMany(e => s_addresses.Select(name => e.ResponseHeaders.GetValueOrDefault(name))).OfType<string>(),
        ];
    }

    /// <summary>Somebody waited for a refusal to pass.</summary>
    public bool HasWaits => Enumerable.Range(0, _entries.Count).Any(IsWait);

    /// <summary>It may come again, and may be left out when another try of the same was not.</summary>
    public bool MayVary(int entry) => _entries[entry].Request.IsSignIn || IsWait(entry);

    /// <summary>It may come again.</summary>
    public bool MayRepeat(int entry) => MayVary(entry) || IsRunning(_entries[entry]);

    /// <summary>The entries that ask for the same and are answered in the same way, itself among them.</summary>
    public IEnumerable<int> Tries(int entry) => _tries[_kinds[entry]];

    /// <summary>After it the cloud is not what it was before.</summary>
    public bool IsChange(int entry) =>
        _entries[entry] is { RequestMethod: not "GET", StatusCode: < 400, Request.IsSignIn: false };

    private bool IsWait(int entry) => _entries[entry].StatusCode >= 400 && Tries(entry).Skip(1).Any();

    private bool IsRunning(RecordingEntry entry) =>
        entry.RequestMethod == "GET" && _operations.Contains(entry.RequestUri)
        && (entry.StatusCode == 202 || ((entry.ResponseBody as JsonObject)?["status"] is { IsText: true } status && !s_ends.Contains(status.Text)));

    // A token is the same before and after a change; a refusal is not.
    private static string Kind(RecordingEntry entry, int changesBefore) => string.Join(
        '\n',
        (string[])
        [
            entry is { StatusCode: < 400, Request.IsSignIn: true } ? "" : $"{changesBefore}",
            entry.RequestMethod, entry.RequestUri, .. entry.RequestHeaders.Select(h => $"{h.Key}: {h.Value}").Order(), entry.RequestBody.Text,
            $"{entry.StatusCode} {Code(entry.ResponseBody)}",
        ]);

    // Resource Manager's and Graph's code; Entra's stands at the start of its words.
    private static string Code(JsonNode? answer) => (answer as JsonObject)?["error"] switch
    {
        JsonObject error => error["code"].Text,
        not null => ((answer as JsonObject)?["error_description"]).Text.Split(':')[0],
        null => "",
    };
}

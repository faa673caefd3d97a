using System.Globalization;

namespace ImageShare.Sandbox.Recordings;

/// <summary>One recording while it is served: what was asked for, and what was not.</summary>
internal sealed class Replay(Recording recording)
{
    private readonly bool[] _served = new bool[recording.Entries.Count];
    private readonly ClientIds _ids = ClientIds.Of(recording);
    private readonly List<string> _mismatches = [];

    /// <summary>For each request that is not in the recording, how it differs from the nearest one that is.</summary>
    public IReadOnlyList<string> Mismatches => _mismatches;

    /// <summary>Recorded changes that were not asked for.</summary>
    public IReadOnlyList<string> Missing =>
    [
        .. recording.Entries.Where((entry, i) => !_served[i] && !MayRepeat(entry)).Select(entry => $"{entry.RequestMethod} {entry.RequestUri}"),
    ];

    public ClientIds Ids => _ids;

    /// <summary>How much later than the recording this is.</summary>
    public TimeSpan Age { get; } = DateTimeOffset.UtcNow - recording.Recorded;

    /// <summary>The next entry that the request asks for; null, and a mismatch more, when there is none.</summary>
    public RecordingEntry? Find(RecordedRequest sent)
    {
        var open = Enumerable.Range(0, _served.Length).Where(i => !_served[i]);
        var again = Enumerable.Range(0, _served.Length).Reverse().Where(i => _served[i] && MayRepeat(recording.Entries[i]));
        foreach (var i in open.Concat(again))
        {
            if (RequestComparison.Differences(recording.Entries[i].Request, sent, _ids).Count > 0)
                continue;

            _served[i] = true;
            return recording.Entries[i];
        }

        _mismatches.Add(Explain(sent));
        return null;
    }

    // How often depends on the clock: clients cache tokens as they like, and reads that run beside others are given up or sent again.
    private static bool MayRepeat(RecordingEntry entry) => entry.Request.IsSignIn || entry.RequestMethod == "GET";

    private string Explain(RecordedRequest sent)
    {
        var title = $"Not in the recording: {sent.Method} {sent.Uri}";
        var nearest = Enumerable.Range(0, _served.Length)
            .Select(i => (Index: i, Lines: RequestComparison.Differences(recording.Entries[i].Request, sent, _ids)))
            .OrderBy(e => RequestComparison.Distance(recording.Entries[e.Index].Request, sent, e.Lines.Count) + (_served[e.Index] ? 10 : 0))
            .Take(1)
            .SelectMany(e => Describe(e.Index, e.Lines));
        return string.Join('\n', nearest.Prepend(title));
    }

    private IEnumerable<string> Describe(int index, IReadOnlyList<string> differences)
    {
        var entry = recording.Entries[index];
        yield return string.Create(
            CultureInfo.InvariantCulture, $"Nearest is entry {index + 1}{(_served[index] ? ", which was served before" : "")}: {entry.RequestMethod} {entry.RequestUri}");
        foreach (var difference in differences)
            yield return $"  {difference}";
    }
}

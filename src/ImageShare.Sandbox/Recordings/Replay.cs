using System.Globalization;

namespace ImageShare.Sandbox.Recordings;

/// <summary>One recording while it is served: each exchange as often as it was recorded, but for what <see cref="Repetition"/> lets vary.</summary>
internal sealed class Replay(Recording recording)
{
    private readonly IReadOnlyList<RecordingEntry> _entries = recording.Entries;
    private readonly Repetition _repetition = new(recording.Entries);
    private readonly bool[] _served = new bool[recording.Entries.Count];
    private readonly bool[] _over = new bool[recording.Entries.Count];
    private readonly ClientIds _ids = ClientIds.Of(recording);
    private readonly List<string> _mismatches = [];

    /// <summary>For each request that is not in the recording, how it differs from the nearest one that is.</summary>
    public IReadOnlyList<string> Mismatches => _mismatches;

    /// <summary>What was recorded and not asked for.</summary>
    public IReadOnlyList<string> Missing =>
    [
        .. Indices.Where(i => !_served[i] && !IsTried(i)).Select(i => string.Create(
            CultureInfo.InvariantCulture, $"entry {i + 1}: {_entries[i].RequestMethod} {_entries[i].RequestUri}")),
    ];

    public ClientIds Ids => _ids;

    /// <summary>How much later than the recording this is.</summary>
    public TimeSpan Age { get; } = DateTimeOffset.UtcNow - recording.Recorded;

    private IEnumerable<int> Indices => Enumerable.Range(0, _entries.Count);

    /// <summary>The next entry that the request asks for; null, and a mismatch more, when there is none.</summary>
    public RecordingEntry? Find(RecordedRequest sent)
    {
        int[] fitting = [.. Indices.Where(i => RequestComparison.Fits(_entries[i].Request, sent, _ids))];
        int? open = fitting.Where(i => !_served[i] && !_over[i]).Cast<int?>().FirstOrDefault();
        int? again = fitting.Where(i => _served[i]).Cast<int?>().LastOrDefault() is { } last && _repetition.MayRepeat(last) ? last : null;
        // What a change brought about is not given before the change.
        if (again is not null && (open is null || Indices.Take(open.Value).Any(i => !_served[i] && _repetition.IsChange(i))))
            open = again;
        if (open is not { } found)
        {
            _mismatches.Add(Explain(sent));
            return null;
        }

        RequestComparison.Differences(_entries[found].Request, sent, _ids);
        _served[found] = true;
        if (_repetition.IsChange(found))
            EndWaitsBefore(found);
        return _entries[found];
    }

    // Whoever goes on to a change has stopped waiting for what was recorded before it.
    private void EndWaitsBefore(int change)
    {
        foreach (var i in Indices.Take(change).Where(IsTried))
            _over[i] = true;
    }

    private bool IsTried(int entry) => _repetition.MayVary(entry) && _repetition.Tries(entry).Any(i => _served[i]);

    private string Explain(RecordedRequest sent)
    {
        var title = $"Not in the recording: {sent.Method} {sent.Uri}";
        var nearest = Indices
            .Select(i => (Index: i, Lines: RequestComparison.Differences(_entries[i].Request, sent, _ids)))
            .OrderBy(e => RequestComparison.Distance(_entries[e.Index].Request, sent, e.Lines.Count) + (_served[e.Index] ? 10 : 0))
            .Take(1)
            .SelectMany(e => Describe(e.Index, e.Lines));
        return string.Join('\n', nearest.Prepend(title));
    }

    private IEnumerable<string> Describe(int index, IReadOnlyList<string> differences)
    {
        var entry = _entries[index];
        yield return string.Create(
            CultureInfo.InvariantCulture, $"Nearest is entry {index + 1}{(_served[index] ? ", which was served before" : "")}: {entry.RequestMethod} {entry.RequestUri}");
        foreach (var difference in differences)
            yield return $"  {difference}";
    }
}

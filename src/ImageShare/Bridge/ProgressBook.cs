using System.Collections.Concurrent;
using System.Management.Automation;
using ImageShare.Model;

namespace ImageShare.Bridge;

/// <summary>Gives each activity of one work its progress record, and closes those that the work left open.</summary>
internal sealed class ProgressBook
{
    private static int _lastId = 0x1500; // Above the ids that scripts use for their own.
    private readonly ConcurrentDictionary<string, int> _open = new();

    public ProgressRecord Next(WorkProgress progress)
    {
        var id = _open.GetOrAdd(progress.Activity, static _ => Interlocked.Increment(ref _lastId));
        if (progress.Completed)
            _open.TryRemove(progress.Activity, out _);
        return Record(id, progress);
    }

    public IEnumerable<ProgressRecord> Complete() =>
        _open.Keys.Select(activity => Next(new WorkProgress(activity, activity, Completed: true)));

    private static ProgressRecord Record(int id, WorkProgress progress) =>
        new(id, progress.Activity, progress.Status.Length > 0 ? progress.Status : progress.Activity)
        {
            PercentComplete = Math.Clamp(progress.PercentComplete, -1, 100),
            SecondsRemaining = progress.SecondsRemaining,
            RecordType = progress.Completed ? ProgressRecordType.Completed : ProgressRecordType.Processing,
        };
}

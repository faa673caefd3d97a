using ImageShare.Model;

namespace ImageShare.Engine.Machines;

/// <summary>How far a VM is, in steps; completed however it ends.</summary>
internal sealed class StepProgress(ICaller caller, string activity) : IDisposable
{
    private readonly object _lock = new();
    private int _done;
    private int _all = 1;

    public void Begin(string status)
    {
        caller.Verbose($"{activity}: {status}.");
        Show(status);
    }

    /// <summary>How many steps there will be.</summary>
    public void Expect(int steps) => _all = steps;

    public void Done(string status)
    {
        Interlocked.Increment(ref _done);
        Begin(status);
    }

    public void Dispose() => caller.Progress(new WorkProgress(activity, "Done", 100, 0, Completed: true));

    private void Show(string status)
    {
        // Steps that end at the same moment must not show an older number last.
        lock (_lock)
            caller.Progress(new WorkProgress(activity, status, Math.Min(100, 100 * _done / _all)));
    }
}

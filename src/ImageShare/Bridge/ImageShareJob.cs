using System.Collections.ObjectModel;
using System.Management.Automation;
using ImageShare.Errors;
using ImageShare.Model;

namespace ImageShare.Bridge;

/// <summary>Runs the same work that a pipeline would, with nobody waiting for it. What it may change was asked before.</summary>
internal sealed class ImageShareJob : Job, IPipeline
{
    private readonly CancellationTokenSource _cancellation = new();
    private readonly ProgressBook _progress = new();
    private readonly object _gate = new();
    private readonly Work _work;
    private Task _running = Task.CompletedTask;
    private bool _finished;

    public ImageShareJob(Work work, string cmdlet, string command, IReadOnlyList<ImageShareContext> contexts)
        : base(command, $"{cmdlet} {work.Target}")
    {
        _work = work;
        Contexts = contexts;
        PSJobTypeName = nameof(ImageShareJob);
    }

    public override bool HasMoreData =>
        Output.Count + Error.Count + Warning.Count + Verbose.Count + Debug.Count + Information.Count + Progress.Count > 0;

    public override string Location => Environment.MachineName;

    public override string StatusMessage => _work.Target;

    public IReadOnlyList<ImageShareContext> Contexts { get; }

    /// <param name="slots">Shared by the jobs of one command, for its -ThrottleLimit.</param>
    public void Start(SemaphoreSlim slots) => _running = Task.Run(() => RunAsync(slots));

    public override void StopJob()
    {
        _cancellation.Cancel();
        _running.Wait(TimeSpan.FromSeconds(1));
        Change(JobState.Stopped);
    }

    void ICaller.Verbose(string message) => Verbose.Add(new VerboseRecord(message));

    void ICaller.Debug(string message) => Debug.Add(new DebugRecord(message));

    void ICaller.Warning(string message) => Warning.Add(new WarningRecord(message));

    void ICaller.Prompt(string message) =>
        Information.Add(new InformationRecord(new HostInformationMessage { Message = message }, Name) { Tags = { "PSHOST" } });

    void ICaller.Progress(WorkProgress progress) => Progress.Add(_progress.Next(progress));

    Task<bool> ICaller.ShouldProcessAsync(string target, string action) => Task.FromResult(true);

    Task<bool> ICaller.ShouldContinueAsync(string query, string caption) => Task.FromException<bool>(Refusals.NobodyToAsk(query));

    Task IPipeline.WriteObjectAsync(object value)
    {
        Output.Add(PSObject.AsPSObject(value));
        return Task.CompletedTask;
    }

    Task IPipeline.WriteFileAsync(string path) => ((IPipeline)this).WriteObjectAsync(new FileInfo(path));

    Task IPipeline.WriteErrorAsync(ErrorRecord error)
    {
        Error.Add(error);
        return Task.CompletedTask;
    }

    Task<Collection<PSObject>> IPipeline.InvokeAsync(SessionScript script, params object?[] arguments) =>
        Task.FromException<Collection<PSObject>>(Refusals.NoScriptInJob());

    bool IPipeline.TakeRefusal() => false;

    private async Task RunAsync(SemaphoreSlim slots)
    {
        PumpedPipeline.Current = this;
        var entered = false;
        try
        {
            await slots.WaitAsync(_cancellation.Token);
            entered = true;
            Change(JobState.Running);
            await _work.RunAsync(this, _cancellation.Token);
            Change(JobState.Completed);
        }
        catch (OperationCanceledException) when (_cancellation.IsCancellationRequested)
        {
            Change(JobState.Stopped);
        }
        catch (Exception e)
        {
            Error.Add(e is TerminatingException t ? t.Record : ErrorRecords.From(e, _work.Target));
            Change(JobState.Failed);
        }
        finally
        {
            if (entered)
                slots.Release();
        }
    }

    // StopJob and the work may both come to the end; the first one counts.
    private void Change(JobState state)
    {
        lock (_gate)
        {
            if (_finished)
                return;
            _finished = state != JobState.Running;
            if (_finished)
            {
                foreach (var record in _progress.Complete())
                    Progress.Add(record);
            }

            SetJobState(state);
        }
    }
}

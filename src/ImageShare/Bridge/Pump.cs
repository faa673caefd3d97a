using System.Collections.Concurrent;
using System.Management.Automation;
using ImageShare.Errors;
using ImageShare.Model;

namespace ImageShare.Bridge;

/// <summary>
/// Starts works off the pipeline thread and does on it what they ask for. All but <see cref="Post"/> and <see cref="Stop"/> belong to it.
/// </summary>
internal sealed class Pump(PSCmdlet cmdlet) : IDisposable
{
    // How long an ending command waits for workers to hear of it; PowerShell's own Stop must end in two seconds.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly BlockingCollection<Message> _queue = [];
    private readonly CancellationTokenSource _cancellation = new();
    private readonly HashSet<Task> _running = [];
    private readonly object _gate = new();
    private bool _closed;

    public int Running => _running.Count;

    public void Start(Work work, IReadOnlyList<ImageShareContext> contexts, bool terminating)
    {
        var pipeline = new PumpedPipeline(this, contexts);
        Task? task = null;
        task = Task.Run(async () =>
        {
            var failure = await RunAsync(work, pipeline);
            Post(new Notice(c =>
            {
                _running.Remove(task!);
                pipeline.CompleteProgress(c);
                if (failure is not null)
                    Report(failure, work, terminating);
            }));
        });
        _running.Add(task);
    }

    /// <summary>Any thread; after the end nobody listens, and who waits for an answer is cancelled.</summary>
    public void Post(Message message)
    {
        lock (_gate)
        {
            if (!_closed)
            {
                _queue.Add(message);
                return;
            }
        }

        message.Abandon();
    }

    /// <summary>Delivers what has come so far.</summary>
    public void DeliverReady()
    {
        while (_queue.TryTake(out var message))
            Deliver(message);
    }

    /// <summary>Delivers, and waits for more, until so few works are left.</summary>
    public void DeliverUntil(int running)
    {
        while (_running.Count > running)
        {
            Message message;
            try
            {
                message = _queue.Take(_cancellation.Token);
            }
            catch (OperationCanceledException)
            {
                Close();
                throw new PipelineStoppedException();
            }

            Deliver(message);
        }
    }

    /// <summary>Any thread: PowerShell stops a pipeline from another one.</summary>
    public void Stop() => _cancellation.Cancel();

    // The cancellation source is left to the collector: a worker that outlives the grace may still look at its token.
    public void Dispose()
    {
        Close();
        _queue.Dispose();
    }

    private async Task<Exception?> RunAsync(Work work, PumpedPipeline pipeline)
    {
        PumpedPipeline.Current = pipeline;
        try
        {
            await work.RunAsync(pipeline, _cancellation.Token);
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }

    private void Deliver(Message message)
    {
        try
        {
            message.Deliver(cmdlet);
        }
        catch
        {
            // The next command wants no more, or -ErrorAction Stop. Cancel before the sender hears: an exception of the pipeline would
            // look like a failure to it, and its clean-up would miss that it was stopped.
            _cancellation.Cancel();
            message.Abandon();
            Close();
            throw;
        }
    }

    private void Close()
    {
        lock (_gate)
        {
            if (_closed)
                return;
            _closed = true;
        }

        if (_running.Count > 0)
            _cancellation.Cancel();
        while (_queue.TryTake(out var message))
            message.Abandon();
        Task.WhenAll(_running).Wait(Grace);
    }

    private void Report(Exception failure, Work work, bool terminating)
    {
        switch (failure)
        {
            case OperationCanceledException when _cancellation.IsCancellationRequested:
                throw new PipelineStoppedException();
            case TerminatingException e:
                cmdlet.ThrowTerminatingError(e.Record);
                break;
            default:
                var record = ErrorRecords.From(failure, work.Target);
                if (terminating)
                    cmdlet.ThrowTerminatingError(record);
                else
                    cmdlet.WriteError(record);
                break;
        }
    }
}

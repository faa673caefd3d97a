using System.Management.Automation;

namespace ImageShare.Bridge;

/// <summary>Something a worker wants done on the pipeline thread.</summary>
internal abstract class Message
{
    public abstract void Deliver(PSCmdlet cmdlet);

    public virtual void Abandon()
    {
    }
}

/// <summary>A message that nobody waits for.</summary>
internal sealed class Notice(Action<PSCmdlet> deliver) : Message
{
    public override void Deliver(PSCmdlet cmdlet) => deliver(cmdlet);
}

/// <summary>A message whose sender waits. An answer that never comes would leave the worker hanging, so abandoning it cancels.</summary>
internal sealed class Question<T>(Func<PSCmdlet, T> ask) : Message
{
    // Without this option the worker would go on inside SetResult, on the pipeline thread, and its next question would wait for itself.
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Answer => _answer.Task;

    public override void Deliver(PSCmdlet cmdlet)
    {
        try
        {
            _answer.TrySetResult(ask(cmdlet));
        }
        catch (FailedAnswerException e)
        {
            _answer.TrySetException(e.InnerException!);
        }
    }

    public override void Abandon() => _answer.TrySetCanceled();
}

/// <summary>Wraps an exception that belongs to who asked; every other one belongs to the pipeline and ends it.</summary>
internal sealed class FailedAnswerException(Exception inner) : Exception(inner.Message, inner);

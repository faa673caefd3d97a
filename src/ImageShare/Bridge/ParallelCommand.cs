using System.Management.Automation;

namespace ImageShare.Bridge;

/// <summary>A cmdlet that works on several records at a time. Objects come as they are ready, not in the order of the input.</summary>
public abstract class ParallelCommand : ImageShareCommand
{
    /// <summary>How many records are worked on at a time.</summary>
    [Parameter]
    [ValidateRange(1, 200)]
    public int ThrottleLimit { get; set; } = 20;

    private SemaphoreSlim? _jobSlots;

    /// <summary>True when each record becomes a job.</summary>
    private protected virtual bool RunsAsJob => false;

    /// <inheritdoc />
    protected sealed override void EndProcessing()
    {
        Deliver(running: 0);
        base.EndProcessing();
        Deliver(running: 0);
    }

    private protected override void Run(Work work)
    {
        // -WhatIf shows its plan here and now: in a job nobody would see it.
        if (RunsAsJob && !IsWhatIf)
        {
            StartJob(work);
            return;
        }

        // A plan reads in the order of its records.
        var limit = IsWhatIf ? 1 : ThrottleLimit;
        Deliver(running: limit - 1);
        Start(work);
        Deliver(running: limit);
    }

    private void StartJob(Work work)
    {
        if (!ShouldProcess(work.Target, $"{MyInvocation.MyCommand.Name} as a job"))
            return;
        var job = new ImageShareJob(work, MyInvocation.MyCommand.Name, MyInvocation.Line, Contexts);
        JobRepository.Add(job);
        job.Start(_jobSlots ??= new SemaphoreSlim(ThrottleLimit));
        WriteObject(job);
    }
}

using System.Management.Automation;

namespace ImageShare.Bridge;

/// <summary>A cmdlet that works on several records at a time. Objects come as they are ready, not in the order of the input.</summary>
public abstract class ParallelCommand : ImageShareCommand
{
    /// <summary>How many records are worked on at a time.</summary>
    [Parameter]
    [ValidateRange(1, 200)]
    public int ThrottleLimit { get; set; } = 20;

    /// <inheritdoc />
    protected sealed override void EndProcessing()
    {
        Deliver(running: 0);
        base.EndProcessing();
        Deliver(running: 0);
    }

    private protected override void Run(Work work)
    {
        Deliver(running: ThrottleLimit - 1);
        Start(work);
        Deliver(running: ThrottleLimit);
    }
}

using System.Management.Automation;

namespace ImageShare.Sandbox.Host.StandIns;

[Cmdlet(VerbsLifecycle.Start, "Sleep", DefaultParameterSetName = nameof(Seconds))]
internal sealed class StartSleepCommand : PSCmdlet, IDisposable
{
    private readonly ManualResetEventSlim _stopped = new();

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = nameof(Seconds))]
    [ValidateRange(0.0, int.MaxValue / 1000)]
    public double Seconds { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = nameof(Milliseconds))]
    [Alias("ms")]
    [ValidateRange(0, int.MaxValue)]
    public int Milliseconds { get; set; }

    public void Dispose() => _stopped.Dispose();

    protected override void ProcessRecord() =>
        _stopped.Wait(ParameterSetName == nameof(Seconds) ? TimeSpan.FromSeconds(Seconds) : TimeSpan.FromMilliseconds(Milliseconds));

    protected override void StopProcessing() => _stopped.Set();
}

using System.Diagnostics;
using Xunit;

namespace ImageShare.Tests.Host;

public sealed class InterruptTests
{
    [Theory]
    [InlineData("try { Write-Host start; Start-Sleep 60 } finally { Write-Host cleaned }", "start\ncleaned\n")]
    [InlineData("Write-Host start; while ($true) { }", "start\n")]
    [InlineData("Write-Host start; [System.Threading.Thread]::Sleep(2000)", "start\n")]
    public async Task Ends_within_two_seconds_with_130(string script, string output)
    {
        using var interrupt = new CancellationTokenSource();
        using var started = new StartSignal();
        var running = ScriptRun.OfAsync(script, terminal: redirected => redirected with { Output = started }, interrupt: interrupt);
        await started.Seen.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        var watch = Stopwatch.StartNew();
        await interrupt.CancelAsync();
        var run = await running;

        Assert.Equal(130, run.ExitCode);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"took {watch.Elapsed}");
        Assert.Equal(output, started.ToString().ReplaceLineEndings("\n"));
    }

    /// <summary>Tells when the script has printed its first line.</summary>
    private sealed class StartSignal : StringWriter
    {
        private readonly TaskCompletionSource _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Seen => _seen.Task;

        public override void Flush() => _seen.TrySetResult();
    }
}

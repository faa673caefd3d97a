using System.Diagnostics;
using System.Management.Automation;
using Xunit;

namespace ImageShare.Tests.Bridge;

public sealed class StopTests : IDisposable
{
    private readonly Session _session = new();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("Wait-Long -Log $log", "started")]
    [InlineData("1..3 | Invoke-Slow -Milliseconds 60000 -Log $log", "running 3")]
    public async Task Stop_ends_a_long_operation_within_two_seconds_as_stopped(string script, string underWay)
    {
        var shell = _session.Create(script);
        var running = shell.BeginInvoke();
        Assert.True(await _session.LoggedAsync(underWay));

        var watch = Stopwatch.StartNew();
        shell.Stop();

        Assert.InRange(watch.ElapsedMilliseconds, 0, 2000);
        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
        Assert.Contains(_session.Log, e => e.StartsWith("cancelled", StringComparison.Ordinal));
        Assert.Empty(_session.Errors);
    }

    [Theory]
    [InlineData("Write-Forever -Log $log | Select-First")]
    [InlineData("foreach ($once in 1) { Write-Forever -Log $log | ForEach-Object { $_; break } }")]
    [InlineData("Write-Forever -Log $log | ForEach-Object { $_; throw 'enough' }")]
    public async Task A_reader_that_wants_no_more_cancels_the_worker(string script)
    {
        var shell = _session.Create(script);
        var results = new PSDataCollection<PSObject>();
        try
        {
            shell.Invoke<PSObject, PSObject>(input: null, results, new PSInvocationSettings());
        }
        catch (RuntimeException e)
        {
            Assert.Equal("enough", e.Message);
        }

        Assert.Equal(0, Assert.Single(results).BaseObject);
        Assert.True(await _session.LoggedAsync("cancelled"), "the pending write is answered as cancelled");
        Assert.True(await _session.LoggedAsync("token True"), "the token is cancelled before the worker hears of it");
    }

    [Fact]
    public async Task ErrorAction_Stop_cancels_the_other_workers()
    {
        Assert.Throws<ActionPreferenceStopException>(() =>
            _session.Run("1..5 | Invoke-Slow -Milliseconds 60000 -FailOn 5 -ErrorAction Stop -Log $log"));
        foreach (var number in Enumerable.Range(1, 4))
            Assert.True(await _session.LoggedAsync($"cancelled {number}"));
    }
}

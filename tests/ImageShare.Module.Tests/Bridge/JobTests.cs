using System.Management.Automation;
using Xunit;

namespace ImageShare.Tests.Bridge;

public sealed class JobTests : IDisposable
{
    private readonly Session _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void A_job_can_be_waited_for_and_received()
    {
        var results = _session.Run(
            """
            $job = Invoke-Slow 7 -AsJob; $job.State -in 'NotStarted', 'Running'
            $job | Wait-Job | Receive-Job; $job.State; $job.HasMoreData
            """);

        Assert.Equal(["True", "7", "Completed", "False"], results.Select(r => r.ToString()));
        Assert.Empty(_session.Errors);
    }

    [Fact]
    public void Each_record_of_a_pipeline_becomes_a_job()
    {
        var results = _session.Run("1..5 | Invoke-Slow -Milliseconds 20 -AsJob -ThrottleLimit 2 -Log $log | Wait-Job | Receive-Job");

        Assert.Equal([1, 2, 3, 4, 5], results.Select(r => (int)r.BaseObject).Order());
        Assert.Equal(2, _session.MostAtATime);
    }

    [Fact]
    public void A_failure_makes_the_job_fail_with_its_record()
    {
        var results = _session.Run(
            """
            $job = Invoke-Slow 7 -FailOn 7 -AsJob | Wait-Job; $job.State
            $job | Receive-Job -ErrorAction SilentlyContinue -ErrorVariable failed; $failed[0]
            """);

        Assert.Equal("Failed", results[0].ToString());
        var record = Assert.IsType<ErrorRecord>(results[1].BaseObject);
        Assert.Equal("NoSuchNumber", record.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal("/numbers/7", record.TargetObject);
    }

    [Fact]
    public void A_job_can_be_stopped()
    {
        var results = _session.Run(
            "$job = Invoke-Slow 7 -Milliseconds 60000 -AsJob -Log $log; while ($job.State -ne 'Running') { }; $job | Stop-Job; $job.State");

        Assert.Equal("Stopped", Assert.Single(results).ToString());
        Assert.Contains("cancelled 7", _session.Log);
    }

    [Fact]
    public void A_job_shows_its_streams_and_completes_its_progress()
    {
        _session.Run("$job = Invoke-Slow 7 -AsJob | Wait-Job");

        var job = (Job)_session.Run("$job")[0].BaseObject;
        Assert.Equal("counted 7", Assert.Single(job.Verbose).Message);
        Assert.Equal([ProgressRecordType.Processing, ProgressRecordType.Completed], job.Progress.Select(p => p.RecordType));
    }

    [Fact]
    public void WhatIf_makes_no_job_and_shows_the_plan_at_once()
    {
        var host = new AnsweringHost("none");
        using var session = new Session(host);
        Assert.Empty(session.Run("Invoke-Slow 7 -AsJob -WhatIf; Get-Job"));
        Assert.Contains("/numbers/7", Assert.Single(host.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void Confirm_asks_once_before_the_job_is_made()
    {
        var host = new AnsweringHost("No");
        using var session = new Session(host);
        Assert.Empty(session.Run("Invoke-Slow 7 -AsJob -Confirm; Get-Job"));
        Assert.Single(host.Questions);
    }
}

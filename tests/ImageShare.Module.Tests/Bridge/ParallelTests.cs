using System.Diagnostics;
using Xunit;

namespace ImageShare.Tests.Bridge;

public sealed class ParallelTests : IDisposable
{
    private readonly Session _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Two_hundred_items_of_100_ms_take_less_than_two_seconds_and_stream()
    {
        var watch = Stopwatch.StartNew();
        var results = _session.Run("1..200 | Invoke-Slow -Log $log | ForEach-Object { $log.Enqueue(\"out $_\"); $_ }");

        Assert.InRange(watch.ElapsedMilliseconds, 0, 2000);
        Assert.Equal(Enumerable.Range(1, 200), results.Select(r => (int)r.BaseObject).Order());
        var log = _session.Log.ToList();
        var firstOutput = log.FindIndex(e => e.StartsWith("out", StringComparison.Ordinal));
        Assert.True(firstOutput < log.IndexOf("in 200"), "the first object comes before the last input");
    }

    [Fact]
    public void ThrottleLimit_is_kept()
    {
        var results = _session.Run("1..30 | Invoke-Slow -Milliseconds 20 -ThrottleLimit 4 -Log $log");

        Assert.Equal(30, results.Count);
        Assert.Equal(4, _session.MostAtATime);
    }

    [Fact]
    public void One_failure_leaves_the_others_alone()
    {
        var results = _session.Run("1..10 | Invoke-Slow -Milliseconds 10 -FailOn 5");

        Assert.Equal([1, 2, 3, 4, 6, 7, 8, 9, 10], results.Select(r => (int)r.BaseObject).Order());
        Assert.Equal("/numbers/5", Assert.Single(_session.Errors).TargetObject);
    }

    [Fact]
    public async Task An_early_stop_cancels_every_worker()
    {
        var results = _session.Run("1..10 | Invoke-Slow -Milliseconds 20 -ThrottleLimit 2 -Log $log | Select-First");

        Assert.Single(results);
        Assert.True(await _session.LoggedAsync("running 1"));
        Assert.DoesNotContain("in 10", _session.Log);
    }

    [Fact]
    public void A_plan_is_shown_record_by_record()
    {
        var host = new AnsweringHost("none");
        using var session = new Session(host);
        session.Run("1..5 | Invoke-Slow -Milliseconds 5 -WhatIf -Log $log");

        Assert.Equal(["1", "2", "3", "4", "5"], host.Lines.Select(l => l.Split('"')[3]["/numbers/".Length..]));
        Assert.Equal(1, session.MostAtATime);
    }
}

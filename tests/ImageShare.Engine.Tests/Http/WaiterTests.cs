using ImageShare.Engine.Http;
using ImageShare.Engine.Tests.Fakes;
using Xunit;

namespace ImageShare.Engine.Tests.Http;

public sealed class WaiterTests
{
    private static readonly Wait s_wait = new("Create principal p", "Other regions learn of it.", TimeSpan.FromSeconds(60));

    private readonly FakeTime _time = new();
    private readonly FakeCaller _caller = new();

    [Fact]
    public async Task The_first_good_probe_ends_it_silently()
    {
        Assert.Equal("x", await Run(_ => Task.FromResult<string?>("x")));

        Assert.Empty(_caller.Messages);
        Assert.Empty(_caller.Progressed);
    }

    [Fact]
    public async Task Delays_double_from_one_second_to_ten_and_the_milestones_tell_reason_and_time()
    {
        var probes = 0;

        Assert.Equal("x", await Run(_ => Task.FromResult(++probes < 7 ? null : "x")));

        Assert.Equal([1, 2, 4, 8, 10, 10], _time.Delays.Select(d => d.TotalSeconds));
        Assert.Contains(_caller.Progressed, p => p.Status == "Other regions learn of it. (15 s)" && p.SecondsRemaining == 45);
        Assert.True(_caller.Progressed.Last().Completed);
        Assert.Equal(
            ["Create principal p: waiting, 60 s at most. Other regions learn of it.", "Create principal p: done after 35 s."],
            _caller.Messages);
    }

    [Fact]
    public async Task It_gives_up_when_the_time_is_up()
    {
        Assert.Null(await Run(_ => Task.FromResult<string?>(null)));

        Assert.Equal(60, _time.Delays.Sum(d => d.TotalSeconds));
        Assert.True(_caller.Progressed.Last().Completed);
    }

    [Fact]
    public async Task Cancelling_ends_it_at_once_and_closes_the_progress()
    {
        using var stop = new CancellationTokenSource();
        var waiting = new Waiter(TimeProvider.System).UntilAsync(s_wait, _ => Task.FromResult<string?>(null), _caller, stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.True(_caller.Progressed.Last().Completed);
    }

    [Fact]
    public async Task A_probe_that_fails_closes_the_progress_too()
    {
        var probes = 0;

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => Run(_ => ++probes == 1 ? Task.FromResult<string?>(null) : throw new InvalidOperationException()));

        Assert.True(_caller.Progressed.Last().Completed);
    }

    private Task<string?> Run(Func<CancellationToken, Task<string?>> probe) =>
        new Waiter(_time).UntilAsync(s_wait, probe, _caller, TestContext.Current.CancellationToken);
}

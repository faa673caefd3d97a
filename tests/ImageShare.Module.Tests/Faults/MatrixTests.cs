using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Xunit;

namespace ImageShare.Tests.Faults;

/// <summary>
/// For every request of every flow in turn, everything that a network and a cloud do to requests: the flow succeeds after a retry or ends
/// in one clear error; run again it finishes; nothing is made twice, nothing is left behind, and no secret is printed.
/// </summary>
[Collection(nameof(FaultMatrix))]
public sealed class MatrixTests(FaultMatrix keeper, ITestOutputHelper output)
{
    /// <summary>
    /// A regular expression: the cells to try, by their names; <c>.</c> tries all. Without it a sample is tried, the same each time, in
    /// which every request and every fault occurs.
    /// </summary>
    private const string Choice = "IMAGESHARE_FAULTS";

    /// <summary>A cell mostly waits; this many at once keep two cores busy.</summary>
    private const int AtOnce = 12;

    [Fact]
    public async Task Every_request_of_every_flow_may_fail_in_every_way()
    {
        var stop = TestContext.Current.CancellationToken;
        var baselines = await Task.WhenAll(Flow.All.Select(flow => OnItsOwn(() => Baseline.RecordAsync(flow, keeper.Keys, stop), stop)));
        var matrix = baselines.SelectMany(baseline => baseline.Cells).ToList();
        var cells = Environment.GetEnvironmentVariable(Choice) is { Length: > 0 } choice
            ? matrix.Where(cell => Regex.IsMatch($"{cell}", choice)).ToList()
            : Sample(matrix);
        var wrong = new ConcurrentBag<string>();

        await Parallel.ForEachAsync(
            cells, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop },
            async (cell, token) =>
            {
                foreach (var fault in await OnItsOwn(() => cell.RunAsync(token), token))
                    wrong.Add(fault);
            });

        var said = $"Faults: {cells.Count} of {matrix.Count} cells tried ({baselines.Sum(b => b.Requests.Count)} requests of "
            + $"{Flow.All.Count} flows, {Fault.All.Count} faults); ended in "
            + string.Join(", ", cells.CountBy(c => c.Outcome).OrderByDescending(o => o.Value).Select(o => $"{o.Value} {o.Key}")) + ".";
        output.WriteLine(said);
        Report.Write("faults", said);
        Assert.True(wrong.IsEmpty, $"{said}\n{string.Join('\n', wrong.Order())}");
    }

    // A script blocks its thread: not one of the pool's, which the module needs.
    private static Task<T> OnItsOwn<T>(Func<Task<T>> work, CancellationToken stop) =>
        Task.Factory.StartNew(work, stop, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();

    // One fault for each request, the next one for the next request of the flow.
    private static List<Cell> Sample(IReadOnlyList<Cell> matrix) =>
    [
        .. matrix.GroupBy(cell => (cell.Baseline, cell.Request)).SelectMany((cells, at) => cells.Skip(at % cells.Count()).Take(1)),
    ];
}

using System.Collections.Concurrent;
using Xunit;

namespace ImageShare.Tests.Faults;

/// <summary>
/// For every request of every flow in turn, everything that a network and a cloud do to requests: the flow succeeds after a retry or ends in
/// one clear error; run again it finishes; nothing is made twice, nothing is left behind, and no secret is printed.
/// </summary>
[Collection(nameof(FaultMatrix))]
public sealed class MatrixTests(FaultMatrix keeper, ITestOutputHelper output)
{
    /// <summary>Set to 1, each cell is tried; else a sample, the same each time, in which every request and every fault occurs.</summary>
    private const string Whole = "IMAGESHARE_FAULTS_WHOLE";

    /// <summary>A cell mostly waits; this many at once keep two cores busy.</summary>
    private const int AtOnce = 12;

    [Fact]
    public async Task Every_request_of_every_flow_may_fail_in_every_way()
    {
        var stop = TestContext.Current.CancellationToken;
        var matrix = (await Task.WhenAll(Flow.All.Select(flow => Baseline.RecordAsync(flow, keeper.Keys, stop)))).SelectMany(b => b.Cells).ToList();
        var whole = Environment.GetEnvironmentVariable(Whole) == "1";
        var cells = whole ? matrix : Sample(matrix);
        var wrong = new ConcurrentBag<string>();

        await Parallel.ForEachAsync(
            cells, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop },
            async (cell, token) =>
            {
                // A script blocks its thread: not one of the pool's, which the module needs.
                foreach (var fault in await await Task.Factory.StartNew(
                    () => cell.RunAsync(token), token, TaskCreationOptions.LongRunning, TaskScheduler.Default))
                    wrong.Add(fault);
            });

        var said = $"Faults: {cells.Count} of {matrix.Count} cells tried ({matrix.DistinctBy(c => (c.Baseline, c.Request)).Count()} requests of "
            + $"{Flow.All.Count} flows, {Fault.All.Count} faults); ended in "
            + string.Join(", ", cells.CountBy(c => c.Outcome).OrderByDescending(o => o.Value).Select(o => $"{o.Value} {o.Key}")) + ".";
        output.WriteLine(said);
        Report.Write("faults", said);
        Assert.True(wrong.IsEmpty, $"{said}\n{string.Join('\n', wrong.Order())}");
    }

    // One fault for each request, the next one for the next request of the flow.
    private static List<Cell> Sample(IReadOnlyList<Cell> matrix) =>
    [
        .. matrix.GroupBy(cell => (cell.Baseline, cell.Request)).SelectMany((cells, at) => cells.Skip(at % cells.Count()).Take(1)),
    ];
}

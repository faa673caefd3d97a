namespace ImageShare.Benchmarks;

/// <summary>How much longer a VM takes than its longest chain of requests that each need the answer of the one before.</summary>
internal sealed class ChainMeasure : IMeasure
{
    private const int Runs = 5;

    // What must wait for what, each a round trip; everything else goes beside these. An operation is asked once whether it has ended: in
    // this sandbox it has.
    private static readonly string[] Chain =
    [
        "image version, with the token of its owner",
        "virtual network: PUT", "its operation",
        "network interface: PUT", "its operation",
        "virtual machine: PUT", "its operation", "its result",
    ];

    public string Name => "chain";

    public async Task<Row> RunAsync()
    {
        await using var desk = await Desk.OpenAsync();
        using var app = BuilderApp.On(desk);
        desk.Run(MachineMeasure.Machine("warm"));
        List<double> walls = [];
        for (var run = 0; run < Runs; run++)
            walls.Add(await Timing.MillisecondsAsync(() => Task.FromResult(desk.Run(MachineMeasure.Machine($"vm{run}")))));

        return new(
            "the same VM", Timing.Median(walls), Chain.Length * Desk.Latency.TotalMilliseconds,
            $"latency x its longest chain ({Chain.Length} requests)", "ms", new Aim(1.15));
    }
}

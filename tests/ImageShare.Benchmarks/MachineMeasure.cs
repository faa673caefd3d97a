namespace ImageShare.Benchmarks;

/// <summary>
/// A VM with a new network from another tenant's image: module imported, signed in, and one VM made on both sides before the clock starts.
/// </summary>
internal sealed class MachineMeasure : IMeasure
{
    private const int Runs = 5;

    public string Name => "machine";

    public async Task<Row> RunAsync()
    {
        await using var desk = await Desk.OpenAsync();
        using var app = BuilderApp.On(desk);
        var straight = new StraightLine(desk, app);
        desk.Run(Machine("warm1"));
        await straight.RunAsync("warm2");

        var (ours, bare) = await Timing.MediansAsync(
            Runs,
            run => Timing.MillisecondsAsync(() => Task.FromResult(desk.Run(Machine($"ours{run}")))),
            run => Timing.MillisecondsAsync(() => straight.RunAsync($"bare{run}")));
        return new("New-SharedImageVM at 100 ms latency", ours, bare, "the bare SDK, call after call", "ms", new Aim(0.7));
    }

    internal static string Machine(string name) =>
        $"[void]($share | New-SharedImageVM -Name {name} -ResourceGroupName $Sandbox.Consumer.ResourceGroupName -Size Standard_B2s_v2 "
        + "-Credential ([pscredential]::new('operator', (ConvertTo-SecureString 'Correct-Horse-42' -AsPlainText -Force))))";
}

using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;
using ImageShare.Tests.Flows;

namespace ImageShare.Tests.Faults;

/// <summary>A flow undisturbed: its requests, and what there is when it has run.</summary>
internal sealed record Baseline(
    Flow Flow, string Keys, IReadOnlyList<Request> Requests, IReadOnlyList<string> MachinesBefore, IReadOnlyList<string> Census)
{
    /// <summary>One cell for each request and each fault that can befall it.</summary>
    public IEnumerable<Cell> Cells =>
        from request in Requests from fault in Fault.All where fault.Suits(request) select new Cell(this, request, fault);

    public static async Task<Baseline> RecordAsync(Flow flow, string keys, CancellationToken stop)
    {
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { Delays = Delays.None }, stop);
        using var desk = new Desk(server);
        flow.Begin(desk, keys);
        var (setup, before) = (server.Traffic.Entries.Count, Faults.Census.Machines(server));
        Check(flow, Attempt.Of(desk, flow.Script));
        var requests = Request.Of(server.Traffic.Entries, setup);
        Check(flow, Attempt.Of(desk, flow.Script));
        var census = Faults.Census.Of(server);
        desk.Run("[System.IO.Directory]::Delete($folder, $true)");
        return new Baseline(flow, keys, requests, before, census);
    }

    private static void Check(Flow flow, Attempt attempt)
    {
        if (attempt.Error is { } error)
            throw new InvalidOperationException($"{flow.Name} fails undisturbed: {error} {error.Exception}");
    }
}

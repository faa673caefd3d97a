using System.Management.Automation;
using System.Text.RegularExpressions;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;
using ImageShare.Tests.Flows;

namespace ImageShare.Tests.Faults;

/// <summary>A flow, one request of it, and what befalls that request.</summary>
internal sealed partial record Cell(Baseline Baseline, Request Request, Fault Fault)
{
    /// <summary>What is wrong with how the flow ended; nothing when all is well.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken stop)
    {
        for (var left = 2; ; left--)
        {
            try
            {
                return await TryAsync(stop);
            }
            catch (ActionPreferenceStopException) when (left > 0)
            {
                // What was not disturbed took longer than the module's hurried timeout: a busy machine, and nothing that the cell is about.
            }
            catch (Exception exception) when (!stop.IsCancellationRequested)
            {
                // One cell must not hide the others.
                return [$"{this}: {exception}"];
            }
        }
    }

    private async Task<IReadOnlyList<string>> TryAsync(CancellationToken stop)
    {
        var flow = Baseline.Flow;
        List<FaultRule> faults = [Fault.Break(Request.Rule)];
        var options = new SandboxOptions { Delays = Delays.None, Faults = faults };
        await using var server = await SandboxServer.StartAsync(options, stop);
        using var desk = new Desk(server);
        flow.Begin(desk, Baseline.Keys);
        var first = Attempt.Of(desk, flow.Script);
        var left = Census.Machines(server);
        faults.Clear();
        var second = Attempt.Of(desk, flow.Script);
        desk.Run("[System.IO.Directory]::Delete($folder, $true)");

        List<string> wrong = [.. first.Unclear()];
        if (!Request.IsMetIn(server.Traffic.Entries))
            wrong.Add("the fault met no request");
        if (first.Error is not null && flow.Machine is not null)
            wrong.AddRange(left.Except(Baseline.MachinesBefore).Select(id => $"left behind: {id}"));
        if (second.Error is { } error)
            wrong.Add($"the second run failed: {error}");
        wrong.AddRange(Differences(Baseline.Census, Census.Of(server)).Where(d => !Remains.IsMeant(this, d)));
        wrong.AddRange(Secrets(server).Where(s => (first.Said + second.Said).Contains(s, StringComparison.Ordinal))
            .Select(_ => "a secret was printed"));
        if (Token().IsMatch(first.Said + second.Said))
            wrong.Add("a token was printed");

        Outcome = first.Error is null ? "success" : first.Error.FullyQualifiedErrorId.Split(',')[0];
        return [.. wrong.Select(w => $"{this}: {w} (first run: {Outcome})")];
    }

    /// <summary>How the first run ended: success, or the error's code.</summary>
    public string Outcome { get; private set; } = "";

    public override string ToString() => $"{Baseline.Flow.Name}, {Request}, {Fault.Name}";

    private static IEnumerable<string> Differences(IReadOnlyList<string> wanted, IReadOnlyList<string> found)
    {
        var counts = wanted.CountBy(line => line).ToDictionary();
        foreach (var (line, count) in found.CountBy(line => line))
        {
            if (counts.GetValueOrDefault(line) != count)
                yield return $"{count} instead of {counts.GetValueOrDefault(line)}: {line}";
        }

        foreach (var line in wanted.Distinct().Except(found))
            yield return $"missing: {line}";
    }

    private static List<string> Secrets(SandboxServer server) => server.World.Do(world => world.Tenants
        .SelectMany(t => t.Applications).SelectMany(a => a.PasswordCredentials).Select(p => p.SecretText)
        .Concat([Flow.Password, Flow.Passphrase, server.Accounts.Consumer.UserPassword]).ToList());

    [GeneratedRegex(@"eyJ[\w-]{10,}\.")]
    private static partial Regex Token();
}

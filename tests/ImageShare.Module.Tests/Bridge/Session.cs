using System.Collections.Concurrent;
using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;

namespace ImageShare.Tests.Bridge;

/// <summary>A runspace of the real engine with the built module and the test cmdlets in it.</summary>
internal sealed class Session : IDisposable
{
    private readonly Runspace _runspace;
    private PowerShell? _last;

    public Session(PSHost? host = null)
    {
        var state = InitialSessionState.CreateDefault2();
        _runspace = host is null ? RunspaceFactory.CreateRunspace(state) : RunspaceFactory.CreateRunspace(host, state);
        _runspace.Open();
        _runspace.SessionStateProxy.SetVariable("log", Log);
        Run($"Import-Module '{Fixtures.Manifest}', '{Fixtures.BridgeCmdlets}'");
    }

    /// <summary>What the workers saw.</summary>
    public ConcurrentQueue<string> Log { get; } = new();

    /// <summary>How many workers ran at the same time, at most.</summary>
    public int MostAtATime =>
        Log.Where(e => e.StartsWith("running ", StringComparison.Ordinal)).Max(e => int.Parse(e["running ".Length..], null));

    /// <summary>Of the last script.</summary>
    public PSDataStreams Streams => _last!.Streams;

    /// <summary>Of the last script.</summary>
    public PSInvocationState State => _last!.InvocationStateInfo.State;

    public IReadOnlyList<ErrorRecord> Errors => [.. Streams.Error];

    public PowerShell Create(string script)
    {
        _last?.Dispose();
        return _last = PowerShell.Create(_runspace).AddScript(script);
    }

    public IReadOnlyList<PSObject> Run(string script) => Create(script).Invoke();

    /// <summary>A worker may outlive its pipeline by a moment.</summary>
    public async Task<bool> LoggedAsync(string entry)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < TimeSpan.FromSeconds(5); await Task.Delay(10))
        {
            if (Log.Contains(entry))
                return true;
        }

        return false;
    }

    public void Dispose()
    {
        _last?.Dispose();
        _runspace.Dispose();
    }
}

using System.Management.Automation;
using System.Management.Automation.Runspaces;
using ImageShare.Sandbox.Host;
using ImageShare.Sandbox.Server;

namespace ImageShare.Tests.Flows;

/// <summary>A session of the real engine beside a sandbox of its own, so that a test sees every request that its commands send.</summary>
internal sealed class Desk : IDisposable
{
    private const string Strict = "$ErrorActionPreference = 'Stop'; $WarningPreference = 'SilentlyContinue'\n";

    private readonly Runspace _runspace;

    public Desk(SandboxServer server)
    {
        Server = server;
        _runspace = SandboxRunspace.Open(server.Accounts);
        // The words that the Pester files use, too.
        Run($". '{Repository.Common}'");
    }

    public SandboxServer Server { get; }

    public IReadOnlyList<TrafficEntry> Traffic => Server.Traffic.Entries;

    /// <summary>A variable of the session.</summary>
    public object this[string variable]
    {
        set => _runspace.SessionStateProxy.SetVariable(variable, value);
    }

    /// <summary>What the script wrote; fails when it wrote an error.</summary>
    public IReadOnlyList<PSObject> Run(string script)
    {
        using var shell = PowerShell.Create(_runspace).AddScript(Strict + script);
        return shell.Invoke();
    }

    /// <summary>Starts the script, and stops it as Ctrl+C does when the condition holds.</summary>
    public async Task StopAsync(string script, Func<bool> when)
    {
        using var shell = PowerShell.Create(_runspace).AddScript(Strict + script);
        var running = shell.BeginInvoke();
        while (!when() && !running.IsCompleted)
            await Task.Delay(5);

        shell.Stop();
    }

    public string Text(string script) => string.Join(' ', Run(script));

    /// <summary>The error record of a command that must be refused; the log then holds the requests of that command alone.</summary>
    public ErrorRecord Refusal(string command)
    {
        Server.Traffic.Clear();
        var refusals = Run($"Get-Refusal {{ {command} }}");
        return refusals is [{ BaseObject: ErrorRecord refusal }]
            ? refusal
            : throw new InvalidOperationException($"Not refused: {command}");
    }

    public void Dispose() => _runspace.Dispose();
}

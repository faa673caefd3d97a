using System.Management.Automation;
using System.Management.Automation.Runspaces;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Host;
using ImageShare.Sandbox.Server;

namespace ImageShare.Benchmarks;

/// <summary>A session of the real engine beside a sandbox whose answers each take their time.</summary>
internal sealed class Desk : IAsyncDisposable
{
    public static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(100);

    private readonly Runspace _runspace;

    private Desk(SandboxServer server)
    {
        Server = server;
        _runspace = SandboxRunspace.Open(server.Accounts);
        Run("""
            function Connect-Side($Side) {
                Get-ImageShareContext | Disconnect-ImageShare
                $secret = ConvertTo-SecureString $Sandbox.$Side.AdminSecret -AsPlainText -Force
                [void](Connect-ImageShare -Environment $Sandbox.Environment -TenantId $Sandbox.$Side.TenantId -Credential (
                    [pscredential]::new($Sandbox.$Side.AdminApplicationId, $secret)))
            }
            """);
    }

    public SandboxServer Server { get; }

    public DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("imageshare-benchmark-");

    public static Task<Desk> OpenAsync(IReadOnlyList<FaultRule>? faults = null) =>
        OpenAsync(new SandboxOptions { Delays = Delays.None, Latency = Latency, Faults = faults ?? [] });

    public static async Task<Desk> OpenAsync(SandboxOptions options) => new(await SandboxServer.StartAsync(options, CancellationToken.None));

    public object? this[string variable]
    {
        set => _runspace.SessionStateProxy.SetVariable(variable, value);
    }

    public IReadOnlyList<PSObject> Run(string script)
    {
        using var shell = PowerShell.Create(_runspace)
            .AddScript($"$ErrorActionPreference = 'Stop'; $WarningPreference = 'SilentlyContinue'\n{script}");
        return [.. shell.Invoke()];
    }

    public async ValueTask DisposeAsync()
    {
        _runspace.Dispose();
        await Server.DisposeAsync();
        Folder.Delete(recursive: true);
    }
}

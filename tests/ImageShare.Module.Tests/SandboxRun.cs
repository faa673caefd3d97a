using ImageShare.Tests;
using ImageShare.Sandbox.Server;
using Xunit;

[assembly: AssemblyFixture(typeof(SandboxRun))]

namespace ImageShare.Tests;

/// <summary>One sandbox for the whole run, started when the first test asks for it.</summary>
public sealed class SandboxRun : IAsyncDisposable
{
    /// <summary>The variable that tells common.ps1 where the ready file is; <c>./build.ps1 Test</c> sets it too.</summary>
    private const string Variable = "IMAGESHARE_SANDBOX";

    private readonly string _readyFile = Path.Combine(Path.GetTempPath(), $"imageshare-ready-{Guid.NewGuid():N}.json");
    private readonly Lazy<Task<SandboxServer>> _server;

    public SandboxRun() => _server = new(StartAsync);

    /// <summary>Returns once the sandbox listens and scripts can find it.</summary>
    internal Task<SandboxServer> ServerAsync() => _server.Value;

    public async ValueTask DisposeAsync()
    {
        if (!_server.IsValueCreated)
            return;

        await (await _server.Value).DisposeAsync();
        File.Delete(_readyFile);
    }

    private async Task<SandboxServer> StartAsync()
    {
        var server = await SandboxServer.StartAsync(new SandboxOptions { ReadyFilePath = _readyFile }, CancellationToken.None);
        Environment.SetEnvironmentVariable(Variable, _readyFile);
        return server;
    }
}

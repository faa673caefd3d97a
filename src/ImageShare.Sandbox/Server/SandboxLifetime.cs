namespace ImageShare.Sandbox.Server;

/// <summary>Leaves signals to whoever hosts the server; ASP.NET's own lifetime would swallow them.</summary>
internal sealed class SandboxLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

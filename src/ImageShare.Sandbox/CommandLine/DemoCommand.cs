using System.CommandLine;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Demo;
using ImageShare.Sandbox.Host.UserInterface;
using ImageShare.Sandbox.Server;

namespace ImageShare.Sandbox.CommandLine;

/// <summary>The whole share, told and done.</summary>
internal sealed class DemoCommand : Command
{
    public DemoCommand(Terminal terminal)
        : base("demo", "Share an image between two companies, step by step, and build a VM from it.")
    {
        var server = new ServerOptions(this);
        SetAction(async (result, cancellationToken) =>
        {
            // A reader should not wait for replication; run and serve have Azure's delays.
            var options = server.Read(result) with { Delays = Delays.None };
            await using var sandbox = await SandboxServer.StartAsync(options, cancellationToken);
            return await new Play(sandbox.Accounts, terminal).RunAsync(cancellationToken);
        });
    }
}

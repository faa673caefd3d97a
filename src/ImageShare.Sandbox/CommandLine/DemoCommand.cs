using System.CommandLine;
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
            await using var sandbox = await SandboxServer.StartAsync(server.Read(result), cancellationToken);
            return await new Play(sandbox.Accounts, terminal).RunAsync(cancellationToken);
        });
    }
}

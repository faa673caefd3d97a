using System.CommandLine;
using System.Net;
using ImageShare.Sandbox.Host;
using ImageShare.Sandbox.Host.UserInterface;
using ImageShare.Sandbox.Server;

namespace ImageShare.Sandbox.CommandLine;

/// <summary>Keeps the two tenants up for a PowerShell of the user's own.</summary>
internal sealed class ServeCommand : Command
{
    private readonly NumberOption _port = new("--port", highest: IPEndPoint.MaxPort)
    {
        Description = "Listen on this port; a free one by default.",
        HelpName = "N",
    };

    public ServeCommand(Terminal terminal)
        : base("serve", "Keep the sandbox up until Ctrl+C.")
    {
        var server = new ServerOptions(this);
        Options.Add(_port);
        SetAction(async (result, cancellationToken) =>
        {
            var options = server.Read(result) with { Port = result.GetValue(_port) };
            await using var sandbox = await SandboxServer.StartAsync(options, cancellationToken);
            await terminal.Output.WriteLineAsync(ConnectionGuide.For(sandbox, BuiltModule.Manifest));
            await Task.Delay(Timeout.Infinite, cancellationToken).ContinueWith(_ => { }, TaskScheduler.Default);
            return 0;
        });
    }
}

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
        var picture = new Option<string?>("--picture")
        {
            Description = "Draw what the terminal would show into this SVG file.",
            HelpName = "FILE",
        };
        Options.Add(picture);
        SetAction(async (result, cancellationToken) =>
        {
            // A reader should not wait for replication; run and serve have Azure's delays.
            var options = server.Read(result) with { Delays = Delays.None };
            await using var sandbox = await SandboxServer.StartAsync(options, cancellationToken);
            if (result.GetValue(picture) is not { } path)
                return await new Play(sandbox.Accounts, terminal).RunAsync(cancellationToken);

            using var screen = new TerminalPicture();
            var exitCode = await new Play(sandbox.Accounts, screen.Terminal).RunAsync(cancellationToken);
            screen.Save(path);
            await terminal.Output.WriteLineAsync($"Drawn into {path}.");
            return exitCode;
        });
    }
}

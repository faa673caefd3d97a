using System.CommandLine;
using System.Net;
using ImageShare.Sandbox.Host.UserInterface;
using ImageShare.Sandbox.Server;

namespace ImageShare.Sandbox.CommandLine;

/// <summary>What record and replay share: where they listen, whom they tell, and that they are up until Ctrl+C.</summary>
internal sealed class RecordingOptions
{
    private readonly NumberOption _port = new("--port", highest: IPEndPoint.MaxPort)
    {
        Description = "Listen on this port; a free one by default.",
        HelpName = "N",
    };

    private readonly Option<string?> _readyFile = new("--ready-file")
    {
        Description = "Write the environment and the accounts as JSON to this file, once listening.",
        HelpName = "FILE",
    };

    public RecordingOptions(Command command)
    {
        command.Options.Add(_port);
        command.Options.Add(_readyFile);
    }

    /// <summary>A server of this room alone.</summary>
    public SandboxOptions Read(ParseResult result, IRoom room, SandboxAccounts accounts) => new()
    {
        Port = result.GetValue(_port),
        ReadyFilePath = WritablePath.Of(_readyFile, result),
        Rooms = [room],
        Accounts = accounts,
    };

    public static async Task WaitAsync(SandboxServer server, string what, Terminal terminal, CancellationToken cancellationToken)
    {
        await terminal.Output.WriteLineAsync($"{what}\nThe cloud file, for Connect-ImageShare -Environment: {server.Accounts.Environment}\nCtrl+C ends it.");
        await Task.Delay(Timeout.Infinite, cancellationToken).ContinueWith(_ => { }, TaskScheduler.Default);
    }
}

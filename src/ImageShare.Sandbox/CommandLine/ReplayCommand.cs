using System.CommandLine;
using ImageShare.Sandbox.Host.UserInterface;
using ImageShare.Sandbox.Recordings;
using ImageShare.Sandbox.Server;

namespace ImageShare.Sandbox.CommandLine;

/// <summary>Serves a recording to the letter. Ends with 1 when something else was asked for, or something was not.</summary>
internal sealed class ReplayCommand : Command
{
    private const int Different = 1;

    private readonly Argument<string> _recording = new("RECORDING.json") { Description = "The recording to serve." };

    public ReplayCommand(Terminal terminal)
        : base("replay", "Serve a recording until Ctrl+C, and refuse whatever is not in it.")
    {
        var options = new RecordingOptions(this);
        Arguments.Add(_recording);
        SetAction(async (result, cancellationToken) =>
        {
            var path = result.GetRequiredValue(_recording);
            var recording = Recording.Read(path);
            var replay = new Replay(recording);
            var accounts = RecordedAccounts.Read(recording.Variables);
            await using var server = await SandboxServer.StartAsync(
                options.Read(result, new ReplayRoom(replay, terminal), accounts), cancellationToken);
            await RecordingOptions.WaitAsync(
                server, $"Serving {recording.Entries.Count} exchanges of {path}, origin {recording.Origin}.", terminal, cancellationToken);

            return await ReportAsync(replay, terminal);
        });
    }

    // Each difference was shown when it came.
    private static async Task<int> ReportAsync(Replay replay, Terminal terminal)
    {
        foreach (var request in replay.Missing)
            await terminal.Error.WriteLineAsync($"Never asked for: {request}");
        if (replay.Mismatches.Count + replay.Missing.Count > 0)
        {
            await terminal.Error.WriteLineAsync($"Not in the recording: {replay.Mismatches.Count}. Never asked for: {replay.Missing.Count}.");
            return Different;
        }

        await terminal.Output.WriteLineAsync("All of the recording was asked for, and nothing else.");
        return 0;
    }
}

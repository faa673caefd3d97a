using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using ImageShare.Sandbox.Host.UserInterface;
using ImageShare.Sandbox.Recordings;
using ImageShare.Sandbox.Server;

namespace ImageShare.Sandbox.CommandLine;

/// <summary>Stands before Azure and writes down what goes over it, without secrets and with other ids.</summary>
internal sealed class RecordCommand : Command
{
    private readonly Option<string> _out = new("--out")
    {
        Description = "The recording, written at the end.",
        HelpName = "FILE",
        Required = true,
    };

    private readonly Option<string?> _upstream = new("--upstream")
    {
        Description = "Record the cloud of this cloud file; Azure itself by default.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _accounts = new("--accounts")
    {
        Description = "Who signs in, in the shape of a ready file; in the recording without the secrets.",
        HelpName = "FILE",
    };

    public RecordCommand(Terminal terminal)
        : base("record", "Stand before Azure until Ctrl+C, then write what went over it into a recording.")
    {
        var options = new RecordingOptions(this);
        foreach (var option in new Option[] { _out, _upstream, _accounts })
            Options.Add(option);
        SetAction(async (result, cancellationToken) =>
        {
            var path = WritablePath.Of(_out.Name, result.GetRequiredValue(_out))!;
            var cloud = result.GetValue(_upstream) is { } file ? ReadCloud(file) : null;
            var accounts = result.GetValue(_accounts) is { } who ? RecordedAccounts.ReadFile(who) : new SandboxAccounts();
            using var room = new RecordRoom(cloud, terminal);
            await using var server = await SandboxServer.StartAsync(options.Read(result, room, accounts), cancellationToken);
            await RecordingOptions.WaitAsync(server, $"Recording into {path}.", terminal, cancellationToken);

            var recording = Recording.Of(
                server.Traffic.Entries, server.Addresses, accounts, cloud is not null && new Uri(cloud.ResourceManager).IsLoopback ? Recording.Sandbox : Recording.Live);
            if (recording.Entries.Count == 0)
                throw new UserException($"{path} is not written: nothing was asked for.");

            recording.Write(path, RecordedAccounts.Secrets(accounts));
            await terminal.Output.WriteLineAsync($"{recording.Entries.Count} exchanges are in {path}. Read it before you give it away.");
            return 0;
        });
    }

    private static CloudFile ReadCloud(string path)
    {
        try
        {
            var cloud = CloudFile.Read(path);
            foreach (var address in (string[])[cloud.ResourceManager, cloud.Authority, cloud.Graph])
                _ = new Uri(address);
            if (cloud.CaCertificate is { Length: > 0 } certificate)
                X509Certificate2.CreateFromPem(certificate).Dispose();
            return cloud;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or UriFormatException or CryptographicException)
        {
            throw new UserException($"--upstream: {path} is not a cloud file. {exception.Message}", exception);
        }
    }
}

using System.CommandLine;
using System.Text.Json;
using ImageShare.Sandbox.Server;

namespace ImageShare.Sandbox.CommandLine;

/// <summary>The options that demo, run and serve share: how the two tenants behave and what they write down.</summary>
internal sealed class ServerOptions
{
    private readonly Option<string?> _readyFile = new("--ready-file")
    {
        Description = "Write the environment and the accounts as JSON to this file, once listening.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _traffic = new("--traffic")
    {
        Description = "Write one JSON object a line per exchange to this file; secrets masked, tokens as their claims.",
        HelpName = "FILE",
    };

    private readonly Option<int> _latency = new("--latency") { Description = "Add this time to every reply.", HelpName = "MILLISECONDS" };

    private readonly Option<string?> _faults = new("--faults")
    {
        Description = "JSON rules: match (method, path regex, nth) -> status, headers, body, delay or drop.",
        HelpName = "FILE",
    };

    public ServerOptions(Command command)
    {
        _latency.Validators.Add(result =>
        {
            if (result.Errors.Any() is false && result.GetValueOrDefault<int>() < 0)
                result.AddError("--latency cannot be negative.");
        });
        foreach (var option in new Option[] { _readyFile, _traffic, _latency, _faults })
            command.Options.Add(option);
    }

    public SandboxOptions Read(ParseResult result) => new()
    {
        ReadyFilePath = result.GetValue(_readyFile),
        TrafficPath = result.GetValue(_traffic),
        Latency = TimeSpan.FromMilliseconds(result.GetValue(_latency)),
        Faults = result.GetValue(_faults) is { } path ? ReadFaults(path) : [],
    };

    private static IReadOnlyList<FaultRule> ReadFaults(string path)
    {
        try
        {
            return FaultRule.Read(path);
        }
        catch (JsonException exception)
        {
            throw new UserException($"{path}: {exception.Message}", exception);
        }
    }
}

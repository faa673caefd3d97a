using System.CommandLine;
using System.Text.Json;
using System.Text.RegularExpressions;
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

    private readonly NumberOption _latency = new("--latency", highest: 60_000)
    {
        Description = "Add this time to every reply.",
        HelpName = "MILLISECONDS",
    };

    private readonly Option<string?> _faults = new("--faults")
    {
        Description = "JSON rules: match (method, path regex, nth) -> status, headers, body, delay, drop, lose, truncate ...",
        HelpName = "FILE",
    };

    private readonly NumberOption _throttle = new("--throttle", highest: 100_000)
    {
        Description = "Answer 429 after so many requests in ten seconds: per subscription, and per application at Graph.",
        HelpName = "REQUESTS",
    };

    private readonly NumberOption _quota = new("--directory-quota", highest: 100_000)
    {
        Description = "Let a principal without a directory role make so many directory objects.",
        HelpName = "OBJECTS",
    };

    public ServerOptions(Command command)
    {
        foreach (var option in new Option[] { _readyFile, _traffic, _latency, _faults, _throttle, _quota })
            command.Options.Add(option);
    }

    public SandboxOptions Read(ParseResult result) => new()
    {
        ReadyFilePath = WritablePath.Of(_readyFile, result),
        TrafficPath = WritablePath.Of(_traffic, result),
        Latency = TimeSpan.FromMilliseconds(result.GetValue(_latency)),
        Faults = result.GetValue(_faults) is { } path ? ReadFaults(path) : [],
        SubscriptionLimit = Limit(result),
        GraphLimit = Limit(result),
        DirectoryQuota = result.GetValue(_quota) is var quota and > 0 ? quota : null,
    };

    private RateLimit? Limit(ParseResult result) =>
        result.GetValue(_throttle) is var requests and > 0 ? new RateLimit(requests, TimeSpan.FromSeconds(10)) : null;

    private static IReadOnlyList<FaultRule> ReadFaults(string path)
    {
        try
        {
            var rules = FaultRule.Read(path);
            foreach (var rule in rules)
                _ = new Regex(rule.Path);
            return rules;
        }
        catch (Exception exception) when (exception is JsonException or RegexParseException)
        {
            throw new UserException($"--faults: {path} is not a list of rules. {exception.Message}", exception);
        }
    }
}

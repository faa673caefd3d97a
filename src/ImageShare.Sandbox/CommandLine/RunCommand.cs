using System.CommandLine;
using ImageShare.Sandbox.Host;
using ImageShare.Sandbox.Host.UserInterface;
using ImageShare.Sandbox.Server;

namespace ImageShare.Sandbox.CommandLine;

/// <summary>Runs a script against the sandbox; its exit code is ours.</summary>
internal sealed class RunCommand : Command
{
    private readonly Argument<string> _script = new("SCRIPT.ps1")
    {
        Description = "The script to run: the module is imported and $Sandbox is set.",
    };

    private readonly Argument<string[]> _arguments = new("ARGS")
    {
        Description = "Everything after the script goes to the script as it is.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<bool> _pwsh = new("--pwsh")
    {
        Description = "Run it in an installed PowerShell (pwsh) instead of the built-in host.",
    };

    public RunCommand(Terminal terminal)
        : base(
            "run",
            "Run a PowerShell script against the sandbox. Options come before the script; what follows it is its own.")
    {
        var server = new ServerOptions(this);
        Options.Add(_pwsh);
        Arguments.Add(_script);
        Arguments.Add(_arguments);
        SetAction(async (result, cancellationToken) =>
        {
            var script = FindScript(result.GetRequiredValue(_script));
            var arguments = result.GetValue(_arguments) ?? [];
            await using var sandbox = await SandboxServer.StartAsync(server.Read(result), cancellationToken);
            if (result.GetValue(_pwsh))
                return await InstalledPowerShell.RunAsync(script, arguments, sandbox.Accounts, cancellationToken);

            using var runner = new ScriptRunner(sandbox.Accounts, terminal);
            var exitCode = await runner.RunFileAsync(script, arguments, cancellationToken);
            if (exitCode != ScriptRunner.Interrupted && MissingCmdlets.Of(runner.Runspace) is { Count: > 0 } missing)
                await terminal.Error.WriteLineAsync(
                    $"This host brings only some of PowerShell's own cmdlets; not among them: {string.Join(", ", missing)}. "
                    + "'run --pwsh' uses an installed PowerShell, which has them all.");
            return exitCode;
        });
    }

    /// <summary>Options end at the script: its arguments may look like ours, so they are fenced off with "--".</summary>
    /// <param name="args">As typed.</param>
    /// <param name="parse">Parses a beginning of them.</param>
    public IReadOnlyList<string> KeepScriptArguments(string[] args, Func<IReadOnlyList<string>, ParseResult> parse)
    {
        for (var count = 1; count < args.Length; count++)
        {
            var result = parse(args[..count]);
            if (result.CommandResult.Command == this && result.GetResult(_script) is { Tokens.Count: > 0 })
                return [.. args[..count], "--", .. args[count..]];
        }

        return args;
    }

    private static string FindScript(string path)
    {
        if (!path.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase))
            throw new UserException($"{path} is not a PowerShell script (.ps1).");

        return File.Exists(path) ? Path.GetFullPath(path) : throw new UserException($"The script {path} does not exist.");
    }
}

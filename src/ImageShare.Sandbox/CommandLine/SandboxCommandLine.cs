using System.CommandLine;
using ImageShare.Sandbox.Host.UserInterface;

namespace ImageShare.Sandbox.CommandLine;

/// <summary>demo, run, serve, record, replay: reads the words, starts the verb, and says in one line what is wrong with them.</summary>
internal static class SandboxCommandLine
{
    private const int Failed = 1;
    private const int BadArguments = 2;

    public static async Task<int> InvokeAsync(string[] args, Terminal terminal, CancellationToken cancellationToken = default)
    {
        var root = new RootCommand("Two tenants of Azure on this machine, to try ImageShare without Azure.");
        var run = new RunCommand(terminal);
        root.Subcommands.Add(new DemoCommand(terminal));
        root.Subcommands.Add(run);
        root.Subcommands.Add(new ServeCommand(terminal));
        root.Subcommands.Add(new RecordCommand(terminal));
        root.Subcommands.Add(new ReplayCommand(terminal));

        // "@file" is a word like any other: it may be meant for the script.
        var configuration = new ParserConfiguration { ResponseFileTokenReplacer = null };
        if (args.Length == 0)
            args = ["--help"];
        var parsed = root.Parse(run.KeepScriptArguments(args, words => root.Parse(words, configuration)), configuration);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                await terminal.Error.WriteLineAsync(error.Message);
            await terminal.Error.WriteLineAsync("Use --help to see what can be asked.");
            return BadArguments;
        }

        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration { Output = terminal.Output, Error = terminal.Error, EnableDefaultExceptionHandler = false },
                cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or UserException)
        {
            await terminal.Error.WriteLineAsync(exception.Message);
            return Failed;
        }
    }
}

using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using ImageShare.Sandbox.Host.UserInterface;
using ImageShare.Sandbox.Server;

namespace ImageShare.Sandbox.Host;

/// <summary>Runs scripts in a runspace of their own, prints all streams, and finds the exit code.</summary>
internal sealed class ScriptRunner : IDisposable
{
    public const int Interrupted = 130;
    private const int Failed = 1;

    // After Ctrl+C a well-behaved pipeline ends at once; one that does not is left behind.
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(1.5);

    private readonly SandboxHost _host;
    private Task? _stillStopping;

    public ScriptRunner(SandboxAccounts? accounts, Terminal terminal)
    {
        _host = new SandboxHost(terminal);
        Runspace = SandboxRunspace.Open(accounts, _host);
    }

    public Runspace Runspace { get; }

    public void Dispose()
    {
        // Closing waits for the pipeline, and one that does not stop would hold the caller: it is closed when it has.
        if (_stillStopping is null)
            Runspace.Dispose();
        else
            _stillStopping.ContinueWith(_ => Runspace.Dispose(), TaskScheduler.Default);
    }

    public Task<int> RunFileAsync(string path, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var command = new Command(path, isScript: false, useLocalScope: false);
        foreach (var argument in ScriptArguments.Parse(arguments))
            command.Parameters.Add(argument);

        return RunAsync(command, cancellationToken);
    }

    public Task<int> RunTextAsync(string script, CancellationToken cancellationToken) =>
        RunAsync(new Command(script, isScript: true, useLocalScope: false), cancellationToken);

    private async Task<int> RunAsync(Command command, CancellationToken cancellationToken)
    {
        var shell = PowerShell.Create(Runspace);
        command.MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        shell.Commands.AddCommand(command).AddCommand("Out-Default");
        LetExitReachTheHost();
        try
        {
            var running = shell.InvokeAsync();
            await Task.WhenAny(running, Task.Delay(Timeout.Infinite, cancellationToken));
            if (!cancellationToken.IsCancellationRequested)
            {
                await running;
                return _host.ExitCode ?? 0;
            }

            var stopping = shell.StopAsync(null, null);
            if (await Task.WhenAny(stopping, Task.Delay(StopGrace, CancellationToken.None)) != stopping)
                _stillStopping = stopping;
            return Interrupted;
        }
        catch (PipelineStoppedException)
        {
            return Interrupted;
        }
        catch (RuntimeException exception)
        {
            Print(exception);
            return Failed;
        }
        finally
        {
            _host.ClearProgress();
            if (_stillStopping is null)
                shell.Dispose();
        }
    }

    // "exit 3" in a script file otherwise only ends that file, and nothing tells it from a native program that returned 3.
    // pwsh sets the same property for -File; the engine has no public way.
    private void LetExitReachTheHost()
    {
        const BindingFlags Internal = BindingFlags.Instance | BindingFlags.NonPublic;
        var context = typeof(Runspace).GetProperty("ExecutionContext", Internal)!.GetValue(Runspace)!;
        context.GetType().GetProperty("ScriptCommandProcessorShouldRethrowExit", Internal)!.SetValue(context, true);
    }

    private void Print(RuntimeException exception)
    {
        using var shell = PowerShell.Create(Runspace);
        shell.AddCommand("Out-String").AddParameter("Width", _host.UI.RawUI.BufferSize.Width);
        foreach (var text in shell.Invoke(new[] { exception.ErrorRecord }))
            _host.UI.WriteErrorLine(text.ToString().TrimEnd());
    }
}

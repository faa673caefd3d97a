using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using ImageShare.Sandbox.CommandLine;
using ImageShare.Sandbox.Server;

namespace ImageShare.Sandbox.Host;

/// <summary>Runs a script in the pwsh of this machine, with the module imported and <c>$Sandbox</c> set.</summary>
internal static class InstalledPowerShell
{
    private const string Bootstrap = "Bootstrap.ps1";
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(1.5);

    public static async Task<int> RunAsync(
        string script, IEnumerable<string> arguments, SandboxAccounts accounts, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("imageshare-");
        try
        {
            var bootstrap = Path.Combine(folder.FullName, Bootstrap);
            await File.WriteAllTextAsync(bootstrap, EmbeddedScript.Read(Bootstrap), cancellationToken);
            var start = new ProcessStartInfo(
                "pwsh", ["-NoLogo", "-NoProfile", "-ExecutionPolicy", "Bypass", "-File", bootstrap, .. arguments]);
            // By environment, so that every argument stays the script's.
            start.Environment["IMAGESHARE_MODULE"] = BuiltModule.Manifest;
            start.Environment["IMAGESHARE_SCRIPT"] = script;
            start.Environment["IMAGESHARE_SANDBOX"] = JsonSerializer.Serialize(accounts);
            return await RunAsync(start, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<int> RunAsync(ProcessStartInfo start, CancellationToken cancellationToken)
    {
        using var process = Start(start);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C reached pwsh too: it is given the time to end by itself.
            using var grace = new CancellationTokenSource(StopGrace);
            await process.WaitForExitAsync(grace.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
            return ScriptRunner.Interrupted;
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new UserException(
                "pwsh is not installed, or not on the path. Without --pwsh the script runs in the built-in host.", exception);
        }
    }
}

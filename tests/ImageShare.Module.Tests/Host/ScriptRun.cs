using ImageShare.Sandbox.Host;
using ImageShare.Sandbox.Host.UserInterface;
using ImageShare.Sandbox.Server;
using Xunit;

namespace ImageShare.Tests.Host;

/// <summary>A script as <c>run</c> runs it, without the process around it, and what a user would see.</summary>
internal sealed record ScriptRun(int ExitCode, string Output, string Error)
{
    public static async Task<ScriptRun> OfAsync(
        string script, string[]? arguments = null, Func<Terminal, Terminal>? terminal = null, CancellationTokenSource? interrupt = null)
    {
        var path = Path.Combine(Path.GetTempPath(), $"imageshare-{Guid.NewGuid():N}.ps1");
        await File.WriteAllTextAsync(path, script, CancellationToken.None);
        try
        {
            using var output = new StringWriter();
            using var error = new StringWriter();
            var redirected = new Terminal(output, error);
            using var runner = new ScriptRunner(new SandboxAccounts(), terminal?.Invoke(redirected) ?? redirected);
            var exitCode = await runner.RunFileAsync(path, arguments ?? [], interrupt?.Token ?? TestContext.Current.CancellationToken);
            return new ScriptRun(exitCode, Plain(output), Plain(error));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string Plain(StringWriter writer) => writer.ToString().Replace("\r\n", "\n", StringComparison.Ordinal);
}

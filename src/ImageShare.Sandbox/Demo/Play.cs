using ImageShare.Sandbox.Host;
using ImageShare.Sandbox.Host.UserInterface;
using ImageShare.Sandbox.Server;

namespace ImageShare.Sandbox.Demo;

/// <summary>Plays the acts of the demo, each by another person in a PowerShell of its own; only files in one folder go from one to the next.</summary>
internal sealed class Play(SandboxAccounts accounts, Terminal terminal)
{
    private static readonly string[] Acts = ["Key.ps1", "Publisher.ps1", "Administrator.ps1", "Operator.ps1"];

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("imageshare-demo-");
        try
        {
            foreach (var act in Acts)
            {
                using var runner = new ScriptRunner(accounts, terminal);
                runner.Runspace.SessionStateProxy.Path.SetLocation(folder.FullName);
                var exitCode = await runner.RunTextAsync(EmbeddedScript.Read("Stage.ps1") + EmbeddedScript.Read(act), cancellationToken);
                if (exitCode != 0)
                    return exitCode;
            }

            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

using System.Text.Json;
using ImageShare.Sandbox.Host;
using ImageShare.Sandbox.Host.StandIns.Text;
using ImageShare.Sandbox.Host.UserInterface;
using ImageShare.Sandbox.Server;

namespace ImageShare.Sandbox.Demo;

/// <summary>
/// Plays the share in three acts: three people, each with a PowerShell, a folder and a company of their own.
/// The only things that pass between them are the two files they mail.
/// </summary>
internal sealed class Play(SandboxAccounts accounts, Terminal terminal)
{
    private const string Share = "fabrikam.share.json";

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("imageshare-demo-");
        try
        {
            var publisher = folder.CreateSubdirectory("publisher");
            var administrator = folder.CreateSubdirectory("administrator");
            var @operator = folder.CreateSubdirectory("operator");

            OperatorKeys.Write(@operator.FullName);
            Mail(OperatorKeys.PublicCertificate, @operator, publisher);
            if (await ActAsync("Publisher.ps1", publisher, accounts.Publisher, cancellationToken) is not 0 and var first)
                return first;

            Mail(Share, publisher, administrator);
            if (await ActAsync("Administrator.ps1", administrator, accounts.Consumer, cancellationToken) is not 0 and var second)
                return second;

            Mail(Share, publisher, @operator);
            return await ActAsync("Operator.ps1", @operator, accounts.Consumer, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Mail(string file, DirectoryInfo from, DirectoryInfo to) =>
        File.Copy(Path.Combine(from.FullName, file), Path.Combine(to.FullName, file));

    private async Task<int> ActAsync(string script, DirectoryInfo folder, TenantAccount company, CancellationToken cancellationToken)
    {
        using var runner = new ScriptRunner(accounts: null, terminal);
        var session = runner.Runspace.SessionStateProxy;
        session.Path.SetLocation(folder.FullName);
        session.SetVariable("cloud", accounts.Environment);
        session.SetVariable("company", JsonObjects.From(JsonSerializer.SerializeToNode(company, company.GetType()), asHashtable: false));
        return await runner.RunTextAsync(EmbeddedScript.Read("Stage.ps1") + EmbeddedScript.Read(script), cancellationToken);
    }
}

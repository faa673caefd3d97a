using System.Diagnostics;
using System.Text.RegularExpressions;
using ImageShare.Sandbox.Server;
using Xunit;

namespace ImageShare.Tests.Flows;

/// <summary>The whole share with a secret, as talkative as it gets: no secret and no token is in any stream, file or log.</summary>
public sealed class SecrecyTests : IDisposable
{
    private const string Flow = """
        param([string] $Outside)
        . $env:IMAGESHARE_COMMON
        $VerbosePreference = $DebugPreference = $InformationPreference = 'Continue'
        # With -Debug PowerShell asks after each warning and before each change.
        $talk = @{ Verbose = $true; Debug = $true; WarningAction = 'Continue' }
        $change = $talk + @{ Confirm = $false }

        $null = Connect-Side Publisher
        $app = Get-GalleryImage -ResourceId $Sandbox.Publisher.ImageId -Version latest @talk |
            New-GalleryShareApp -DisplayName Fabrikam -ConsumerTenantId $Sandbox.Consumer.TenantId @change
        $secret = [System.Net.NetworkCredential]::new('', $app.Secret).Password
        $passphrase = 'correct-horse-battery-staple'
        $password = 'Correct-Horse-42'
        # The only place where they are to be found: not a part of what is looked through.
        $secrets = $secret, $passphrase, $password, $Sandbox.Publisher.AdminSecret, $Sandbox.Consumer.AdminSecret
        [System.IO.File]::WriteAllLines($Outside, [string[]]$secrets)

        $open = [System.Net.NetworkCredential]::new('', $passphrase).SecurePassword
        $app | Format-List *
        $file = $app | Grant-GalleryReader @change | Export-ImageShare -Path ./share.json -Passphrase $open @change
        $null = Connect-Side Consumer
        Import-ImageShare $file @talk | Approve-GalleryShareApp -ResourceGroupName rg-machines @change | Format-List *
        $share = Import-ImageShare $file -Passphrase $open @talk
        $share | Format-List *
        $vm = @{ ResourceGroupName = 'rg-machines'; Credential = New-Credential 'operator' $password }
        $share | New-SharedImageVM -Name vm1 @vm @change | Format-List *

        # Failures are where secrets get out.
        $share | New-SharedImageVM -Name vm2 @vm -Size Standard_Huge @change
        $share | New-SharedImageVM -Name vm3 @vm -Location japaneast @change
        $wrong = @{ TenantId = $Sandbox.Publisher.TenantId; Credential = New-Credential $Sandbox.Publisher.AdminApplicationId $secret }
        try { Connect-ImageShare -Environment $Sandbox.Environment -ServicePrincipal @wrong @talk }
        catch { "refused: $($_.FullyQualifiedErrorId)" }
        $Error | Format-List * -Force
        $Error | ForEach-Object { $_.Exception.ToString(); "$($_.ErrorDetails)" }
        Get-ImageShareContext | Format-List *
        'done'
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("imageshare-secrecy-");
    private readonly string _outside = Path.GetTempFileName();

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        File.Delete(_outside);
    }

    [Fact]
    public async Task No_secret_and_no_token_is_anywhere()
    {

        await File.WriteAllTextAsync(PathOf("flow.ps1"), Flow, TestContext.Current.CancellationToken);

        var said = await RunAsync("run", "--traffic", PathOf("traffic.jsonl"), PathOf("flow.ps1"), _outside);
        var secrets = await File.ReadAllLinesAsync(_outside, TestContext.Current.CancellationToken);
        File.Delete(PathOf("flow.ps1"));

        Assert.EndsWith("done", said.TrimEnd(), StringComparison.Ordinal);
        Assert.Contains("VERBOSE: Added a secret", said, StringComparison.Ordinal);
        Assert.Contains("refused: AADSTS7000215", said, StringComparison.Ordinal);
        Assert.Equal(5, secrets.Length);
        var files = _folder.GetFiles("*", SearchOption.AllDirectories).ToDictionary(f => f.Name, f => File.ReadAllText(f.FullName));
        Assert.Contains("share.json", files.Keys);
        Assert.True(files["traffic.jsonl"].Length > 10_000);
        files.Add("the streams", said);
        foreach (var (name, lines) in files)
        {
            // What is shown to people is wrapped.
            var text = Regex.Replace(lines, @"\s+", "");
            Assert.All(secrets, secret => Assert.False(text.Contains(secret, StringComparison.Ordinal), $"A secret is in {name}."));
            Assert.False(Regex.IsMatch(text, @"eyJ[\w-]{10,}\."), $"A token is in {name}.");
        }
    }

    private string PathOf(string file) => Path.Combine(_folder.FullName, file);

    private async Task<string> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(SandboxServer).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder.FullName,
            Environment = { ["IMAGESHARE_COMMON"] = Repository.Common, ["HOME"] = _folder.FullName, ["USERPROFILE"] = _folder.FullName },
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return await errors + output;
    }
}

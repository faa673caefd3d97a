using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;
using Xunit;

namespace ImageShare.Tests.Flows;

/// <summary>What was told to the cloud is known a while later: nobody has to wait by hand.</summary>
public sealed class DelayTests
{
    [Fact]
    public async Task A_role_that_is_listed_takes_effect_later_and_only_a_read_says_when()
    {
        // The role of a new principal can be given before anyone knows the principal, and must outlast the wait for its sign-in.
        var delays = Delays.None with { PrincipalReplication = DelayRange.Seconds(1, 1), RoleEffective = DelayRange.Seconds(5, 5) };
        var options = new SandboxOptions { Delays = delays };
        await using var server = await SandboxServer.StartAsync(options, TestContext.Current.CancellationToken);
        using var desk = new Desk(server);

        var verified = desk.Run("""
            $folder = New-Folder
            $certificate = New-CertificateFile $folder 'fabrikam'
            $null = Connect-Side Publisher
            $reader = Get-GalleryImage -ResourceId $Sandbox.Publisher.ImageId -Version latest |
                New-GalleryShareApp -DisplayName Fabrikam -CertificatePath $certificate.Cer | Grant-GalleryReader
            $reader.EffectiveVerified
            $own = Connect-App $reader.App $certificate.Pfx
            ($reader.App | Grant-GalleryReader -Context (Get-ImageShareContext)[1] -ReaderContext $own).EffectiveVerified
            """);
        var refused = server.Traffic.Entries.Count(e => IsImage(e) && e.Status == 403);
        server.Traffic.Clear();

        // The administrator has approved this very moment, and the operator builds at once.
        var state = desk.Text("""
            $file = $reader | Export-ImageShare -Path "$folder/share.json"
            $null = Connect-Side Consumer
            $null = Import-ImageShare $file | Approve-GalleryShareApp -ResourceGroupName rg-machines
            $credential = New-Credential 'operator' 'Correct-Horse-42'
            $vm = Import-ImageShare $file -CertificatePath $certificate.Pfx |
                New-SharedImageVM -Name vm -ResourceGroupName rg-machines -Credential $credential
            [System.IO.Directory]::Delete($folder, $true)
            $vm.ProvisioningState
            """);

        Assert.Equal(["False", "True"], verified.Select(v => $"{v}"));
        Assert.True(refused > 0, "The role took effect at once.");
        Assert.Equal("Succeeded", state);
        Assert.Contains(server.Traffic.Entries, e => e.IsResourceManager && e.Status == 403);
    }

    private static bool IsImage(TrafficEntry entry) =>
        entry.Method == "GET" && entry.Path.Contains("/images/ubuntu-server/versions/", StringComparison.Ordinal);
}

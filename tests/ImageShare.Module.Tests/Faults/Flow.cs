using ImageShare.Tests.Flows;

namespace ImageShare.Tests.Faults;

/// <summary>What an administrator does with the module, as a script that can be run twice.</summary>
/// <param name="Name">A word for the report.</param>
/// <param name="Setup">What was done before, undisturbed.</param>
/// <param name="Script">What is disturbed.</param>
internal sealed record Flow(string Name, string Setup, string Script)
{
    public const string Password = "Correct-Horse-42";

    public const string Passphrase = "correct horse battery staple";

    private const string Prelude = $$"""
        $p = $Sandbox.Publisher; $c = $Sandbox.Consumer
        $folder = New-Folder
        $certificate = @{ Cer = "$keys/old/fabrikam.cer"; Pfx = "$keys/old/fabrikam.pfx" }
        $passphrase = [System.Net.NetworkCredential]::new('', '{{Passphrase}}').SecurePassword
        $gallery = @{ ResourceGroupName = $p.ResourceGroupName; GalleryName = $p.GalleryName }
        $machine = @{ ResourceGroupName = $c.ResourceGroupName; Credential = New-Credential 'operator' '{{Password}}' }
        $vm = $machine + @{ Name = 'vm' }
        function Share {
            $null = Connect-Side Publisher
            Get-GalleryImage -ResourceId $p.ImageId -Version latest |
                New-GalleryShareApp -DisplayName Fabrikam -ConsumerTenantId $c.TenantId -CertificatePath $certificate.Cer |
                Grant-GalleryReader | Export-ImageShare -Path "$folder/share.json" -Force
        }
        function Approve {
            $null = Connect-Side Consumer
            Import-ImageShare "$folder/share.json" | Approve-GalleryShareApp -ResourceGroupName $c.ResourceGroupName
        }
        function Read-Share { Import-ImageShare "$folder/share.json" -CertificatePath $certificate.Pfx }
        function Delegate {
            $null = Connect-Side Publisher
            New-LighthouseDelegation $p.ResourceGroupName -ManagedByTenantId $c.TenantId -PrincipalId $c.AdminObjectId -OfferName Fabrikam
        }
        function Invite {
            $null = Connect-Side Publisher
            Grant-GalleryReader -SignInName $c.UserName -Invite -ResourceId ($p.ImageId -replace '/images/.*')
        }

        """;

    public static IReadOnlyList<Flow> All { get; } = [.. ShareFlows.All, .. MachineFlows.All];

    /// <summary>The machines that the script makes; what belongs to them goes again when it fails.</summary>
    public string? Machine { get; init; }

    /// <param name="desk">Where the flow will run.</param>
    /// <param name="keys">Folder with two folders of certificates, old and new.</param>
    public void Begin(Desk desk, string keys)
    {
        var guest = new Guest(desk.Server);
        desk["keys"] = keys;
        desk["accept"] = (Action<string>)guest.Accept;
        desk["confirm"] = (Action<string>)guest.Confirm;
        desk.Run($"{Prelude}{Setup}");
    }
}

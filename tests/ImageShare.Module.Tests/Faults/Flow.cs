namespace ImageShare.Tests.Faults;

/// <summary>What an administrator does with the module, as a script that can be run twice.</summary>
/// <param name="Name">A word for the report.</param>
/// <param name="Setup">What was done before, undisturbed.</param>
/// <param name="Script">What is disturbed.</param>
internal sealed record Flow(string Name, string Setup, string Script)
{
    private const string Prelude = """
        $p = $Sandbox.Publisher; $c = $Sandbox.Consumer
        $folder = New-Folder
        $certificate = @{ Cer = "$keys/old/fabrikam.cer"; Pfx = "$keys/old/fabrikam.pfx" }
        $vm = @{ Name = 'vm'; ResourceGroupName = $c.ResourceGroupName; Credential = New-Credential 'operator' 'Correct-Horse-42' }
        function Share {
            $null = Connect-Side Publisher
            Get-GalleryImage -ResourceId $p.ImageId -Version latest |
                New-GalleryShareApp -DisplayName Fabrikam -ConsumerTenantId $c.TenantId -CertificatePath $certificate.Cer |
                Grant-GalleryReader | Export-ImageShare -Path "$folder/share.json" -Force
        }
        function Delegate {
            $null = Connect-Side Publisher
            New-LighthouseDelegation $p.ResourceGroupName -ManagedByTenantId $c.TenantId -PrincipalId $c.AdminObjectId -OfferName Fabrikam
        }

        """;

    private static readonly Flow s_publishersApp = new("Publisher's app", "", "Share");

    private static readonly Flow s_machine = new("Approval and VM", "$null = Share", """
        $null = Connect-Side Consumer
        Import-ImageShare "$folder/share.json" | Approve-GalleryShareApp -ResourceGroupName $c.ResourceGroupName
        Import-ImageShare "$folder/share.json" -CertificatePath $certificate.Pfx | New-SharedImageVM @vm
        """)
    { Machine = "vm" };

    private static readonly Flow s_consumersApp = new("Consumer's app", "", """
        $null = Connect-Side Consumer
        $own = New-GalleryShareApp -DisplayName Contoso -ManagedIdentity $c.ManagedIdentityId
        $own | Export-ImageShare -Path "$folder/request.json" -Force
        Grant-SharedImageBuilder -ApplicationId $own.ApplicationId -ResourceGroupName $c.ResourceGroupName
        $null = Connect-Side Publisher
        Import-ImageShare "$folder/request.json" | Approve-GalleryShareApp | Grant-GalleryReader -ResourceId $p.ImageId |
            Export-ImageShare -Path "$folder/share.json" -Force
        """);

    private static readonly Flow s_delegation = new("Delegation and VM", "", """
        Delegate
        $null = Connect-Side Consumer
        Get-SharedImage ubuntu-server -Source Lighthouse -Version latest | New-SharedImageVM @vm
        """)
    { Machine = "vm" };

    private static readonly Flow s_directShare = new("Direct share", "", """
        $null = Connect-Side Publisher
        $gallery = @{ ResourceGroupName = $p.ResourceGroupName; GalleryName = $p.GalleryName }
        Grant-GalleryDirectAccess @gallery -ConsumerTenantId $c.TenantId
        $null = Connect-Side Consumer
        Get-SharedImage ubuntu-server -Source DirectShare
        $null = Connect-Side Publisher
        Revoke-GalleryDirectAccess @gallery -ConsumerTenantId $c.TenantId
        """);

    private static readonly Flow s_rotation = new("Rotation", "$null = Share", """
        $null = Connect-Side Publisher
        $app = Get-GalleryShareApp Fabrikam
        $app | New-GalleryShareAppCredential -CertificatePath "$keys/new/fabrikam.cer" | Export-ImageShare -Path "$folder/share.json" -Force
        $app | Remove-GalleryShareAppCredential -OlderThanNewest
        """);

    private static readonly Flow s_removal = new("Taking back", """
        $null = Share
        $consumer = @{ ConsumerName = 'Fabrikam'; ConsumerTenantId = $c.TenantId }
        $null = Grant-GalleryReader -SignInName ann@fabrikam.example -Invite -ResourceId $p.ImageId @consumer
        $null = Delegate
        """, """
        $null = Connect-Side Publisher
        Remove-ImageShare Fabrikam -Confirm:$false
        """);

    public static IReadOnlyList<Flow> All { get; } =
        [s_publishersApp, s_machine, s_consumersApp, s_delegation, s_directShare, s_rotation, s_removal];

    /// <summary>The VM that the script makes; what belongs to it goes again when it fails.</summary>
    public string? Machine { get; init; }

    /// <param name="keys">Folder with two folders of certificates, old and new.</param>
    public string Beginning(string keys) => $"$keys = '{keys}'\n{Prelude}{Setup}";
}

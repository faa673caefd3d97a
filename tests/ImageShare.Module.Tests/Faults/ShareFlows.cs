namespace ImageShare.Tests.Faults;

/// <summary>Shares made, renewed and taken back.</summary>
internal static class ShareFlows
{
    private static readonly Flow s_publishersApp = new("Publisher's app", "", "Share");

    private static readonly Flow s_consumersApp = new("Consumer's app", "", """
        $null = Connect-Side Consumer
        $own = New-GalleryShareApp -DisplayName Contoso -ManagedIdentity $c.ManagedIdentityId
        $own | Export-ImageShare -Path "$folder/request.json" -Force
        Grant-SharedImageBuilder -ApplicationId $own.ApplicationId -ResourceGroupName $c.ResourceGroupName
        $null = Connect-Side Publisher
        Import-ImageShare "$folder/request.json" | Approve-GalleryShareApp | Grant-GalleryReader -ResourceId $p.ImageId |
            Export-ImageShare -Path "$folder/share.json" -Force
        """);

    private static readonly Flow s_directShare = new("Direct share", "", """
        $null = Connect-Side Publisher
        Grant-GalleryDirectAccess @gallery -ConsumerTenantId $c.TenantId
        $null = Connect-Side Consumer
        Get-SharedImage ubuntu-server -Source DirectShare
        $null = Connect-Side Publisher
        Revoke-GalleryDirectAccess @gallery -ConsumerTenantId $c.TenantId
        """);

    private static readonly Flow s_guest = new("Guest", "", "Invite");

    private static readonly Flow s_rotation = new("Rotation", "$null = Share", """
        $null = Connect-Side Publisher
        $app = Get-GalleryShareApp Fabrikam
        $app | New-GalleryShareAppCredential -CertificatePath "$keys/new/fabrikam.cer" | Export-ImageShare -Path "$folder/share.json" -Force
        $app | Remove-GalleryShareAppCredential -OlderThanNewest
        """);

    private static readonly Flow s_secretRotation = new("Rotation of secrets", """
        $null = Connect-Side Publisher
        $null = Get-GalleryImage -ResourceId $p.ImageId -Version latest |
            New-GalleryShareApp -DisplayName Fabrikam -ConsumerTenantId $c.TenantId | Grant-GalleryReader
        """, """
        $null = Connect-Side Publisher
        $app = Get-GalleryShareApp Fabrikam
        $app | New-GalleryShareAppCredential | Export-ImageShare -Path "$folder/share.json" -Passphrase $passphrase -Force
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
        [s_publishersApp, s_consumersApp, s_directShare, s_guest, s_rotation, s_secretRotation, s_removal];
}

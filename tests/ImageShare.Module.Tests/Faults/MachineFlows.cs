namespace ImageShare.Tests.Faults;

/// <summary>What a consumer makes of a shared image.</summary>
internal static class MachineFlows
{
    private static readonly Flow s_publishersApp = new("Approval and VM", "$null = Share", """
        Approve
        Read-Share | New-SharedImageVM @vm
        """)
    { Machine = "vm" };

    private static readonly Flow s_consumersApp = new("Consumer's app and VM", """
        $null = Connect-Side Consumer
        $own = New-GalleryShareApp -DisplayName Contoso -CertificatePath $certificate.Cer
        $null = Grant-SharedImageBuilder -ApplicationId $own.ApplicationId -ResourceGroupName $c.ResourceGroupName
        $null = $own | Export-ImageShare -Path "$folder/request.json"
        $null = Connect-Side Publisher
        $null = Import-ImageShare "$folder/request.json" | Approve-GalleryShareApp | Grant-GalleryReader -ResourceId $p.ImageId |
            Export-ImageShare -Path "$folder/share.json"
        """, """
        $null = Connect-Side Consumer
        Read-Share | New-SharedImageVM @vm
        """)
    { Machine = "vm" };

    private static readonly Flow s_guest = new("Guest's VM", """
        $guest = Invite
        $accept.Invoke($guest.InviteRedeemUri)
        $null = Disconnect-ImageShare
        $consumer = @{ Environment = $Sandbox.Environment; TenantId = $c.TenantId }
        Connect-ImageShare @consumer -UseDeviceAuthentication 6>&1 | ForEach-Object {
            if ($_ -is [System.Management.Automation.InformationRecord]) { $confirm.Invoke("$_") }
        }
        """, "New-SharedImageVM @vm -ImageId $p.ImageId -SubscriptionId $c.SubscriptionId")
    { Machine = "vm" };

    private static readonly Flow s_delegation = new("Delegation and VM", "", """
        Delegate
        $null = Connect-Side Consumer
        Get-SharedImage ubuntu-server -Source Lighthouse -Version latest | New-SharedImageVM @vm
        """)
    { Machine = "vm" };

    private static readonly Flow s_marketplace = new("Marketplace", "", """
        $null = Connect-Side Consumer
        $plan = @{ Publisher = 'contoso'; Offer = 'contoso-server'; Sku = 'standard' }
        Approve-MarketplaceImage @plan -SubscriptionId $c.SubscriptionId
        New-SharedImageVM @vm @plan
        """)
    { Machine = "vm" };

    private static readonly Flow s_scaleSet = new("Scale set", "$null = Share; $null = Approve", """
        $null = Connect-Side Consumer
        Read-Share | New-SharedImageVMScaleSet -Name web @machine
        """)
    { Machine = "web" };

    private static readonly Flow s_change = new("Change of a VM", """
        $null = Share
        $null = Approve
        $null = Read-Share | New-SharedImageVM @vm
        """, """
        $null = Connect-Side Consumer
        Update-SharedImageVM -Name vm -ResourceGroupName $c.ResourceGroupName -Handover (Read-Share) -Size Standard_D2s_v5 `
            -Tag @{ team = 'images' } -DataDiskSizeInGb 16, 32 -SystemAssignedIdentity
        """);

    private static readonly Flow s_copy = new("Copy", """
        $null = Share
        $app = Approve
        $role = 'Compute Gallery Artifacts Publisher'
        $null = Grant-SharedImageBuilder -ApplicationId $app.ApplicationId -ResourceGroupName $c.ResourceGroupName -RoleDefinitionName $role
        """, """
        $null = Connect-Side Consumer
        Read-Share | Copy-SharedImage -GalleryName copies -ResourceGroupName $c.ResourceGroupName -TargetRegion westeurope, japaneast
        """);

    public static IReadOnlyList<Flow> All { get; } =
        [s_publishersApp, s_consumersApp, s_guest, s_delegation, s_marketplace, s_scaleSet, s_change, s_copy];
}

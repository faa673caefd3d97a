# An app that may read the gallery cannot delegate it: that takes an owner.
BeforeAll {
    . "$PSScriptRoot/../common.ps1"
    $WarningPreference = 'SilentlyContinue'
    $publisher = $Sandbox.Publisher
}

Describe 'A delegation' {
    It 'is refused to who is not an owner' {
        $null = Connect-Side Publisher
        $app = (New-GalleryShareApp -DisplayName 'Recorded reader' -ImageId $publisher.ImageId | Grant-GalleryReader).App
        $secret = [System.Net.NetworkCredential]::new('', $app.Secret).Password
        Get-ImageShareContext | Disconnect-ImageShare
        $null = Connect-ImageShare -Environment $Sandbox.Environment -TenantId $publisher.TenantId -ServicePrincipal -Credential (New-Credential $app.ApplicationId $secret)
        $refusal = Get-Refusal {
            New-LighthouseDelegation -ResourceGroupName $publisher.ResourceGroupName -SubscriptionId $publisher.SubscriptionId `
                -ManagedByTenantId $Sandbox.Consumer.TenantId -PrincipalId $Sandbox.Consumer.AdminObjectId -OfferName 'Recorded refusal'
        }

        $refusal.FullyQualifiedErrorId | Should -BeLike 'AuthorizationFailed,*'
        $refusal.CategoryInfo.Category | Should -Be 'PermissionDenied'
    }
}

# What an app meets on its way: not approved, not granted, no token of the image's tenant, a region without the image, a secret that is gone.
BeforeAll {
    . "$PSScriptRoot/../common.ps1"
    $WarningPreference = 'SilentlyContinue'
    $folder = New-Folder
    $passphrase = [System.Net.NetworkCredential]::new('', 'correct horse battery staple').SecurePassword
    $machine = @{ Name = 'vm-refused'; Size = 'Standard_B2s'; NoPublicIp = $true; Credential = New-Credential 'operator' 'Correct-Horse-42' }
    $machine.ResourceGroupName = $Sandbox.Consumer.ResourceGroupName
    $machine.SubscriptionId = $Sandbox.Consumer.SubscriptionId

    $null = Connect-Side Publisher
    $app = Get-GalleryImage -ResourceId $Sandbox.Publisher.ImageId -Version latest |
        New-GalleryShareApp -DisplayName 'Recorded refusals' -ConsumerTenantId $Sandbox.Consumer.TenantId
    $file = $app | Export-ImageShare -Path "$folder/share.json" -Passphrase $passphrase
    $null = Connect-Side Consumer
    $share = Import-ImageShare $file -Passphrase $passphrase
}

AfterAll { [System.IO.Directory]::Delete($folder, $true) }

Describe 'A VM with an app' {
    It 'is refused when the app is not approved' {
        $refusal = Get-Refusal { $share | New-SharedImageVM @machine }

        $refusal.FullyQualifiedErrorId | Should -BeLike 'AADSTS700016,*'
        $refusal.CategoryInfo.Category | Should -Be 'AuthenticationError'
        $refusal.TargetObject | Should -Be $app.ApplicationId
    }

    It 'is refused when the app may not read the gallery' {
        $null = $share | Approve-GalleryShareApp -ResourceGroupName $Sandbox.Consumer.ResourceGroupName
        $refusal = Get-Refusal { $share | New-SharedImageVM @machine }

        $refusal.FullyQualifiedErrorId | Should -BeLike 'LinkedAuthorizationFailed,*'
        $refusal.CategoryInfo.Category | Should -Be 'PermissionDenied'
        "$refusal" | Should -BeLike '*does not have permission*'
    }

    It 'is refused where the image has no replica' {
        $null = Connect-Side Publisher
        $null = $app | Grant-GalleryReader -ResourceId ($Sandbox.Publisher.ImageId -replace '/images/.*')
        $null = Connect-Side Consumer
        $refusal = Get-Refusal { $share | New-SharedImageVM @machine -Location japaneast }

        $refusal.FullyQualifiedErrorId | Should -BeLike 'GalleryImageNotFound,*'
        $refusal.CategoryInfo.Category | Should -Be 'ObjectNotFound'
    }

    It 'is refused when the secret is none that the app has' {
        $null = Connect-Side Publisher
        Remove-GalleryShareAppCredential -ApplicationId $app.ApplicationId -KeyId $app.Credentials[0].KeyId -Force
        $null = Connect-Side Consumer
        # As in a session that begins now: this one still has tokens of the app.
        $refusal = Get-Refusal { Import-ImageShare $file -Passphrase $passphrase | New-SharedImageVM @machine }

        $refusal.FullyQualifiedErrorId | Should -BeLike 'AADSTS7000215,*'
        $refusal.CategoryInfo.Category | Should -Be 'AuthenticationError'
    }
}

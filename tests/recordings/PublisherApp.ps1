# The publisher's app, shared, approved, and a VM built with it. Recorded with a secret: a certificate's proof names the address it goes to.
BeforeAll {
    . "$PSScriptRoot/../common.ps1"
    $WarningPreference = 'SilentlyContinue'
    $folder = New-Folder
    $passphrase = [System.Net.NetworkCredential]::new('', 'correct horse battery staple').SecurePassword
    $gallery = $Sandbox.Publisher.ImageId -replace '/images/.*'
}

AfterAll { [System.IO.Directory]::Delete($folder, $true) }

Describe 'An app of the publisher' {
    It 'is made, and reads the gallery' {
        $null = Connect-Side Publisher
        $script:file = Get-GalleryImage -ResourceId $Sandbox.Publisher.ImageId -Version latest |
            New-GalleryShareApp -DisplayName 'Recorded Fabrikam' -ConsumerTenantId $Sandbox.Consumer.TenantId |
            Grant-GalleryReader | Export-ImageShare -Path "$folder/share.json" -Passphrase $passphrase
        $readers = Get-GalleryReader -ResourceId $gallery

        $readers | Should -HaveCount 1
        $readers.DisplayName | Should -Be 'Recorded Fabrikam'
    }

    It 'is approved, and may build in the resource group' {
        $null = Connect-Side Consumer
        $script:share = Import-ImageShare $file -Passphrase $passphrase
        $approved = $share | Approve-GalleryShareApp -ResourceGroupName $Sandbox.Consumer.ResourceGroupName

        $approved.TenantId, $approved.AppTenantId | Should -Be $Sandbox.Consumer.TenantId, $Sandbox.Publisher.TenantId
    }

    It 'builds a VM with a network of its own' {
        $machine = @{
            Name = 'vm-recorded'; ResourceGroupName = $Sandbox.Consumer.ResourceGroupName
            Size = 'Standard_B2s'; Credential = New-Credential 'operator' 'Correct-Horse-42'
        }
        $vm = $share | New-SharedImageVM @machine

        $vm.ProvisioningState | Should -Be 'Succeeded'
        $vm.ImageId | Should -Be $Sandbox.Publisher.ImageVersionId
    }
}

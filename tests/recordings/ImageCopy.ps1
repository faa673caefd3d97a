# The consumer copies a shared image into a gallery of its own, and adds a region to the copy.
BeforeAll {
    . "$PSScriptRoot/../common.ps1"
    $WarningPreference = 'SilentlyContinue'
    $folder = New-Folder
    $passphrase = [System.Net.NetworkCredential]::new('', 'correct horse battery staple').SecurePassword
    $consumer = $Sandbox.Consumer
}

AfterAll { [System.IO.Directory]::Delete($folder, $true) }

Describe 'A copy' {
    It 'is made in a gallery of the consumer' {
        $null = Connect-Side Publisher
        $file = Get-GalleryImage -ResourceId $Sandbox.Publisher.ImageId -Version latest |
            New-GalleryShareApp -DisplayName 'Recorded copy' -ConsumerTenantId $consumer.TenantId |
            Grant-GalleryReader | Export-ImageShare -Path "$folder/share.json" -Passphrase $passphrase
        $null = Connect-Side Consumer
        $share = Import-ImageShare $file -Passphrase $passphrase
        $null = $share | Approve-GalleryShareApp -ResourceGroupName $consumer.ResourceGroupName
        $null = Grant-SharedImageBuilder -ApplicationId $share.ApplicationId -ResourceGroupName $consumer.ResourceGroupName `
            -RoleDefinitionName 'Compute Gallery Artifacts Publisher'
        $script:copy = $share | Copy-SharedImage -GalleryName recorded_copies -ResourceGroupName $consumer.ResourceGroupName -ImageName ubuntu-server

        $copy.ReplicationState | Should -Be 'Completed'
        $copy.TenantId | Should -Be $consumer.TenantId
    }

    It 'gets another region' {
        $null = Connect-Side Consumer
        $wider = $copy | Update-GalleryImageRegion -AddRegion japaneast

        $wider.Regions | Should -Contain 'japaneast'
    }
}

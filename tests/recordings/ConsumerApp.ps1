# The consumer's app, backed by its managed identity: asked for, approved and let in by the publisher.
BeforeAll {
    . "$PSScriptRoot/../common.ps1"
    $WarningPreference = 'SilentlyContinue'
    $folder = New-Folder
    $gallery = $Sandbox.Publisher.ImageId -replace '/images/.*'
}

AfterAll { [System.IO.Directory]::Delete($folder, $true) }

Describe 'An app of the consumer' {
    It 'is asked for' {
        $null = Connect-Side Consumer
        $script:app = New-GalleryShareApp -DisplayName 'Images from Contoso' -ManagedIdentity $Sandbox.Consumer.ManagedIdentityId
        $script:file = $app | Export-ImageShare -Path "$folder/request.json"

        $app.AppTenantId | Should -Be $Sandbox.Consumer.TenantId
        $app.Credentials[0].Subject | Should -Be $Sandbox.Consumer.ManagedIdentityObjectId
    }

    It 'is approved by the publisher, and reads the gallery' {
        $null = Connect-Side Publisher
        $answer = Import-ImageShare $file | Approve-GalleryShareApp | Grant-GalleryReader -ResourceId $gallery |
            Export-ImageShare -Path "$folder/share.json"
        $share = Import-ImageShare $answer
        $readers = Get-GalleryReader -ResourceId $gallery

        $share.ApplicationId | Should -Be $app.ApplicationId
        $readers.DisplayName | Should -Be 'Images from Contoso'
    }
}

# A gallery made for it is opened to everyone, and closed again.
BeforeAll {
    . "$PSScriptRoot/../common.ps1"
    $WarningPreference = 'SilentlyContinue'
    $gallery = @{ ResourceGroupName = $Sandbox.Publisher.ResourceGroupName; GalleryName = 'recorded_community' }
    $terms = @{ PublisherUri = 'https://contoso.example'; PublisherContact = 'images@contoso.example'; Eula = 'https://contoso.example/terms' }
}

Describe 'A community gallery' {
    It 'is opened to everyone' {
        $null = Connect-Side Publisher
        $null = Grant-GalleryDirectAccess @gallery -Location $Sandbox.Publisher.Location -ConsumerTenantId $Sandbox.Consumer.TenantId
        $null = Revoke-GalleryDirectAccess @gallery -All -Force
        $script:open = Enable-CommunityGallery @gallery @terms -PublicNamePrefix recorded -Confirm:$false

        "$($open.Permission)" | Should -Be 'Community'
        $open.PublicGalleryName | Should -BeLike 'recorded-*'
    }

    It 'is found by its public name in another tenant' {
        $null = Connect-Side Consumer
        $found = Get-Refusal { Get-SharedImage -PublicGalleryName $open.PublicGalleryName -Location $Sandbox.Publisher.Location }

        $found | Should -BeNullOrEmpty
    }

    It 'is closed' {
        $null = Connect-Side Publisher
        $closed = Disable-CommunityGallery @gallery -PassThru -Confirm:$false

        "$($closed.Permission)" | Should -Be 'Private'
    }
}

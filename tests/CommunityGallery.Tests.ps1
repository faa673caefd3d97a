BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $publisher = $Sandbox.Publisher
    $null = Connect-Side Publisher
    $info = @{ PublicNamePrefix = 'contoso'; PublisherUri = 'https://contoso.example'; PublisherContact = 'a@contoso.example'; Eula = 'https://contoso.example/terms' }

    # A private gallery of its own, without images.
    function New-PrivateGallery {
        $made = Grant-GalleryDirectAccess $publisher.ResourceGroupName (New-Name gal).Replace('-', '_') -Location westeurope -ConsumerTenantId ([guid]::NewGuid())
        $made | Revoke-GalleryDirectAccess -ConsumerTenantId @() -All -Force -PassThru -WarningAction SilentlyContinue
    }
}

Describe 'Enable-CommunityGallery' {
    It 'opens a gallery and gives its public name' {
        $gallery = New-PrivateGallery | Enable-CommunityGallery @info -Confirm:$false -WarningAction SilentlyContinue

        $gallery | Should -BeOfType ImageShare.Model.CommunityGallery
        $gallery.Enabled | Should -BeTrue
        $gallery.Permission | Should -Be 'Community'
        $gallery.PublicGalleryName | Should -BeLike 'contoso-*'
        $gallery.PublisherContact | Should -Be 'a@contoso.example'
        $gallery | Disable-CommunityGallery -Confirm:$false -WarningAction SilentlyContinue
    }

    It 'warns that it is public, and finds on a second run that it is open' {
        $private = New-PrivateGallery
        $warned = Get-Said Warning { $script:first = $private | Enable-CommunityGallery @info -Confirm:$false }
        $said = Get-Said Verbose { $script:second = $private | Enable-CommunityGallery -Confirm:$false }

        "$warned" | Should -BeLike '*Everyone in Azure will be able to see and use*'
        $second.PublicGalleryName | Should -Be $first.PublicGalleryName
        @($said | Where-Object { $_ -like '*is open to everyone already.' }) | Should -HaveCount 1
        $first | Disable-CommunityGallery -Confirm:$false -WarningAction SilentlyContinue
    }

    It 'changes nothing under -WhatIf, and shows the plan with -PassThru' {
        $private = New-PrivateGallery
        $private | Enable-CommunityGallery @info -WhatIf -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        $planned = $private | Enable-CommunityGallery @info -WhatIf -PassThru -WarningAction SilentlyContinue
        $planned.ProvisioningState | Should -Be 'Planned'
        $planned.Enabled | Should -BeFalse
        $closed = $private | Disable-CommunityGallery -PassThru -Confirm:$false
        $closed.Permission | Should -Be 'Private'
    }

    It 'refuses <What>' -ForEach @(
        @{ What = 'a gallery without a publisher'; Parameters = @{ Eula = $null; PublisherUri = $null }; Code = 'CommunityInfoRequired'; Category = 'InvalidArgument' }
        @{ What = 'a short prefix'; Parameters = @{ PublicNamePrefix = 'con' }; Code = 'InvalidPublicNamePrefix'; Category = 'InvalidArgument' }
        @{ What = 'a contact that is no e-mail address'; Parameters = @{ PublisherContact = 'call us' }; Code = 'InvalidPublisherContact'; Category = 'InvalidArgument' }
        @{ What = 'a website that is none'; Parameters = @{ PublisherUri = 'contoso' }; Code = 'InvalidPublisherUri'; Category = 'InvalidArgument' }
        @{ What = 'a signature in a public link'; Parameters = @{ Eula = 'https://c.blob.example/terms.txt?sv=1&sig=abc' }; Code = 'SecretInPublicText'; Category = 'SecurityError' }
    ) {
        $arguments = $info.Clone()
        foreach ($name in $Parameters.Keys) {
            if ($null -eq $Parameters[$name]) { $arguments.Remove($name) } else { $arguments[$name] = $Parameters[$name] }
        }
        $refusal = Get-Refusal { New-PrivateGallery | Enable-CommunityGallery @arguments -Confirm:$false }

        $refusal.FullyQualifiedErrorId | Should -Be "$Code,ImageShare.Commands.EnableCommunityGalleryCommand"
        $refusal.CategoryInfo.Category | Should -Be $Category
        "$refusal" | Should -Not -BeLike '*sig=abc*'
    }

    It 'refuses a gallery that is made for direct sharing' {
        $refusal = Get-Refusal {
            Enable-CommunityGallery $publisher.ResourceGroupName $publisher.GalleryName @info -Confirm:$false
        }
        $refusal.FullyQualifiedErrorId | Should -Be 'GalleryIsForDirectShare,ImageShare.Commands.EnableCommunityGalleryCommand'
        $refusal.ErrorDetails.RecommendedAction | Should -BeLike '*Revoke-GalleryDirectAccess -All*'
    }
}

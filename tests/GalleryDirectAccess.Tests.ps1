BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $publisher = $Sandbox.Publisher
    $null = Connect-Side Publisher
    $gallery = @{ ResourceGroupName = $publisher.ResourceGroupName; GalleryName = $publisher.GalleryName }
    $galleryId = $publisher.ImageId.Substring(0, $publisher.ImageId.IndexOf('/images/'))

    # Consumers that are nobody: what is really shared would show in other files.
    function New-Id { [guid]::NewGuid().ToString() }

    # A gallery of its own, made for direct sharing and without images.
    function New-DirectGallery {
        Grant-GalleryDirectAccess $publisher.ResourceGroupName (New-Name gal).Replace('-', '_') -Location westeurope -ConsumerTenantId (New-Id)
    }
}

Describe 'Grant-GalleryDirectAccess' {
    It 'shares with subscriptions and tenants and reads it back' {
        $subscription, $tenant = (New-Id), (New-Id)
        $access = Grant-GalleryDirectAccess @gallery -ConsumerSubscriptionId $subscription -ConsumerTenantId $tenant

        $access | Should -BeOfType ImageShare.Model.GalleryDirectAccess
        $access.Permission | Should -Be 'Groups'
        $access.ResourceId | Should -Be $galleryId
        $access.UniqueName | Should -Be "$($publisher.SubscriptionId)-$($publisher.GalleryName.ToUpper())"
        $access.ConsumerSubscriptionIds | Should -Contain $subscription
        $access.ConsumerTenantIds | Should -Contain $tenant
        $access.ProvisioningState | Should -Be 'Succeeded'
        Revoke-GalleryDirectAccess @gallery -ConsumerSubscriptionId $subscription -ConsumerTenantId $tenant -WarningAction SilentlyContinue
    }

    It 'finds on a second run that all is done' {
        $made = New-DirectGallery
        $said = Get-Said Verbose { $script:again = $made | Grant-GalleryDirectAccess -ConsumerTenantId $made.ConsumerTenantIds }

        $again.ConsumerTenantIds | Should -Be $made.ConsumerTenantIds
        @($said | Where-Object { $_ -like '*is shared with all of them already.' }) | Should -HaveCount 1
    }

    It 'takes images and the rows of a list, and changes each gallery once' {
        $made = New-DirectGallery
        $ids = (New-Id), (New-Id)
        $rows = foreach ($id in $ids) {
            [pscustomobject]@{ ResourceGroupName = $made.ResourceGroupName; GalleryName = $made.GalleryName; ConsumerSubscriptionId = $id; ConsumerTenantId = '' }
        }
        $access = @($rows | Grant-GalleryDirectAccess)
        $access | Should -HaveCount 1
        foreach ($id in $ids) { $access.ConsumerSubscriptionIds | Should -Contain $id }

        $planned = @(Get-GalleryImage @gallery | Grant-GalleryDirectAccess -ConsumerTenantId (New-Id) -WhatIf -PassThru)
        $planned | Should -HaveCount 1
        $planned.GalleryName | Should -Be $publisher.GalleryName
    }

    It 'changes nothing under -WhatIf, and shows the plan with -PassThru' {
        $id = New-Id
        Grant-GalleryDirectAccess @gallery -ConsumerTenantId $id -WhatIf | Should -BeNullOrEmpty
        $planned = Grant-GalleryDirectAccess @gallery -ConsumerTenantId $id -WhatIf -PassThru
        $planned.ProvisioningState | Should -Be 'Planned'
        $planned.ConsumerTenantIds | Should -Contain $id

        $left = Revoke-GalleryDirectAccess @gallery -ConsumerTenantId $id -PassThru
        $left.ConsumerTenantIds | Should -Not -Contain $id
    }

    It 'refuses <What>' -ForEach @(
        @{ What = 'a gallery that is not there'; Parameters = @{ GalleryName = 'nowhere' }; Code = 'GalleryNotFound'; Category = 'ObjectNotFound'; Fix = '*-Location REGION*' }
        @{ What = 'a name that no gallery has'; Parameters = @{ GalleryName = 'a/b' }; Code = 'InvalidResourceId'; Category = 'InvalidArgument'; Fix = '*' }
        @{ What = 'to share with nobody'; Parameters = @{ ConsumerTenantId = @() }; Code = 'ConsumerRequired'; Category = 'InvalidArgument'; Fix = '*-ConsumerTenantId*' }
    ) {
        $arguments = $gallery.Clone()
        $arguments.ConsumerTenantId = New-Id
        foreach ($name in $Parameters.Keys) { $arguments[$name] = $Parameters[$name] }
        $refusal = Get-Refusal { Grant-GalleryDirectAccess @arguments }

        $refusal.FullyQualifiedErrorId | Should -Be "$Code,ImageShare.Commands.GrantGalleryDirectAccessCommand"
        $refusal.CategoryInfo.Category | Should -Be $Category
        "$($refusal.ErrorDetails.RecommendedAction)" | Should -BeLike $Fix
    }
}

Describe 'Revoke-GalleryDirectAccess' {
    It 'takes back what is there, writes nothing, and passes over what is not' {
        $made = New-DirectGallery
        $made | Revoke-GalleryDirectAccess -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        $said = Get-Said Verbose { $script:left = $made | Revoke-GalleryDirectAccess -PassThru }

        $left.ConsumerTenantIds | Should -BeNullOrEmpty
        $left.Permission | Should -Be 'Groups'
        @($said | Where-Object { $_ -like '*is shared with none of them.' }) | Should -HaveCount 1
    }

    It 'with -All makes the gallery private for good, and asks' {
        $made = New-DirectGallery
        $refusal = Get-Refusal { Revoke-GalleryDirectAccess -ResourceId $made.ResourceId -All }
        $refusal.FullyQualifiedErrorId | Should -Be 'ConfirmationNeeded,ImageShare.Commands.RevokeGalleryDirectAccessCommand'

        $left = Revoke-GalleryDirectAccess -ResourceId $made.ResourceId -All -Force -PassThru -WarningAction SilentlyContinue
        $left.Permission | Should -Be 'Private'
        $refusal = Get-Refusal { Grant-GalleryDirectAccess -ResourceId $made.ResourceId -ConsumerTenantId (New-Id) }
        $refusal.FullyQualifiedErrorId | Should -Be 'DirectShareNotEnabled,ImageShare.Commands.GrantGalleryDirectAccessCommand'
        $refusal.CategoryInfo.Category | Should -Be 'InvalidOperation'
        $refusal.TargetObject | Should -Be $made.ResourceId
        $refusal.ErrorDetails.RecommendedAction | Should -BeLike '*New-GalleryShareApp*'
    }

    It 'refuses -All together with names, and neither' {
        foreach ($arguments in @{ All = $true; ConsumerTenantId = New-Id }, @{}) {
            $refusal = Get-Refusal { Revoke-GalleryDirectAccess @gallery @arguments }
            $refusal.FullyQualifiedErrorId | Should -Be 'ConsumerRequired,ImageShare.Commands.RevokeGalleryDirectAccessCommand'
        }
    }
}

BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $publisher = $Sandbox.Publisher
    $consumer = $Sandbox.Consumer
    $gallery = $publisher.ImageId -replace '/images/.*'
    $null = Connect-Side Publisher
}

Describe 'Get-MarketplaceOffer' {
    It 'lists the VM offers over all pages, and no other products' {
        (Get-MarketplaceOffer).Offer | Should -Be 'contoso-server', 'contoso-draft', 'contoso-appliance'
    }

    It 'shows plans, audiences and where it is published' {
        $offer = Get-MarketplaceOffer contoso-server

        $offer | Should -BeOfType ImageShare.Model.MarketplaceOffer
        $offer.Plans.Name | Should -Be 'standard', 'partners'
        $offer.Plans[1].Private | Should -BeTrue
        $offer.Plans[0].Versions | Should -Contain '1.0.0'
        $offer.Live | Should -Be 'Succeeded'
    }

    It 'says that there is no such offer' {
        $refusal = Get-Refusal { Get-MarketplaceOffer nothing }

        $refusal.FullyQualifiedErrorId | Should -BeLike 'MarketplaceOfferNotFound,*'
        $refusal.CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $refusal.TargetObject | Should -Be 'nothing'
    }

    It 'tells an app that Partner Center does not know how to be let in' {
        $null = Connect-Side Consumer
        $refusal = Get-Refusal { Get-MarketplaceOffer }
        $null = Connect-Side Publisher

        $refusal.FullyQualifiedErrorId | Should -BeLike 'PartnerCenterDenied,*'
        $refusal.CategoryInfo.Category | Should -Be 'PermissionDenied'
    }
}

Describe 'From a gallery to a private plan' {
    It 'lets the two principals of Microsoft read the gallery, once' {
        $readers = Grant-GalleryReader -MarketplacePublishing -ResourceId $gallery
        $again = Grant-GalleryReader -MarketplacePublishing -ResourceId $gallery

        $readers.DisplayName | Should -Be 'Microsoft Partner Center Resource Provider', 'Compute Image Registry'
        $again.RoleAssignmentId | Should -Be $readers.RoleAssignmentId
        (Test-MarketplaceImage $publisher.ImageVersionId | Where-Object Name -like '* reads').Outcome | Should -Be 'Passed', 'Passed'
    }

    It 'plans a version under -WhatIf, and refuses one without a number' {
        Add-MarketplaceImageVersion contoso-server standard $publisher.ImageVersionId -WhatIf | Should -BeNullOrEmpty
        (Get-Refusal { Add-MarketplaceImageVersion contoso-server standard $publisher.ImageId }).FullyQualifiedErrorId | Should -BeLike 'InvalidImageVersionId,*'
    }

    It 'adds a version to the draft when the roles are in force, and not twice' {
        $until = [DateTime]::UtcNow.AddSeconds(15)
        while ($true) {
            try { $job = Add-MarketplaceImageVersion contoso-server standard $publisher.ImageVersionId -Wait -ErrorAction Stop; break }
            catch { if ([DateTime]::UtcNow -gt $until) { throw } }
        }

        $job.Result | Should -Be 'Succeeded'
        Add-MarketplaceImageVersion contoso-server standard $publisher.ImageVersionId | Should -BeNullOrEmpty
        (Get-MarketplaceOffer contoso-server).Plans[0].Versions | Should -Be '1.0.0', '1.1.0'
    }

    It 'refuses another image under a number that is taken' {
        $refusal = Get-Refusal { Add-MarketplaceImageVersion contoso-server standard ($publisher.ImageId + '/versions/1.0.0') -Version 1.1.0 }

        $refusal.FullyQualifiedErrorId | Should -BeLike 'MarketplaceVersionExists,*'
        $refusal.CategoryInfo.Category | Should -Be 'ResourceExists'
    }

    It 'publishes to preview, one submission at a time, and then to everyone' {
        $job = Publish-MarketplaceOffer contoso-server Preview
        $refusal = Get-Refusal { Publish-MarketplaceOffer contoso-server Preview }
        $until = [DateTime]::UtcNow.AddSeconds(15)
        while ((Get-MarketplaceOffer contoso-server).Preview -ne 'Succeeded' -and [DateTime]::UtcNow -lt $until) { [System.Threading.Thread]::Sleep(100) }
        $live = Publish-MarketplaceOffer contoso-server Live -Wait

        $job.Status | Should -Be 'Running'
        $refusal.FullyQualifiedErrorId | Should -BeLike 'MarketplaceSubmissionRunning,*'
        $refusal.CategoryInfo.Category | Should -Be 'ResourceBusy'
        $live.Result | Should -Be 'Succeeded'
    }

    It 'opens the private plan to a subscription at once, and the consumer builds with no second token' {
        $job = Set-MarketplacePlanAudience contoso-server partners -SubscriptionId $consumer.SubscriptionId -Add -Label Fabrikam -Wait
        $again = Set-MarketplacePlanAudience contoso-server partners -SubscriptionId $consumer.SubscriptionId -Add
        $null = Connect-Side Consumer
        $vm = New-SharedImageVM (New-Name p) $consumer.ResourceGroupName -Publisher contoso -Offer contoso-server -Sku partners -AcceptMarketplaceTerms -Credential (New-Credential 'azureuser' 'Long-enough-1234')
        $null = Connect-Side Publisher
        $null = Set-MarketplacePlanAudience contoso-server partners -SubscriptionId ([guid]::NewGuid().ToString()) -Wait

        $job.Result | Should -Be 'Succeeded'
        $again | Should -BeNullOrEmpty
        $vm.ProvisioningState | Should -Be 'Succeeded'
    }

    It 'gives no audience to a public plan' {
        $refusal = Get-Refusal { Set-MarketplacePlanAudience contoso-server standard -SubscriptionId $consumer.SubscriptionId }

        $refusal.FullyQualifiedErrorId | Should -BeLike 'MarketplacePlanIsPublic,*'
        $refusal.TargetObject | Should -Be 'contoso-server/standard'
    }
}

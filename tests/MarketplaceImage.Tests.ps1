BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $consumer = $Sandbox.Consumer
    $publisher = $Sandbox.Publisher
    $plan = @{ Publisher = 'contoso'; Offer = 'contoso-server'; Sku = 'standard' }
    $credential = New-Credential 'azureuser' 'Long-enough-1234'
}

Describe 'Approve-MarketplaceImage' {
    BeforeAll { $null = Connect-Side Consumer }

    It 'shows the plan of it and changes nothing under -WhatIf' {
        Approve-MarketplaceImage @plan -SubscriptionId $consumer.SubscriptionId -WhatIf | Should -BeNullOrEmpty
        $terms = Approve-MarketplaceImage @plan -SubscriptionId $consumer.SubscriptionId -WhatIf -PassThru

        $terms | Should -BeOfType ImageShare.Model.MarketplaceAgreement
        $terms.LicenseTextLink | Should -BeLike 'https://*'
        $terms.PriceLink | Should -BeLike '*contoso.contoso-server*'
    }

    It 'accepts, once' {
        $first = Approve-MarketplaceImage @plan -SubscriptionId $consumer.SubscriptionId
        $said = Get-Said Verbose { $null = Approve-MarketplaceImage @plan -SubscriptionId $consumer.SubscriptionId }

        $first.Accepted | Should -BeTrue
        ($said -join ' ') | Should -BeLike '*already*'
    }

    It 'builds from the plan then' {
        $name = New-Name m
        $vm = New-SharedImageVM $name $consumer.ResourceGroupName @plan -Credential $credential

        $vm.ProvisioningState | Should -Be 'Succeeded'
        $vm.ImageId | Should -Be 'contoso:contoso-server:standard:latest'
        $said = Get-Said Verbose { $script:again = New-SharedImageVM $name $consumer.ResourceGroupName @plan -Credential $credential }
        $again.Id | Should -Be $vm.Id
        "$said" | Should -BeLike '*there already, built from this image*'
    }

    It 'says of a private plan who must open it' {
        $refusal = Get-Refusal {
            New-SharedImageVM (New-Name m) $consumer.ResourceGroupName -Publisher contoso -Offer contoso-server -Sku partners -AcceptMarketplaceTerms -Credential $credential
        }

        $refusal.FullyQualifiedErrorId | Should -BeLike 'MarketplacePurchaseEligibilityFailed,*'
        $refusal.CategoryInfo.Category | Should -Be 'PermissionDenied'
        $refusal.ErrorDetails.RecommendedAction | Should -BeLike '*Set-MarketplacePlanAudience*'
    }

    It 'refuses an image that carries no plan' {
        $null = Connect-Side Publisher
        $refusal = Get-Refusal { Get-GalleryImage -ResourceId $publisher.ImageId | Approve-MarketplaceImage }

        $refusal.FullyQualifiedErrorId | Should -BeLike 'ImageHasNoPlan,*'
        $refusal.TargetObject | Should -Be $publisher.ImageId
    }
}

Describe 'Test-MarketplaceImage' {
    BeforeAll { $null = Connect-Side Publisher }

    It 'gives one result for each rule, and says which cannot be seen from outside' {
        $checks = Test-MarketplaceImage $publisher.ImageVersionId

        $checks[0] | Should -BeOfType ImageShare.Model.MarketplaceImageCheck
        ($checks | Where-Object Name -eq 'Generalized').Outcome | Should -Be 'Passed'
        @($checks | Where-Object Outcome -eq NotChecked).Count | Should -BeGreaterThan 2
        foreach ($check in $checks | Where-Object Outcome -ne Passed) { $check.Fix | Should -Not -BeNullOrEmpty }
    }

    It 'fails a specialized image' {
        $check = Test-MarketplaceImage ($publisher.ImageId -replace 'ubuntu-server', 'appliance') | Where-Object Name -eq Generalized

        $check.Outcome | Should -Be 'Failed'
    }

    It 'refuses the id of a gallery' {
        (Get-Refusal { Test-MarketplaceImage ($publisher.ImageId -replace '/images/.*') }).FullyQualifiedErrorId | Should -BeLike 'InvalidResourceId,*'
    }
}

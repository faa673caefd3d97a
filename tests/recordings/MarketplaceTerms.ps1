# A plan whose terms nobody in the subscription has accepted: refused, accepted, and found accepted.
BeforeAll {
    . "$PSScriptRoot/../common.ps1"
    $WarningPreference = 'SilentlyContinue'
    $consumer = $Sandbox.Consumer
    $plan = @{ Publisher = 'contoso'; Offer = 'contoso-server'; Sku = 'standard' }
}

Describe 'The terms of a plan' {
    It 'must be accepted before a VM' {
        $null = Connect-Side Consumer
        $machine = @{
            Name = 'vm-refused'; ResourceGroupName = $consumer.ResourceGroupName; SubscriptionId = $consumer.SubscriptionId
            Size = 'Standard_B2s'; NoPublicIp = $true; Credential = New-Credential 'operator' 'Correct-Horse-42'
        }
        $refusal = Get-Refusal { New-SharedImageVM @machine @plan }

        $refusal.FullyQualifiedErrorId | Should -BeLike 'MarketplaceTermsNotAccepted,*'
        $refusal.ErrorDetails.RecommendedAction | Should -BeLike '*Approve-MarketplaceImage*'
    }

    It 'are accepted once' {
        $first = Approve-MarketplaceImage @plan -SubscriptionId $consumer.SubscriptionId
        $said = Get-Said Verbose { $null = Approve-MarketplaceImage @plan -SubscriptionId $consumer.SubscriptionId }

        $first.Accepted | Should -BeTrue
        "$said" | Should -BeLike '*are accepted in subscription*already*'
    }
}

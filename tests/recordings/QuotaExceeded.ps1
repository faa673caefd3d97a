# Recorded in a subscription that may have no core: the VM is refused, and what was made for it is taken back.
BeforeAll {
    . "$PSScriptRoot/../common.ps1"
    $WarningPreference = 'SilentlyContinue'
    $consumer = $Sandbox.Consumer
}

Describe 'A VM beyond the quota' {
    It 'is refused' {
        $null = Connect-Side Consumer
        $machine = @{
            Name = 'vm-refused'; ResourceGroupName = $consumer.ResourceGroupName; SubscriptionId = $consumer.SubscriptionId
            Size = 'Standard_B2s'; NoPublicIp = $true; Credential = New-Credential 'operator' 'Correct-Horse-42'
        }
        $refusal = Get-Refusal { New-SharedImageVM @machine -Publisher contoso -Offer contoso-server -Sku standard -AcceptMarketplaceTerms }

        $refusal.FullyQualifiedErrorId | Should -BeLike 'OperationNotAllowed,*'
        $refusal.CategoryInfo.Category | Should -Be 'QuotaExceeded'
        "$refusal" | Should -BeLike '*quota*'
    }
}

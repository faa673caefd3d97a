# The publisher delegates the gallery's resource group; the consumer builds as itself.
BeforeAll {
    . "$PSScriptRoot/../common.ps1"
    $WarningPreference = 'SilentlyContinue'
}

Describe 'A delegation' {
    It 'is made, and is effective' {
        $null = Connect-Side Publisher
        $made = New-LighthouseDelegation -ResourceGroupName $Sandbox.Publisher.ResourceGroupName -ManagedByTenantId $Sandbox.Consumer.TenantId `
            -PrincipalId $Sandbox.Consumer.AdminObjectId -PrincipalDisplayName 'Operators' -OfferName 'Recorded images'

        $made.Effective | Should -BeTrue
        $made.Authorizations.RoleDefinitionName | Should -Contain 'Reader'
    }

    It 'lets the consumer build' {
        $null = Connect-Side Consumer
        $image = $Sandbox.Publisher.ImageId.Split('/')[-1]
        $vm = Get-SharedImage $image | New-SharedImageVM -Name 'vm-delegated' -ResourceGroupName $Sandbox.Consumer.ResourceGroupName `
            -SubscriptionId $Sandbox.Consumer.SubscriptionId -Size Standard_B2s -NoPublicIp -Credential (New-Credential 'operator' 'Correct-Horse-42')

        $vm.ProvisioningState | Should -Be 'Succeeded'
        $vm.ImageId | Should -BeLike "$($Sandbox.Publisher.ImageId)*"
    }

    It 'ends' {
        $null = Connect-Side Publisher
        Get-LighthouseDelegation 'Recorded images' | Remove-LighthouseDelegation -Confirm:$false

        Get-LighthouseDelegation 'Recorded images' | Should -BeNullOrEmpty
    }
}

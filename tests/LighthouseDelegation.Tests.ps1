BeforeAll {
    . "$PSScriptRoot/common.ps1"

    $publisher = $Sandbox.Publisher
    $consumer = $Sandbox.Consumer

    function Connect-Company($Company) {
        $secret = [System.Net.NetworkCredential]::new('', $Company.AdminSecret).SecurePassword
        $credential = [System.Management.Automation.PSCredential]::new($Company.AdminApplicationId, $secret)
        Connect-ImageShare -ServicePrincipal -Credential $credential -TenantId $Company.TenantId -Environment $Sandbox.Environment
    }

    function Wait-Until([scriptblock] $Condition) {
        for ($try = 0; $try -lt 120; $try++) {
            if ($found = & $Condition) { return $found }
            [System.Threading.Thread]::Sleep(250)
        }
        throw "Not within 30 s: $Condition"
    }

    $owner = Connect-Company $publisher
    $reader = Connect-Company $consumer
    $imageName = $publisher.ImageId.Split('/')[-1]
    $delegation = @{
        ResourceGroupName = $publisher.ResourceGroupName
        ManagedByTenantId = $consumer.TenantId
        PrincipalId       = $consumer.AdminObjectId
        OfferName         = 'Shared images'
        Context           = $owner
    }
    $folder = [System.IO.Directory]::CreateTempSubdirectory().FullName
}

AfterAll {
    Get-LighthouseDelegation -Context $owner | Remove-LighthouseDelegation -Context $owner -Confirm:$false
    Disconnect-ImageShare
    [System.IO.Directory]::Delete($folder, $true)
}

Describe 'New-LighthouseDelegation' {
    It 'plans under -WhatIf and changes nothing' {
        $planned = New-LighthouseDelegation @delegation -WhatIf -PassThru
        $planned.ProvisioningState | Should -Be 'Planned'
        Get-LighthouseDelegation -Context $owner | Should -BeNullOrEmpty
    }

    It 'registers the provider, delegates, and waits until it is effective' {
        $made = New-LighthouseDelegation @delegation -PrincipalDisplayName 'Operators'
        $made.Effective | Should -BeTrue
        $made.Direction | Should -Be 'Given'
        $made.Authorizations.RoleDefinitionName | Should -Be @('Reader', 'Managed Services Registration assignment Delete Role')
    }

    It 'is idempotent' {
        $again = New-LighthouseDelegation @delegation -PrincipalDisplayName 'Operators'
        @(Get-LighthouseDelegation -Context $owner).Count | Should -Be 1
        $again.Id | Should -Be (Get-LighthouseDelegation -Context $owner).Id
    }

    It 'refuses <Code>' -ForEach @(
        @{ Code = 'RoleNotDelegable'; Extra = @{ RoleDefinitionName = 'Owner' } }
        @{ Code = 'RoleNotDelegable'; Extra = @{ RoleDefinitionName = 'Storage Blob Data Reader' } }
        @{ Code = 'DelegatedRolesRequired'; Extra = @{ RoleDefinitionName = 'User Access Administrator' } }
        @{ Code = 'EligibleDurationOutOfRange'; Extra = @{ EligibleRoleDefinitionName = 'Contributor'; EligibleMaximumDuration = '00:10:00' } }
    ) {
        { New-LighthouseDelegation @delegation @Extra -ErrorAction Stop } | Should -Throw -ErrorId "$Code,*"
    }

    It 'refuses the own tenant' {
        $own = $delegation.Clone()
        $own.ManagedByTenantId = $publisher.TenantId
        { New-LighthouseDelegation @own -ErrorAction Stop } | Should -Throw -ErrorId 'ManagedByOwnTenant,*'
    }
}

Describe 'The consumer' {
    It 'sees the delegation from the other side' {
        $received = Wait-Until { Get-LighthouseDelegation -Context $reader }
        $received.Direction | Should -Be 'Received'
        $received.TenantId | Should -Be $publisher.TenantId
    }

    It 'finds the images' {
        $image = Wait-Until { Get-SharedImage $imageName -Context $reader }
        $image.ImageId | Should -Be $publisher.ImageId
        $image.TenantId | Should -Be $publisher.TenantId
    }

    It 'is not told to drop a delegation that serves other images' {
        { Get-SharedImage $imageName -Context $reader |
            New-SharedImageVM -Name vm-kept -ResourceGroupName $consumer.ResourceGroupName -GenerateSshKey -RemoveDelegation -Context $reader -WhatIf -ErrorAction Stop } |
            Should -Throw -ErrorId 'DelegationInUse,*'
    }

    It 'builds with its own token, and ends the delegation' {
        $vm = Get-SharedImage $imageName -Context $reader |
            New-SharedImageVM -Name vm-lighthouse -ResourceGroupName $consumer.ResourceGroupName -Credential (
                [System.Management.Automation.PSCredential]::new('azureuser', [System.Net.NetworkCredential]::new('', 'Correct-Horse-7').SecurePassword)
            ) -RemoveDelegation -Force -Context $reader
        $vm.ProvisioningState | Should -Be 'Succeeded'
        $vm.ImageId | Should -Be $publisher.ImageId
        Get-LighthouseDelegation -Context $owner | Should -BeNullOrEmpty
    }
}

Describe 'A parameters file' {
    It 'of the sample is read as it is' {
        $file = [System.IO.Path]::Combine($folder, 'sample.json')
        [System.IO.File]::WriteAllText($file, @"
{
    "`$schema": "https://schema.management.azure.com/schemas/2015-01-01/deploymentParameters.json#",
    "contentVersion": "1.0.0.0",
    "parameters": {
        "mspOfferName": { "value": "From a file" },
        "rgName": { "value": "$($publisher.ResourceGroupName)" },
        "mspOfferDescription": { "value": "The file's words" },
        "managedByTenantId": { "value": "<insert managing tenant id>" },
        "authorizations": { "value": [
            { "principalId": "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx", "roleDefinitionId": "acdd72a7-3385-48ef-bd42-f606fba81ae7", "principalIdDisplayName": "PIM_Group" },
            { "principalId": "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx", "roleDefinitionId": "91c1777a-f3dc-4fae-b103-61d183457e46", "principalIdDisplayName": "PIM_Group" }
        ] }
    }
}
"@)
        $made = New-LighthouseDelegation -TemplateParameterFile $file -ManagedByTenantId $consumer.TenantId -PrincipalId $consumer.AdminObjectId -Context $owner
        $made.OfferName | Should -Be 'From a file'
        $made.OfferDescription | Should -Be "The file's words"
        $made.Authorizations.PrincipalDisplayName | Should -Be @('PIM_Group', 'PIM_Group')
        $made.Effective | Should -BeTrue
    }
}

Describe 'Remove-LighthouseDelegation' {
    It 'puts back what another delegation gives the same principal' {
        $second = $delegation.Clone()
        $second.OfferName = 'Second'
        $kept = New-LighthouseDelegation @second
        Get-LighthouseDelegation 'From a file' -Context $owner | Remove-LighthouseDelegation -Context $owner -Confirm:$false

        (Get-LighthouseDelegation -Context $owner).Id | Should -Be $kept.Id
        (Wait-Until { Get-SharedImage $imageName -Context $reader }).ImageId | Should -Be $publisher.ImageId
    }

    It 'is done by the consumer, too' {
        # Reader and the role that ends it take effect one by one.
        Wait-Until {
            Get-LighthouseDelegation -Context $reader | Remove-LighthouseDelegation -Context $reader -Confirm:$false -ErrorAction SilentlyContinue
            -not (Get-LighthouseDelegation -Context $owner)
        } | Should -BeTrue
    }
}

Describe 'Export-LighthouseTemplate' {
    It 'writes <Name> and its parameters, offline' -ForEach @(
        @{ Name = 'images.json'; Count = 2 }
        @{ Name = 'images.bicep'; Count = 3 }
    ) {
        $files = Export-LighthouseTemplate -Path ([System.IO.Path]::Combine($folder, $Name)) -ResourceGroupName $publisher.ResourceGroupName `
            -SubscriptionId $publisher.SubscriptionId -ManagedByTenantId $consumer.TenantId -PrincipalId $consumer.AdminObjectId -OfferName 'Shared images' -Force
        @($files).Count | Should -Be $Count
        $files | ForEach-Object { $_.Exists } | Should -Not -Contain $false
    }

    It 'is read by New-LighthouseDelegation as it was written' {
        $made = New-LighthouseDelegation -TemplateParameterFile ([System.IO.Path]::Combine($folder, 'images.parameters.json')) -Context $owner
        $made.OfferName | Should -Be 'Shared images'
        $made.Effective | Should -BeTrue
    }
}

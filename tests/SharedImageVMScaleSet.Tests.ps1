BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $publisher = $Sandbox.Publisher
    $consumer = $Sandbox.Consumer
    $folder = New-Folder
    $certificate = New-CertificateFile $folder 'fabrikam'
    $WarningPreference = 'SilentlyContinue'

    $null = Connect-Side Publisher
    $app = Get-GalleryImage -Name ubuntu-server -Version latest |
        New-GalleryShareApp -DisplayName (New-Name Fabrikam) -ConsumerTenantId $consumer.TenantId -CertificatePath $certificate.Cer | Grant-GalleryReader
    $file = $app | Export-ImageShare -Path "$folder/share.json"
    $null = Connect-Side Consumer
    $null = Import-ImageShare $file | Approve-GalleryShareApp -ResourceGroupName $consumer.ResourceGroupName
    $share = Import-ImageShare $file -CertificatePath $certificate.Pfx
    $where = @{ ResourceGroupName = $consumer.ResourceGroupName; Credential = New-Credential 'operator' 'Correct-Horse-42' }
    $provider = "/subscriptions/$($consumer.SubscriptionId)/resourceGroups/$($consumer.ResourceGroupName)/providers/Microsoft.Compute"
}

AfterAll { [System.IO.Directory]::Delete($folder, $true) }

Describe 'New-SharedImageVMScaleSet' {
    It 'builds a Uniform scale set from an image of another tenant, and finds it on a second run' {
        $name = New-Name web
        $set = $share | New-SharedImageVMScaleSet $name @where -InstanceCount 3 -Zone 1, 2 -UpgradePolicyMode Automatic
        $said = Get-Said Verbose { $script:second = $share | New-SharedImageVMScaleSet $name @where -InstanceCount 3 }

        $set | Should -BeOfType ImageShare.Model.SharedImageVMScaleSet
        $set.Id | Should -Be "$provider/virtualMachineScaleSets/$name"
        $set.InstanceCount | Should -Be 3
        $set.OrchestrationMode | Should -Be 'Uniform'
        $set.UpgradePolicy | Should -Be 'Automatic'
        $set.Zones | Should -Be @('1', '2')
        $set.ImageId | Should -Be $publisher.ImageVersionId
        $set.ProvisioningState | Should -Be 'Succeeded'
        $set.SubnetId | Should -BeLike "*/virtualNetworks/$name-vnet/subnets/default"
        "$second" | Should -Be "$set"
        "$said" | Should -BeLike "*$name*is there already*"
    }

    It 'plans, and makes nothing, under -WhatIf' {
        $planned = $share | New-SharedImageVMScaleSet (New-Name web) @where -WhatIf -PassThru
        $planned.ProvisioningState | Should -Be 'Planned'
    }

    It 'refuses a Flexible one from an image of another tenant' {
        $refusal = Get-Refusal { $share | New-SharedImageVMScaleSet (New-Name web) @where -OrchestrationMode Flexible }

        $refusal.FullyQualifiedErrorId | Should -Be 'FlexibleNeedsOwnImage,ImageShare.Commands.NewSharedImageVMScaleSetCommand'
        $refusal.CategoryInfo.Category | Should -Be 'InvalidArgument'
        $refusal.TargetObject | Should -Be $publisher.ImageVersionId
        $refusal.ErrorDetails.RecommendedAction | Should -BeLike '*Copy-SharedImage*'
    }

    It 'builds a Flexible one from an image of its own' {
        $null = Connect-Side Publisher
        $set = New-SharedImageVMScaleSet (New-Name web) $publisher.ResourceGroupName -ImageId $publisher.ImageId -Credential $where.Credential -OrchestrationMode Flexible
        $set.OrchestrationMode | Should -Be 'Flexible'
        $set.ProvisioningState | Should -Be 'Succeeded'
    }

    It 'warns that later changes look at the image again' {
        "$(Get-Said Warning { $null = $share | New-SharedImageVMScaleSet (New-Name web) @where -WhatIf })" | Should -BeLike "*The image stays the property of tenant $($publisher.TenantId)*neither changes nor grows*"
    }
}

Describe 'Update-SharedImageVM' {
    It 'changes a VM as the app of the hand-over, once' {
        $vm = $share | New-SharedImageVM (New-Name vm) @where -NoPublicIp -Size Standard_B2s
        $changed = $vm | Update-SharedImageVM -Handover $share -Size Standard_D2s_v5 -Tag @{ team = 'images' } -DataDiskSizeInGb 16
        $said = Get-Said Verbose { $null = $vm | Update-SharedImageVM -Handover $share -Size Standard_D2s_v5 -Tag @{ team = 'images' } -DataDiskSizeInGb 16 }

        $changed.Size | Should -Be 'Standard_D2s_v5'
        $changed.Tags['team'] | Should -Be 'images'
        "$said" | Should -BeLike '*nothing was changed*'
    }

    It 'refuses who has no account where the image is, and says who has' {
        $vm = $share | New-SharedImageVM (New-Name vm) @where -NoPublicIp
        $null = Connect-Side Consumer
        $refusal = Get-Refusal { $vm | Update-SharedImageVM -Tag @{ team = 'others' } }

        $refusal.FullyQualifiedErrorId | Should -Be 'LinkedAuthorizationFailed,ImageShare.Commands.UpdateSharedImageVMCommand'
        $refusal.CategoryInfo.Category | Should -Be 'PermissionDenied'
        $refusal.TargetObject | Should -Be $vm.Id
        $refusal.ErrorDetails.RecommendedAction | Should -BeLike '*Update-SharedImageVM -Handover*'
    }
}

Describe 'ConvertTo-SharedImageTemplate' {
    BeforeEach { $null = Connect-Side Consumer }

    It 'writes <Format>, offline' -ForEach @(
        @{ Format = 'Bicep'; Like = "*resource virtualMachine 'Microsoft.Compute/virtualMachines@*" }
        @{ Format = 'Terraform'; Like = '*auxiliary_tenant_ids = *azurerm_linux_virtual_machine*' }
        @{ Format = 'AzureCli'; Like = '*az login*az login*az vm create*' }
    ) {
        $planned = $share | New-SharedImageVM (New-Name vm) @where -WhatIf -PassThru
        Get-ImageShareContext | Disconnect-ImageShare
        $text = $planned | ConvertTo-SharedImageTemplate $Format

        $text | Should -BeOfType string
        $text | Should -BeLike $Like
        $text | Should -BeLike "*$($publisher.ImageVersionId)*"
        $text | Should -Not -BeLike '*Correct-Horse-42*'
    }

    It 'refuses a VM that was not planned' {
        $vm = $share | New-SharedImageVM (New-Name vm) @where -NoPublicIp
        (Get-Refusal { $vm | ConvertTo-SharedImageTemplate Bicep }).FullyQualifiedErrorId | Should -BeLike 'PlanRequired,*'
    }
}

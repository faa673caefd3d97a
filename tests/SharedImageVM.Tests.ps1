BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $publisher = $Sandbox.Publisher
    $consumer = $Sandbox.Consumer
    $gallery = $publisher.ImageId -replace '/images/.*'
    $folder = New-Folder
    $certificate = New-CertificateFile $folder 'fabrikam'
    $WarningPreference = 'SilentlyContinue'

    # Publisher and consumer's administrator, once: an app that reads every image of the gallery and builds in the resource group.
    $null = Connect-Side Publisher
    $images = 'ubuntu-server', 'windows-server', 'appliance', 'ubuntu-arm64' | ForEach-Object { Get-GalleryImage -Name $_ -Version latest }
    $file = $images | New-GalleryShareApp -DisplayName (New-Name Fabrikam) -ConsumerTenantId $consumer.TenantId -CertificatePath $certificate.Cer |
        Grant-GalleryReader | Export-ImageShare -Path "$folder/share.json"
    $null = Connect-Side Consumer
    $null = Import-ImageShare $file | Approve-GalleryShareApp -ResourceGroupName $consumer.ResourceGroupName

    $share = Import-ImageShare $file -CertificatePath $certificate.Pfx
    $credential = New-Credential 'operator' 'Correct-Horse-42'
    $where = @{ ResourceGroupName = $consumer.ResourceGroupName; ImageName = 'ubuntu-server'; Credential = $credential }
    $scope = "/subscriptions/$($consumer.SubscriptionId)/resourceGroups/$($consumer.ResourceGroupName)"

    # The VM is asked for again: what is there of it, and of its network, is said and not made.
    function Get-Reused([string] $Name) {
        @(Get-Said Verbose { $null = $share | New-SharedImageVM -Name $Name @where -WhatIf }) -match '^Re-using'
    }
}

AfterAll { [System.IO.Directory]::Delete($folder, $true) }

Describe 'New-SharedImageVM' {
    It 'builds a VM with a network of its own from a hand-over' {
        $name = New-Name vm
        $vm = $share | New-SharedImageVM -Name $name @where -Size Standard_B2s -Tag @{ team = 'images' } -OpenPorts 22

        $vm | Should -BeOfType ImageShare.Model.SharedImageVM
        $vm.Name | Should -Be $name
        $vm.ResourceGroupName | Should -Be $consumer.ResourceGroupName
        $vm.Location | Should -Be $consumer.Location
        $vm.Size | Should -Be 'Standard_B2s'
        $vm.PrivateIpAddress | Should -BeLike '10.0.0.*'
        $vm.PublicIpAddress | Should -Match '^\d+(\.\d+){3}$'
        $vm.ImageId | Should -Be $publisher.ImageVersionId
        $vm.ProvisioningState | Should -Be 'Succeeded'
        $vm.Id | Should -Be "$scope/providers/Microsoft.Compute/virtualMachines/$name"
        $vm.OSType | Should -Be 'Linux'
        $vm.AdminUserName | Should -Be 'operator'
        $vm.Tags['team'] | Should -Be 'images'
        $vm.SshCommand | Should -BeLike "ssh*operator@$($vm.PublicIpAddress)"
    }

    It 'finds the VM on a second run, says so, and gives the same' {
        $name = New-Name vm
        $first = $share | New-SharedImageVM -Name $name @where
        $said = Get-Said Verbose { $script:second = $share | New-SharedImageVM -Name $name @where }

        "$second" | Should -Be "$first"
        $second.PrivateIpAddress | Should -Be $first.PrivateIpAddress
        $second.PublicIpAddress | Should -Be $first.PublicIpAddress
        $second.ImageId | Should -Be $first.ImageId
        "$said" | Should -BeLike "*$name*already*"
    }

    It 'changes nothing under -WhatIf, and shows the plan with -PassThru' {
        $name = New-Name vm
        $share | New-SharedImageVM -Name $name @where -WhatIf | Should -BeNullOrEmpty
        $planned = $share | New-SharedImageVM -Name $name @where -WhatIf -PassThru

        $planned.ProvisioningState | Should -Be 'Planned'
        $planned.Id | Should -Be "$scope/providers/Microsoft.Compute/virtualMachines/$name"
        $planned.Size | Should -Not -BeNullOrEmpty
        Get-Reused $name | Should -BeNullOrEmpty
    }

    It 'tells its milestones' {
        $said = Get-Said Verbose { $null = $share | New-SharedImageVM -Name (New-Name vm) @where }

        "$said" | Should -BeLike "*The app $($share.ApplicationId) of the hand-over builds, in tenant $($consumer.TenantId).*"
        "$said" | Should -BeLike "*The image belongs to tenant $($publisher.TenantId): the VM's request will show a token of that tenant too.*"
    }

    It 'builds in a network that is there, of another VM' {
        $first = $share | New-SharedImageVM -Name (New-Name vm) @where
        $name = New-Name vm
        $said = Get-Said Verbose { $script:second = $share | New-SharedImageVM -Name $name @where -VirtualNetworkName "$($first.Name)-vnet" -NoPublicIp }

        $second.PublicIpAddress | Should -BeNullOrEmpty
        $second.PrivateIpAddress | Should -Not -Be $first.PrivateIpAddress
        "$said" | Should -BeLike "*Re-using*$($first.Name)-vnet*"
    }

    It 'builds from an image object, and by id' {
        $context = Connect-ImageShare -Environment $Sandbox.Environment -TenantId $consumer.TenantId -ApplicationId $share.ApplicationId -CertificatePath $certificate.Pfx
        $byObject = $images[0] | New-SharedImageVM -Name (New-Name vm) -ResourceGroupName $consumer.ResourceGroupName -Credential $credential -Context $context
        $byId = New-SharedImageVM -Name (New-Name vm) -ResourceGroupName $consumer.ResourceGroupName -Credential $credential -Context $context -ImageId $publisher.ImageId
        $context | Disconnect-ImageShare

        $byObject.ImageId | Should -Be $images[0].Id
        $byId.ImageId | Should -Be $publisher.ImageId
    }

    It 'builds several at once, by name and from records' {
        $names = (New-Name vm), (New-Name vm)
        $records = foreach ($name in $names) { [pscustomobject]@{ VMName = $name; ResourceGroupName = $consumer.ResourceGroupName; Size = 'Standard_B2s' } }
        $vms = $records | New-SharedImageVM -Handover $share -ImageName ubuntu-server -Credential $credential -NoPublicIp

        $vms | Should -HaveCount 2
        foreach ($name in $names) { $vms.Name | Should -Contain $name }
    }

    It 'builds a specialized image without an administrator' {
        $vm = $share | New-SharedImageVM -Name (New-Name vm) -ResourceGroupName $consumer.ResourceGroupName -ImageName appliance -NoPublicIp
        $vm.AdminUserName | Should -BeNullOrEmpty
        $vm.ProvisioningState | Should -Be 'Succeeded'
    }

    It 'builds many by count in one network' {
        $name = New-Name web
        $vms = $share | New-SharedImageVM -Name $name -Count 3 @where -Size Standard_B2s

        $vms | Should -HaveCount 3
        foreach ($number in 1..3) { $vms.Name | Should -Contain "$name-$number" }
        foreach ($vm in $vms) { $vm.Tags['imageshare-run'] | Should -Be $vms[0].Tags['imageshare-run'] }
    }

    It 'gives a VM what it was asked for' {
        $vm = $share | New-SharedImageVM -Name (New-Name vm) @where -NoPublicIp -Size Standard_D2s_v5 -Zone 1 -Priority Spot -DataDiskSizeInGb 32 `
            -OSDiskSizeInGb 64 -StorageAccountType Premium_LRS -SystemAssignedIdentity -CustomData '#cloud-config' -SecurityType TrustedLaunch
        $vm.ProvisioningState | Should -Be 'Succeeded'
        $vm.Zone | Should -Be '1'
        $vm.Size | Should -Be 'Standard_D2s_v5'
    }

    It 'says so when sizes cannot be read, and takes one that fits' {
        $said = Get-Said Verbose { $script:planned = $share | New-SharedImageVM -Name (New-Name vm) @where -WhatIf -PassThru }

        $planned.Size | Should -Be 'Standard_B2s_v2'
        "$said" | Should -BeLike '*sizes and quotas of subscription*cannot be read (AuthorizationFailed)*'
    }

    It 'returns at once with -NoWait' {
        ($share | New-SharedImageVM -Name (New-Name vm) @where -NoPublicIp -NoWait).ProvisioningState | Should -Be 'Creating'
    }

    It 'warns that later changes look at the image again' {
        "$(Get-Said Warning { $null = $share | New-SharedImageVM -Name (New-Name vm) @where -WhatIf })" | Should -BeLike "*The image stays the property of tenant $($publisher.TenantId)*"
    }

    It 'refuses a region without the image, and lists those with it' {
        $name = New-Name vm
        $refusal = Get-Refusal { $share | New-SharedImageVM -Name $name @where -Location japaneast }

        $refusal.FullyQualifiedErrorId | Should -Be 'GalleryImageNotFound,ImageShare.Commands.NewSharedImageVMCommand'
        $refusal.CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $refusal.TargetObject | Should -Be $publisher.ImageVersionId
        $refusal.ErrorDetails.Message | Should -BeLike '*replicas in: westeurope, northeurope, eastus.*Who: the publisher*'
        $refusal.ErrorDetails.RecommendedAction | Should -BeLike '*-Location westeurope or northeurope or eastus*'
        Get-Reused $name | Should -BeNullOrEmpty
    }

    It 'refuses <What> for a specialized image' -ForEach @(
        @{ What = 'a password'; Parameters = { @{ Credential = $credential } } }
        @{ What = 'a new SSH key'; Parameters = { @{ GenerateSshKey = $true } } }
    ) {
        $name = New-Name vm
        $with = & $Parameters
        $refusal = Get-Refusal { $share | New-SharedImageVM -Name $name -ResourceGroupName $consumer.ResourceGroupName -ImageName appliance @with }

        $refusal.FullyQualifiedErrorId | Should -BeLike 'OSProfileNotAllowed,*'
        $refusal.CategoryInfo.Category | Should -Be 'InvalidArgument'
        $refusal.TargetObject | Should -BeLike "$gallery/images/appliance*"
        $refusal.ErrorDetails.RecommendedAction | Should -BeLike 'Leave out -Credential, -SshKeyPath and -GenerateSshKey*'
        Get-Reused $name | Should -BeNullOrEmpty
    }

    It 'refuses <What>' -ForEach @(
        @{ What = 'a generalized image without an administrator'; Parameters = @{ Credential = $null }; Code = 'OSProfileRequired'; Category = 'InvalidArgument'; Target = '*/images/ubuntu-server*' }
        @{ What = 'an SSH key for Windows'; Parameters = @{ ImageName = 'windows-server'; GenerateSshKey = $true }; Code = 'SshKeyNotAllowed'; Category = 'InvalidArgument'; Target = '*/images/windows-server*' }
        @{ What = 'an image that the hand-over does not share'; Parameters = @{ ImageName = 'nightly' }; Code = 'ImageNotInHandover'; Category = 'InvalidArgument'; Target = 'nightly' }
        @{ What = 'several images without a choice'; Parameters = @{ ImageName = $null }; Code = 'ImageAmbiguous'; Category = 'InvalidArgument'; Target = '*' }
        @{ What = 'a size that is not to be had'; Parameters = @{ Size = 'Standard_Huge' }; Code = 'InvalidParameter'; Category = 'InvalidArgument'; Target = '*' }
        @{ What = 'a security type that the image does not allow'; Parameters = @{ SecurityType = 'ConfidentialVM' }; Code = 'SecurityTypeNotSupported'; Category = 'InvalidArgument'; Target = '*/images/ubuntu-server*' }
        @{ What = 'a system disk smaller than the image'; Parameters = @{ OSDiskSizeInGb = 10 }; Code = 'ResizeDiskError'; Category = 'InvalidArgument'; Target = '*/images/ubuntu-server*' }
        @{ What = 'a Windows licence for Linux'; Parameters = @{ LicenseType = 'Windows_Server' }; Code = 'InvalidLicenseType'; Category = 'InvalidArgument'; Target = 'Windows_Server' }
        @{ What = 'an id that is no NAT gateway'; Parameters = @{ NatGatewayId = '/nat' }; Code = 'InvalidNatGatewayId'; Category = 'InvalidArgument'; Target = '/nat' }
        @{ What = 'an identity that is none'; Parameters = @{ UserAssignedIdentity = 'me' }; Code = 'InvalidUserAssignedIdentity'; Category = 'InvalidArgument'; Target = 'me' }
        @{ What = 'a burstable size for Spot'; Parameters = @{ Size = 'Standard_B2s'; Priority = 'Spot' }; Code = 'OperationNotAllowed'; Category = 'InvalidArgument'; Target = '*' }
        @{ What = 'an SSH key file that is not there'; Parameters = @{ SshKeyPath = 'nowhere.pub' }; Code = 'FileNotFound'; Category = 'ObjectNotFound'; Target = '*nowhere.pub' }
    ) {
        $name = New-Name vm
        $all = @{ NoPublicIp = $true }
        foreach ($key in $where.Keys) { $all[$key] = $where[$key] }
        foreach ($key in $Parameters.Keys) { if ($null -eq $Parameters[$key]) { $all.Remove($key) } else { $all[$key] = $Parameters[$key] } }
        $refusal = Get-Refusal { $share | New-SharedImageVM -Name $name @all }

        $refusal.FullyQualifiedErrorId | Should -Be "$Code,ImageShare.Commands.NewSharedImageVMCommand"
        $refusal.CategoryInfo.Category | Should -Be $Category
        $refusal.TargetObject | Should -BeLike $Target
        Get-Reused $name | Should -BeNullOrEmpty
    }
}

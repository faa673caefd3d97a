BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $publisher = $Sandbox.Publisher
    $consumer = $Sandbox.Consumer
    $folder = New-Folder
    $certificate = New-CertificateFile $folder 'fabrikam'
    $WarningPreference = 'SilentlyContinue'

    # An app that reads the publisher's images, and that the consumer lets write to galleries of one resource group.
    $null = Connect-Side Publisher
    $file = 'ubuntu-server', 'windows-server' | ForEach-Object { Get-GalleryImage -Name $_ -Version latest } |
        New-GalleryShareApp -DisplayName (New-Name Fabrikam) -ConsumerTenantId $consumer.TenantId -CertificatePath $certificate.Cer |
        Grant-GalleryReader | Export-ImageShare -Path "$folder/share.json"
    $null = Connect-Side Consumer
    $null = Import-ImageShare $file | Approve-GalleryShareApp -ResourceGroupName $consumer.ResourceGroupName
    $share = Import-ImageShare $file -CertificatePath $certificate.Pfx
    $null = Grant-SharedImageBuilder -ApplicationId $share.ApplicationId -ResourceGroupName $consumer.ResourceGroupName -RoleDefinitionName 'Compute Gallery Artifacts Publisher'

    $gallery = (New-Name copies) -replace '-', '_'
    $where = @{ GalleryName = $gallery; ResourceGroupName = $consumer.ResourceGroupName; ImageName = 'ubuntu-server' }
    $scope = "/subscriptions/$($consumer.SubscriptionId)/resourceGroups/$($consumer.ResourceGroupName)/providers/Microsoft.Compute/galleries/$gallery"
}

AfterAll { [System.IO.Directory]::Delete($folder, $true) }

Describe 'Copy-SharedImage' {
    It 'plans each resource with its full id' {
        $planned = $share | Copy-SharedImage @where -WhatIf -PassThru

        $planned.ProvisioningState | Should -Be 'Planned'
        $planned.Id | Should -Be "$scope/images/ubuntu-server/versions/1.1.0"
        (Get-Refusal { Get-GalleryImage -ResourceId $scope }).FullyQualifiedErrorId | Should -BeLike 'ResourceNotFound,*'
    }

    It 'copies a version into a gallery that it makes, and needs nothing of the publisher afterwards' {
        $copy = $share | Copy-SharedImage @where -TargetRegion westeurope, japaneast -Tag @{ team = 'images' }

        $copy | Should -BeOfType ImageShare.Model.GalleryImage
        $copy.Id | Should -Be "$scope/images/ubuntu-server/versions/1.1.0"
        $copy.TenantId | Should -Be $consumer.TenantId
        $copy.Regions | Should -Be @('westeurope', 'japaneast')
        $copy.ReplicationState | Should -Be 'Completed'
        $copy.SecurityType | Should -Be 'TrustedLaunchSupported'
        (Get-GalleryImage -ResourceId $copy.ImageId).HyperVGeneration | Should -Be 'V2'

        # Signed in as the consumer alone, in a region that the publisher does not serve.
        $null = Connect-Side Consumer
        $said = Get-Said Verbose { $script:vm = $copy | New-SharedImageVM -Name (New-Name vm) -ResourceGroupName $consumer.ResourceGroupName -Location japaneast -NoPublicIp -Credential (New-Credential operator Correct-Horse-42) }
        $vm.ProvisioningState | Should -Be 'Succeeded'
        "$said" | Should -BeLike '*no token of another tenant is needed*'
    }

    It 'finds the copy on a second run, says so, and adds the regions it lacks' {
        $first = $share | Copy-SharedImage @where
        $said = Get-Said Verbose { $script:second = $share | Copy-SharedImage @where }
        $third = $share | Copy-SharedImage @where -TargetRegion northeurope

        "$second" | Should -Be "$first"
        "$said" | Should -BeLike '*is there already; nothing was changed*'
        $third.Regions | Should -Contain 'northeurope'
        foreach ($region in $first.Regions) { $third.Regions | Should -Contain $region }
    }

    It 'tells that it stays where the source is' {
        "$(Get-Said Warning { $null = $share | Copy-SharedImage @where -Version 1.2.0 -TargetRegion uksouth -WhatIf })" | Should -BeLike '*made in westeurope and stays there too*'
    }

    It 'copies under another name and number, and refuses what does not fit there' {
        $copy = $share | Copy-SharedImage @where -Name base -Version 3.0.0 -Sku base -ExcludeFromLatest
        $copy.Id | Should -Be "$scope/images/base/versions/3.0.0"
        $copy.ExcludeFromLatest | Should -Be $true

        $windows = @{ GalleryName = $gallery; ResourceGroupName = $consumer.ResourceGroupName; ImageName = 'windows-server' }
        $refusal = Get-Refusal { $share | Copy-SharedImage @windows -Name base }
        $refusal.FullyQualifiedErrorId | Should -Be 'ImageDefinitionDiffers,ImageShare.Commands.CopySharedImageCommand'
        $refusal.CategoryInfo.Category | Should -Be 'ResourceExists'
        $refusal.TargetObject | Should -Be "$scope/images/base"
    }

    It 'refuses a number that another image has' {
        $null = $share | Copy-SharedImage @where
        $other = Get-GalleryImage -ResourceId "$scope/images/base/versions/3.0.0" -Version 3.0.0
        $refusal = Get-Refusal { $other | Copy-SharedImage -GalleryName $gallery -ResourceGroupName $consumer.ResourceGroupName -Name ubuntu-server -Version 1.1.0 }

        $refusal.FullyQualifiedErrorId | Should -BeLike 'ImageVersionAlreadyExists,*'
        $refusal.TargetObject | Should -Be "$scope/images/ubuntu-server/versions/1.1.0"
        $refusal.ErrorDetails.RecommendedAction | Should -BeLike '*-Version*'
    }

    It 'refuses <What>' -ForEach @(
        @{ What = 'a region in which the source is not'; Parameters = @{ Location = 'japaneast'; Version = '7.0.0' }; Code = 'GalleryImageNotFound'; Category = 'ObjectNotFound' }
        @{ What = 'a name that no gallery may have'; Parameters = @{ GalleryName = 'no-dash' }; Code = 'InvalidResourceName'; Category = 'InvalidArgument' }
        @{ What = 'a number that no version may have'; Parameters = @{ Version = '1.0' }; Code = 'InvalidImageVersion'; Category = 'InvalidArgument' }
        @{ What = 'a resource group that is not there'; Parameters = @{ ResourceGroupName = 'rg-none' }; Code = 'AuthorizationFailed'; Category = 'PermissionDenied' }
    ) {
        $all = @{}
        foreach ($key in $where.Keys) { $all[$key] = $where[$key] }
        foreach ($key in $Parameters.Keys) { $all[$key] = $Parameters[$key] }
        $refusal = Get-Refusal { $share | Copy-SharedImage @all }

        $refusal.FullyQualifiedErrorId | Should -Be "$Code,ImageShare.Commands.CopySharedImageCommand"
        $refusal.CategoryInfo.Category | Should -Be $Category
    }

    It 'works as a job' {
        $job = $share | Copy-SharedImage @where -Name jobs -Sku jobs -AsJob
        $copy = Wait-Job $job | Receive-Job
        $copy.Id | Should -Be "$scope/images/jobs/versions/1.1.0"
        "$($job.Name)" | Should -BeLike "Copy-SharedImage * to $gallery"
    }
}

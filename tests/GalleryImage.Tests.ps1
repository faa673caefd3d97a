BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $publisher = $Sandbox.Publisher
    $gallery = $publisher.ImageId -replace '/images/.*'
    $names = @{ ResourceGroupName = $publisher.ResourceGroupName; GalleryName = $publisher.GalleryName }
    $null = Connect-Side Publisher
}

Describe 'Get-GalleryImage' {
    It 'gives every image definition of a gallery' {
        (Get-GalleryImage @names).Name | Should -Be 'ubuntu-server', 'windows-server', 'appliance', 'ubuntu-arm64', 'nightly'
    }

    It 'finds galleries of all resource groups of the subscription' {
        Get-GalleryImage | Where-Object ImageId -eq $publisher.ImageId | Should -HaveCount 1
    }

    It 'takes wildcards' {
        (Get-GalleryImage @names -Name ubuntu*).Name | Should -Be 'ubuntu-server', 'ubuntu-arm64'
        Get-GalleryImage @names -Name nothing* | Should -BeNullOrEmpty
    }

    It 'resolves the latest version and says all that building from it takes' {
        $image = Get-GalleryImage @names -Name ubuntu-server -Version latest

        $image | Should -BeOfType ImageShare.Model.GalleryImage
        $image.Version | Should -Be '1.1.0'
        $image.Id | Should -Be $publisher.ImageVersionId
        $image.ImageId | Should -Be $publisher.ImageId
        $image.TenantId | Should -Be $publisher.TenantId
        $image.SubscriptionId | Should -Be $publisher.SubscriptionId
        $image.Regions | Should -Be 'westeurope', 'northeurope', 'eastus'
        $image.OSType | Should -Be 'Linux'
        $image.OSState | Should -Be 'Generalized'
        $image.HyperVGeneration | Should -Be 'V2'
        $image.Architecture | Should -Be 'x64'
        $image.SecurityType | Should -Be 'TrustedLaunchSupported'
        $image.ProvisioningState | Should -Be 'Succeeded'
        $image.ReplicationState | Should -Be 'Completed'
        $image.Encrypted | Should -BeFalse
    }

    It 'never takes an excluded version for the latest' {
        $refusal = Get-Refusal { Get-GalleryImage @names -Name nightly -Version latest }

        $refusal.FullyQualifiedErrorId | Should -BeLike 'GalleryImageNotFound,*'
        $refusal.CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $refusal.TargetObject | Should -Be "$gallery/images/nightly"
    }

    It 'gives versions by wildcard' {
        (Get-GalleryImage @names -Name ubuntu-server -Version *).Version | Should -Be '1.0.0', '1.1.0'
        (Get-GalleryImage @names -Name ubuntu-server -Version 1.0.*).Version | Should -Be '1.0.0'
    }

    It 'reads by the id of <What>' -ForEach @(
        @{ What = 'a gallery'; Tail = ''; Count = 5 }
        @{ What = 'a definition'; Tail = '/images/ubuntu-server'; Count = 1 }
        @{ What = 'a version'; Tail = '/images/ubuntu-server/versions/1.0.0'; Count = 1 }
    ) {
        $images = @(Get-GalleryImage -ResourceId "$gallery$Tail")
        $images | Should -HaveCount $Count
        if ($Count -eq 1) { $images[0].Id | Should -Be "$gallery$Tail" }
    }

    It 'takes ids from the pipeline: definitions in, versions out' {
        $versions = Get-GalleryImage @names -Name ubuntu* | Get-GalleryImage -Version latest
        $versions.Version | Should -Be '1.1.0', '1.0.0'
    }

    It 'refuses <What>' -ForEach @(
        @{ What = 'a gallery that is not there'; Parameters = @{ GalleryName = 'nowhere'; Name = 'x' }; Code = 'ParentResourceNotFound'; Category = 'ObjectNotFound' }
        @{ What = 'a resource group that is not there'; Parameters = @{ ResourceGroupName = 'nowhere' }; Code = 'ResourceGroupNotFound'; Category = 'ObjectNotFound' }
        @{ What = 'an image that is not there'; Parameters = @{ Name = 'nothing' }; Code = 'ResourceNotFound'; Category = 'ObjectNotFound' }
        @{ What = 'a version that is not there'; Parameters = @{ Name = 'ubuntu-server'; Version = '9.9.9' }; Code = 'ResourceNotFound'; Category = 'ObjectNotFound' }
    ) {
        foreach ($key in $names.Keys) { if (-not $Parameters.ContainsKey($key)) { $Parameters[$key] = $names[$key] } }
        $refusal = Get-Refusal { Get-GalleryImage @Parameters }

        $refusal.FullyQualifiedErrorId | Should -Be "$Code,ImageShare.Commands.GetGalleryImageCommand"
        $refusal.CategoryInfo.Category | Should -Be $Category
        $refusal.TargetObject | Should -Not -BeNullOrEmpty
    }

    It 'refuses an id of something else' {
        $id = "/subscriptions/$($publisher.SubscriptionId)/resourceGroups/$($publisher.ResourceGroupName)/providers/Microsoft.Compute/virtualMachines/vm"
        $refusal = Get-Refusal { Get-GalleryImage -ResourceId $id }

        $refusal.FullyQualifiedErrorId | Should -BeLike 'InvalidResourceId,*'
        $refusal.CategoryInfo.Category | Should -Be 'InvalidArgument'
        $refusal.TargetObject | Should -Be $id
    }

    It 'goes on with the next record after one that is refused' {
        $ids = foreach ($tail in '/images/nothing', '/images/appliance') { [pscustomobject]@{ ResourceId = "$gallery$tail" } }
        $images = $ids | Get-GalleryImage -ErrorAction SilentlyContinue -ErrorVariable refused

        $images.Name | Should -Be 'appliance'
        $refused | Should -HaveCount 1
    }

    It 'tells someone of another company that the gallery''s tenant does not know them' {
        $null = Connect-Side Consumer
        $refusal = Get-Refusal { Get-GalleryImage -ResourceId $gallery }
        $null = Connect-Side Publisher

        $refusal.FullyQualifiedErrorId | Should -BeLike 'AADSTS700016,*'
        $refusal.CategoryInfo.Category | Should -Be 'AuthenticationError'
        $refusal.TargetObject | Should -Be $gallery
        $refusal.ErrorDetails.RecommendedAction | Should -BeLike "*tenant $($publisher.TenantId) runs: Approve-GalleryShareApp*"
    }
}

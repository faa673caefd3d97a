BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $publisher = $Sandbox.Publisher
    $null = Connect-Side Publisher
    # A version that no other file builds from.
    $image = Get-GalleryImage $publisher.ResourceGroupName $publisher.GalleryName windows-server -Version 1.0.0
}

Describe 'Update-GalleryImageRegion' {
    It 'copies a version to a region, waits, and is done on a second run' {
        $copied = $image | Update-GalleryImageRegion -AddRegion 'UK South'
        $said = Get-Said Verbose { $script:again = $image | Update-GalleryImageRegion -AddRegion uksouth }

        $copied | Should -BeOfType ImageShare.Model.GalleryImage
        $copied.Regions | Should -Contain 'uksouth'
        @($copied.Replication | Where-Object Region -eq uksouth).State | Should -Be 'Completed'
        $copied.ProvisioningState | Should -Be 'Succeeded'
        $again.Regions | Should -Be $copied.Regions
        @($said | Where-Object { $_ -like '*is copied as asked already.' }) | Should -HaveCount 1
    }

    It 'returns at once with -NoWait' {
        $accepted = Update-GalleryImageRegion $image.Id -AddRegion germanywestcentral -NoWait
        @($accepted.Replication | Where-Object Region -eq germanywestcentral).State | Should -Be 'Replicating'
        $null = Update-GalleryImageRegion $image.Id -AddRegion germanywestcentral
    }

    It 'asks before it removes a region' {
        $null = Update-GalleryImageRegion $image.Id -AddRegion japaneast
        $refusal = Get-Refusal { Update-GalleryImageRegion $image.Id -RemoveRegion japaneast }
        $refusal.FullyQualifiedErrorId | Should -Be 'ConfirmationNeeded,ImageShare.Commands.UpdateGalleryImageRegionCommand'
        $left = Update-GalleryImageRegion $image.Id -RemoveRegion japaneast -Force
        $left.Regions | Should -Not -Contain 'japaneast'
    }

    It 'changes nothing under -WhatIf, and shows the plan with -PassThru' {
        $image | Update-GalleryImageRegion -AddRegion japanwest -WhatIf | Should -BeNullOrEmpty
        $planned = $image | Update-GalleryImageRegion -AddRegion japanwest -WhatIf -PassThru
        $planned.ProvisioningState | Should -Be 'Planned'
        $planned.Regions | Should -Contain 'japanwest'
        (Get-GalleryImage -ResourceId $image.Id).Regions | Should -Not -Contain 'japanwest'
    }

    It 'refuses <What>' -ForEach @(
        @{ What = 'to leave the region it was made in'; Parameters = @{ RemoveRegion = 'westeurope' }; Code = 'HomeRegionStays'; Category = 'InvalidOperation' }
        @{ What = 'a region that is none'; Parameters = @{ AddRegion = '../x' }; Code = 'InvalidAddRegion'; Category = 'InvalidArgument' }
        @{ What = 'a region that Azure does not have'; Parameters = @{ AddRegion = 'atlantis' }; Code = 'LocationNotAvailableForResourceType'; Category = 'InvalidArgument' }
        @{ What = 'the same region both ways'; Parameters = @{ AddRegion = 'eastus'; RemoveRegion = 'East US' }; Code = 'InvalidRemoveRegion'; Category = 'InvalidArgument' }
        @{ What = 'no region'; Parameters = @{}; Code = 'RegionRequired'; Category = 'InvalidArgument' }
        @{ What = 'a gallery'; Parameters = @{ ResourceId = '/subscriptions/00000000-0000-0000-0000-00000000000c/resourceGroups/r/providers/Microsoft.Compute/galleries/g'; AddRegion = 'eastus' }; Code = 'InvalidResourceId'; Category = 'InvalidArgument' }
    ) {
        $arguments = @{ ResourceId = $image.Id } + @{}
        foreach ($name in $Parameters.Keys) { $arguments[$name] = $Parameters[$name] }
        $refusal = Get-Refusal { Update-GalleryImageRegion @arguments }

        $refusal.FullyQualifiedErrorId | Should -Be "$Code,ImageShare.Commands.UpdateGalleryImageRegionCommand"
        $refusal.CategoryInfo.Category | Should -Be $Category
    }
}

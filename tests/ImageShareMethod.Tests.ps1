BeforeAll {
    . "$PSScriptRoot/common.ps1"
}

Describe 'Compare-ImageShareMethod' {
    It 'ranks six ways without a sign-in' {
        $methods = Compare-ImageShareMethod

        $methods | Should -HaveCount 6
        $methods[0] | Should -BeOfType ImageShare.Model.ImageShareMethod
        $methods | ForEach-Object Rank | Should -Be 1, 2, 3, 4, 5, 6
        $methods[0].Verdict | Should -Be 'Recommended'
    }

    It 'takes <Method> for <What>' -ForEach @(
        @{ What = 'everybody'; Facts = @{ Public = $true }; Method = 'Community' }
        @{ What = 'an image for sale'; Facts = @{ Sold = $true }; Method = 'Marketplace' }
        @{ What = 'consumers nobody asked'; Facts = @{}; Method = 'AppRegistration' }
        @{ What = 'a known consumer'; Facts = @{ ConsumerTenantKnown = $true }; Method = 'Lighthouse' }
        @{ What = 'a known consumer with the portal'; Facts = @{ ConsumerTenantKnown = $true; PortalNeeded = $true }; Method = 'DirectShare' }
    ) {
        "$((Compare-ImageShareMethod @Facts)[0].Method)" | Should -Be $Method
    }

    It 'reads from a piped image what it does not allow' {
        $null = Connect-Side Publisher
        $image = Get-GalleryImage -ResourceId ($Sandbox.Publisher.ImageId -replace 'ubuntu-server', 'appliance') -Version latest
        $marketplace = $image | Compare-ImageShareMethod -TenantId $Sandbox.Consumer.TenantId | Where-Object Method -eq Marketplace

        "$($marketplace.Verdict)" | Should -Be 'RuledOut'
        $marketplace.Why | Should -BeLike '*generalized*'
    }
}

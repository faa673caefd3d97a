# A gallery made for it is shared with the consumer's tenant and subscription, and taken back.
BeforeAll {
    . "$PSScriptRoot/../common.ps1"
    $WarningPreference = 'SilentlyContinue'
    $gallery = @{ ResourceGroupName = $Sandbox.Publisher.ResourceGroupName; GalleryName = 'recorded_gallery' }
    $consumer = @{ ConsumerTenantId = $Sandbox.Consumer.TenantId; ConsumerSubscriptionId = $Sandbox.Consumer.SubscriptionId }
}

Describe 'Direct sharing' {
    It 'shares' {
        $null = Connect-Side Publisher
        $access = Grant-GalleryDirectAccess @gallery @consumer -Location $Sandbox.Publisher.Location

        $access.Permission | Should -Be 'Groups'
        $access.ConsumerTenantIds | Should -Be $Sandbox.Consumer.TenantId
        $access.ConsumerSubscriptionIds | Should -Be $Sandbox.Consumer.SubscriptionId
    }

    It 'finds on a second run that all is done' {
        $said = Get-Said Verbose { $null = Grant-GalleryDirectAccess @gallery @consumer }

        @($said | Where-Object { $_ -like '*is shared with all of them already.' }) | Should -HaveCount 1
    }

    It 'takes it back' {
        $left = Revoke-GalleryDirectAccess @gallery @consumer -PassThru

        $left.ConsumerTenantIds | Should -BeNullOrEmpty
    }
}

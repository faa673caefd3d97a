# Everything that one consumer has is found and taken back: the app, its role, its principal.
BeforeAll {
    . "$PSScriptRoot/../common.ps1"
    $WarningPreference = 'SilentlyContinue'
}

Describe 'A share' {
    It 'is found by its consumer' {
        $null = Connect-Side Publisher
        $null = New-GalleryShareApp -DisplayName 'Recorded removal' -ConsumerName 'Recorded consumer' -ConsumerTenantId $Sandbox.Consumer.TenantId `
            -ImageId $Sandbox.Publisher.ImageId | Grant-GalleryReader
        $share = Get-ImageShare 'Recorded consumer'

        "$($share.Methods)" | Should -Be 'App'
        $share.ConsumerTenantId | Should -Be $Sandbox.Consumer.TenantId
    }

    It 'is taken back whole' {
        Remove-ImageShare 'Recorded consumer' -Confirm:$false -PassThru | Should -BeTrue

        Get-ImageShare 'Recorded consumer' | Should -BeNullOrEmpty
    }
}

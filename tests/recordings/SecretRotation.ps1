# The secret of a publisher's app is renewed: the new one stands beside the old one until that is taken away.
BeforeAll {
    . "$PSScriptRoot/../common.ps1"
    $WarningPreference = 'SilentlyContinue'
}

Describe 'A secret that is renewed' {
    It 'stands beside the old one' {
        $null = Connect-Side Publisher
        $script:app = New-GalleryShareApp -DisplayName 'Recorded rotation' -ConsumerTenantId $Sandbox.Consumer.TenantId
        $script:renewed = $app | New-GalleryShareAppCredential -SecretLifetime ([timespan]::FromDays(60))

        $renewed.Credentials | Should -HaveCount 2
        $renewed.FreshCredential.KeyId | Should -Not -Be $app.Credentials[0].KeyId
        $renewed.Secret | Should -BeOfType securestring
    }

    It 'is the only one when the old one is taken away' {
        Remove-GalleryShareAppCredential -ApplicationId $app.ApplicationId -KeyId $app.Credentials[0].KeyId -Force

        (Get-GalleryShareApp -ApplicationId $app.ApplicationId).Credentials.KeyId | Should -Be $renewed.FreshCredential.KeyId
    }
}

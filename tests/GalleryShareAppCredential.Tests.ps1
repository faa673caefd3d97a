BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $publisher = $Sandbox.Publisher
    $folder = New-Folder
    $old = New-CertificateFile $folder 'old'
    $new = New-CertificateFile $folder 'new'
    $passphrase = [System.Net.NetworkCredential]::new('', 'correct horse battery staple').SecurePassword
    $null = Connect-Side Publisher
    $unknown = '12345678-1111-4222-8333-123456789abc'
    $lifetime = [timespan]::FromDays(30)

    # A share with one credential, granted.
    function New-Share([hashtable] $Proof) {
        $reader = New-GalleryShareApp -DisplayName (New-Name) -ImageId $publisher.ImageId @Proof | Grant-GalleryReader
        $reader.App
    }

    function Get-KeyId($App) { (Get-GalleryShareApp -ApplicationId $App.ApplicationId).Credentials.KeyId }
}

AfterAll { [System.IO.Directory]::Delete($folder, $true) }

Describe 'New-GalleryShareAppCredential' {
    It 'adds a secret, keeps the old one alive, and gives the app with its images for a new hand-over' {
        $app = New-Share @{ SecretLifetime = $lifetime }
        $renewed = Get-GalleryShareApp -ApplicationId $app.ApplicationId | New-GalleryShareAppCredential -SecretLifetime ([timespan]::FromDays(60))

        $renewed | Should -BeOfType ImageShare.Model.GalleryShareApp
        $renewed.ApplicationId, $renewed.ServicePrincipalId | Should -Be $app.ApplicationId, $app.ServicePrincipalId
        $renewed.Credentials | Should -HaveCount 2
        $renewed.Credentials.KeyId | Should -Contain $app.Credentials[0].KeyId
        $renewed.FreshCredential.KeyId | Should -Not -Be $app.Credentials[0].KeyId
        $renewed.FreshCredential.DaysLeft | Should -Be 59
        $renewed.Secret | Should -BeOfType securestring
        $renewed.Images.ImageId | Should -Contain $publisher.ImageId
        $renewed.PublisherTenantId | Should -Be $publisher.TenantId

        $path = "$folder/$(New-Name).json"
        $null = $renewed | Export-ImageShare -Path $path -Passphrase $passphrase
        $share = Import-ImageShare $path -Passphrase $passphrase -WarningAction SilentlyContinue
        $share.Kind | Should -Be 'Share'
        $share.Images.ImageId | Should -Contain $publisher.ImageId
        [System.Net.NetworkCredential]::new('', $share.Secret).Password | Should -Be ([System.Net.NetworkCredential]::new('', $renewed.Secret).Password)
        ($share.ExpiresOn - [DateTimeOffset]::UtcNow).TotalDays | Should -BeGreaterThan 59.9
    }

    It 'adds a certificate beside the old one, once; both sign in, and the hand-over speaks of the new one' {
        $app = New-Share @{ CertificatePath = $old.Cer }
        $renewed = $app | New-GalleryShareAppCredential -CertificatePath $new.Cer
        $again = $app | New-GalleryShareAppCredential -CertificatePath $new.Cer

        $renewed.Credentials.Thumbprint | Should -Be $old.Thumbprint, $new.Thumbprint
        $again.Credentials.KeyId | Should -Be $renewed.Credentials.KeyId
        $renewed.FreshCredential.Thumbprint | Should -Be $new.Thumbprint
        $path = "$folder/$(New-Name).json"
        $null = $renewed | Export-ImageShare -Path $path
        (Import-ImageShare $path -WarningAction SilentlyContinue).Credential.Thumbprint | Should -Be $new.Thumbprint
        foreach ($pfx in $old.Pfx, $new.Pfx) { (Connect-App $app $pfx).TenantId | Should -Be $publisher.TenantId }
        $null = Connect-Side Publisher
    }

    It 'adds trusts: in an issuer, to an app that had a certificate' {
        $app = New-Share @{ CertificatePath = $old.Cer }
        $renewed = $app | New-GalleryShareAppCredential -FederatedIssuer $Sandbox.WorkloadIssuer -FederatedSubject 'repo:fabrikam/images'

        $renewed.Credentials.Kind | Should -Be 'Certificate', 'Federated'
        $renewed.FreshCredential.Subject | Should -Be 'repo:fabrikam/images'
    }

    It 'changes nothing under -WhatIf, and shows the plan with -PassThru' {
        $app = New-Share @{ CertificatePath = $old.Cer }
        $app | New-GalleryShareAppCredential -SecretLifetime $lifetime -WhatIf | Should -BeNullOrEmpty
        $planned = $app | New-GalleryShareAppCredential -SecretLifetime $lifetime -WhatIf -PassThru

        $planned.Credentials | Should -HaveCount 2
        $planned.Secret | Should -BeNullOrEmpty
        Get-KeyId $app | Should -HaveCount 1
    }

    It 'reads from a hand-over file which app and which images it was' {
        $app = New-Share @{ SecretLifetime = $lifetime }
        $path = "$folder/$(New-Name).json"
        $null = $app | Export-ImageShare -Path $path -Passphrase $passphrase
        $renewed = Import-ImageShare $path -WarningAction SilentlyContinue | New-GalleryShareAppCredential -SecretLifetime $lifetime

        $renewed.ApplicationId | Should -Be $app.ApplicationId
        $renewed.Images.ImageId | Should -Be $publisher.ImageId
    }

    It 'refuses <What>' -ForEach @(
        @{ What = 'an app that is not there'; Parameters = @{}; Code = 'ShareAppNotFound'; Category = 'ObjectNotFound' }
        @{ What = 'a lifetime that PowerShell took for ticks'; Parameters = @{ SecretLifetime = 90 }; Code = 'InvalidSecretLifetime'; Category = 'InvalidArgument' }
    ) {
        $refusal = Get-Refusal { New-GalleryShareAppCredential $unknown -WarningAction SilentlyContinue @Parameters }

        $refusal.FullyQualifiedErrorId | Should -Be "$Code,ImageShare.Commands.NewGalleryShareAppCredentialCommand"
        $refusal.CategoryInfo.Category | Should -Be $Category
    }
}

Describe 'Remove-GalleryShareAppCredential' {
    It 'removes what is older than the newest, says so, and a second run finds nothing' {
        $app = New-Share @{ SecretLifetime = $lifetime }
        $renewed = $app | New-GalleryShareAppCredential -SecretLifetime $lifetime
        $renewed | Remove-GalleryShareAppCredential -OlderThanNewest -WhatIf
        Get-KeyId $app | Should -HaveCount 2

        $said = Get-Said Verbose { $renewed | Remove-GalleryShareAppCredential -OlderThanNewest }
        "$said" | Should -BeLike "*Removed secret $($app.Credentials[0].KeyId)*"
        Get-KeyId $app | Should -Be $renewed.FreshCredential.KeyId
        $renewed | Remove-GalleryShareAppCredential -OlderThanNewest -PassThru | Should -BeTrue
        Get-KeyId $app | Should -Be $renewed.FreshCredential.KeyId
    }

    It 'removes one certificate by its key id, and that one signs in no more' {
        $app = New-Share @{ CertificatePath = $old.Cer }
        $renewed = $app | New-GalleryShareAppCredential -CertificatePath $new.Cer
        $renewed.Credentials[0].Thumbprint | Should -Be $old.Thumbprint
        $renewed | Remove-GalleryShareAppCredential -KeyId $renewed.Credentials[0].KeyId

        (Get-GalleryShareApp -ApplicationId $app.ApplicationId).Credentials.Thumbprint | Should -Be $new.Thumbprint
        $renewed | Remove-GalleryShareAppCredential -KeyId $renewed.Credentials[0].KeyId -PassThru | Should -BeTrue
    }

    It 'leaves the last one that works, unless forced' {
        $app = New-Share @{ CertificatePath = $old.Cer }
        $keyId = Get-KeyId $app
        $refusal = Get-Refusal { $app | Remove-GalleryShareAppCredential -KeyId $keyId }

        $refusal.FullyQualifiedErrorId | Should -Be 'LastCredential,ImageShare.Commands.RemoveGalleryShareAppCredentialCommand'
        $refusal.CategoryInfo.Category | Should -Be 'InvalidOperation'
        $refusal.TargetObject | Should -Be $app.ApplicationId
        $refusal.ErrorDetails.RecommendedAction | Should -BeLike '*New-GalleryShareAppCredential*'
        Get-KeyId $app | Should -Be $keyId
        $app | Remove-GalleryShareAppCredential -KeyId $keyId -Force
        Get-KeyId $app | Should -BeNullOrEmpty
    }

    It 'has nothing to do for an app that is gone' {
        Remove-GalleryShareAppCredential $unknown -Expired -PassThru | Should -BeTrue
    }
}

Describe 'Get-GalleryShareApp -ExpiringWithinDays' {
    It 'shows what ends soon, and no more when it was renewed' {
        $app = New-Share @{ SecretLifetime = [timespan]::FromDays(5) }
        $soon = Get-GalleryShareApp $app.DisplayName -ExpiringWithinDays 14

        $soon.ApplicationId | Should -Be $app.ApplicationId
        $soon.DaysLeft | Should -Be 4
        Get-GalleryShareApp $app.DisplayName -ExpiringWithinDays 3 | Should -BeNullOrEmpty
        $null = $app | New-GalleryShareAppCredential -SecretLifetime $lifetime
        Get-GalleryShareApp $app.DisplayName -ExpiringWithinDays 14 | Should -BeNullOrEmpty
    }
}

Describe 'Export-ImageShare -Directory, run again' {
    It 'leaves a file that says the same, and never writes a share whose secret is lost' {
        $handovers = "$folder/$(New-Name)"
        $app = New-Share @{ SecretLifetime = $lifetime }
        $file = $app | Export-ImageShare -Directory $handovers -Passphrase $passphrase
        $before = [System.IO.File]::ReadAllText($file.FullName)
        $without = New-GalleryShareApp -DisplayName $app.DisplayName -ImageId $publisher.ImageId -WarningAction SilentlyContinue

        ($without | Export-ImageShare -Directory $handovers).FullName | Should -Be $file.FullName
        [System.IO.File]::ReadAllText($file.FullName) | Should -Be $before

        [System.IO.File]::Delete($file.FullName)
        $refusal = Get-Refusal { $without | Export-ImageShare -Directory $handovers -Passphrase $passphrase }
        $refusal.FullyQualifiedErrorId | Should -Be 'SecretNotAtHand,ImageShare.Commands.ExportImageShareCommand'
        $refusal.TargetObject | Should -Be $file.FullName
        $refusal.ErrorDetails.RecommendedAction | Should -BeLike '*-RenewLostSecret*'
        [System.IO.File]::Exists($file.FullName) | Should -BeFalse

        $null = $without | Export-ImageShare -Directory $handovers -Passphrase $passphrase -RenewLostSecret
        (Import-ImageShare $file.FullName -Passphrase $passphrase -WarningAction SilentlyContinue).Secret | Should -BeOfType securestring
        Get-KeyId $app | Should -HaveCount 2
    }

    It 'gives two consumers of one name a file each' {
        $handovers = "$folder/$(New-Name)"
        $name = New-Name
        $apps = 1..2 | ForEach-Object {
            New-GalleryShareApp -DisplayName (New-Name) -ConsumerName $name -ImageId $publisher.ImageId -CertificatePath $old.Cer
        }
        $files = $apps | Export-ImageShare -Directory $handovers
        $again = $apps[1], $apps[0] | Export-ImageShare -Directory $handovers

        $files.Name | Should -Be "$name.share.json", "$name.$($apps[1].ApplicationId).share.json"
        $again.Name | Should -Be $files[1].Name, $files[0].Name
    }

    It 'stops at the first secret that would be readable to all' {
        $apps = 1..2 | ForEach-Object { New-Share @{ SecretLifetime = $lifetime } }
        $refusal = Get-Refusal { $apps | Export-ImageShare -Directory "$folder/$(New-Name)" }

        $refusal.FullyQualifiedErrorId | Should -BeLike 'SecretNotProtected,*'
    }
}

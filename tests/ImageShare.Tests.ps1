BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $publisher = $Sandbox.Publisher
    $consumer = $Sandbox.Consumer
    $folder = New-Folder
    $certificate = New-CertificateFile $folder 'fabrikam'
    $stranger = New-CertificateFile $folder 'stranger'
    $null = Connect-Side Publisher
    $image = Get-GalleryImage -ResourceId $publisher.ImageId -Version latest
    $app = $image | New-GalleryShareApp -DisplayName (New-Name Fabrikam) -ConsumerTenantId $consumer.TenantId -CertificatePath $certificate.Cer
    $reader = $app | Grant-GalleryReader
    $withSecret = $image | New-GalleryShareApp -DisplayName (New-Name Fabrikam) -WarningAction SilentlyContinue
    $secret = [System.Net.NetworkCredential]::new('', $withSecret.Secret).Password
    $passphrase = [System.Net.NetworkCredential]::new('', 'correct horse battery staple').SecurePassword
    $WarningPreference = 'SilentlyContinue'

    function New-Path([string] $Name = 'share') { "$folder/$(New-Name $Name).json" }
    function Get-Text([string] $Path) { [System.IO.File]::ReadAllText($Path) }
    function Test-File([string] $Path) { [System.IO.File]::Exists($Path) }
}

AfterAll { [System.IO.Directory]::Delete($folder, $true) }

Describe 'Export-ImageShare' {
    It 'writes a share when there are images, and gives the file' {
        $path = New-Path
        $file = $reader | Export-ImageShare -Path $path

        $file | Should -BeOfType System.IO.FileInfo
        $file.FullName | Should -Be $path
        $share = Import-ImageShare $path
        $share | Should -BeOfType ImageShare.Model.Handover
        $share.Kind | Should -Be 'Share'
        $share.Environment | Should -Be 'Sandbox'
        $share.PublisherTenantId | Should -Be $publisher.TenantId
        $share.ConsumerTenantId | Should -Be $consumer.TenantId
        $share.ApplicationId | Should -Be $app.ApplicationId
        $share.AppTenantId | Should -Be $publisher.TenantId
        $share.Credential.Kind | Should -Be 'Certificate'
        $share.Credential.Thumbprint | Should -Be $certificate.Thumbprint
        $share.Images.Id | Should -Be $image.Id
        $share.Images[0].Regions | Should -Be $image.Regions
        $share.ExpiresOn | Should -Be $share.Credential.EndsOn
        $share.SignedBy | Should -BeNullOrEmpty
        $share.Secret | Should -BeNullOrEmpty
        $share.Proof | Should -BeNullOrEmpty
        "$($share.ConsentUri)" | Should -BeLike "*/$($consumer.TenantId)/*client_id=$($app.ApplicationId)*"
    }

    It 'writes a request for an app without images' {
        $path = New-Path request
        $null = Connect-Side Consumer
        $own = New-GalleryShareApp -DisplayName (New-Name) -ManagedIdentity $consumer.ManagedIdentityId
        $null = $own | Export-ImageShare -Path $path
        $null = Connect-Side Publisher
        $request = Import-ImageShare $path

        $request.Kind | Should -Be 'Request'
        $request.ConsumerTenantId | Should -Be $consumer.TenantId
        $request.PublisherTenantId | Should -BeNullOrEmpty
        $request.ApplicationId | Should -Be $own.ApplicationId
        $request.Credential.Kind | Should -Be 'ManagedIdentity'
        $request.Images | Should -BeNullOrEmpty
    }

    It 'puts several grants of one app into one file' {
        $path = New-Path
        $null = $app | Grant-GalleryReader -ResourceId $publisher.ImageId, ($publisher.ImageId -replace '/images/.*') | Export-ImageShare -Path $path
        (Import-ImageShare $path).Images.Id | Should -Be $image.Id
    }

    It 'writes a file for each app into a folder, which it makes' {
        $files = @($app, $withSecret | Export-ImageShare -Directory "$folder/handovers" -Passphrase $passphrase)
        $files.Name | Should -Be "$($app.ConsumerName).share.json", "$($withSecret.ConsumerName).share.json"
    }

    It 'refuses several apps for one path, and names the parameter that takes them' {
        $path = New-Path
        $refusal = Get-Refusal { $app, $withSecret | Export-ImageShare -Path $path -Passphrase $passphrase }

        $refusal.FullyQualifiedErrorId | Should -BeLike 'SeveralApps,*'
        $refusal.CategoryInfo.Category | Should -Be 'InvalidArgument'
        $refusal.TargetObject | Should -Be $path
        $refusal.ErrorDetails.RecommendedAction | Should -BeLike 'Export-ImageShare -Directory*'
        Test-File $path | Should -BeFalse
    }

    It 'replaces a file only with -Force' {
        $path = New-Path
        [System.IO.File]::WriteAllText($path, 'something else')
        $refusal = Get-Refusal { $reader | Export-ImageShare -Path $path }

        $refusal.CategoryInfo.Category | Should -Be 'ResourceExists'
        $refusal.TargetObject | Should -Be $path
        $refusal.ErrorDetails.RecommendedAction | Should -BeLike '*-Force*'
        Get-Text $path | Should -Be 'something else'
        $null = $reader | Export-ImageShare -Path $path -Force
        (Import-ImageShare $path).ApplicationId | Should -Be $app.ApplicationId
    }

    It 'writes nothing under -WhatIf, and shows the hand-over with -PassThru' {
        $path = New-Path
        $reader | Export-ImageShare -Path $path -WhatIf | Should -BeNullOrEmpty
        $planned = $reader | Export-ImageShare -Path $path -WhatIf -PassThru

        $planned.ApplicationId | Should -Be $app.ApplicationId
        Test-File $path | Should -BeFalse
    }

    It 'refuses to write a secret that everyone can read' {
        $path = New-Path
        $refusal = Get-Refusal { $withSecret | Export-ImageShare -Path $path }

        $refusal.CategoryInfo.Category | Should -Be 'InvalidArgument'
        $refusal.ErrorDetails.RecommendedAction | Should -BeLike '*-Passphrase*'
        "$($refusal.Exception) $($refusal.ErrorDetails)" | Should -Not -BeLike "*$secret*"
        Test-File $path | Should -BeFalse
    }

    It 'lets no file outlive the credential, and says so' {
        $path = New-Path
        $said = Get-Said Verbose { $null = $reader | Export-ImageShare -Path $path -ExpiresOn ([DateTimeOffset]::UtcNow.AddYears(5)) }

        (Import-ImageShare $path).ExpiresOn | Should -Be $app.ExpiresOn
        "$said" | Should -BeLike "*then the app's credential ends*"
    }

    It 'refuses a day that has passed' {
        $path = New-Path
        $refusal = Get-Refusal { $reader | Export-ImageShare -Path $path -ExpiresOn ([DateTimeOffset]::UtcNow.AddDays(-1)) }

        $refusal.FullyQualifiedErrorId | Should -BeLike 'InvalidExpiresOn,*'
        $refusal.CategoryInfo.Category | Should -Be 'InvalidArgument'
        Test-File $path | Should -BeFalse
    }
}

Describe 'Import-ImageShare' {
    It 'opens a secret with <With>, and keeps it a SecureString' -ForEach @(
        @{ With = 'the passphrase'; Written = { @{ Passphrase = $passphrase } }; Read = { @{ Passphrase = $passphrase } } }
        @{ With = 'the recipient''s certificate'; Written = { @{ RecipientCertificatePath = $certificate.Cer } }; Read = { @{ CertificatePath = $certificate.Pfx } } }
        @{ With = 'nothing, where it stands in plain text'; Written = { @{ AllowPlainTextSecret = $true } }; Read = { @{} } }
    ) {
        $path = New-Path
        $to = & $Written
        $from = & $Read
        $null = $withSecret | Export-ImageShare -Path $path @to
        $share = Import-ImageShare $path @from

        $share.Secret | Should -BeOfType securestring
        [System.Net.NetworkCredential]::new('', $share.Secret).Password | Should -BeExactly $secret
        $share.Proof | Should -BeOfType ImageShare.Model.SecretProof
        "$share $($share.Proof) $($share.Credential)" | Should -Not -BeLike "*$secret*"
        if (-not $to.AllowPlainTextSecret) { Get-Text $path | Should -Not -BeLike "*$secret*" }
    }

    It 'attaches the certificate that the app knows' {
        $path = New-Path
        $null = $reader | Export-ImageShare -Path $path
        (Import-ImageShare $path -CertificatePath $certificate.Pfx).Proof | Should -BeOfType ImageShare.Model.CertificateProof
    }

    It 'takes files from the pipeline, as values and by property name' {
        $paths = (New-Path), (New-Path)
        $files = $paths | ForEach-Object { $reader | Export-ImageShare -Path $_ }

        ($files | Import-ImageShare).Path | Should -Be $paths
        ($paths | Import-ImageShare).Path | Should -Be $paths
    }

    It 'warns of a file that nobody signed, naming the tenant to confirm' {
        $path = New-Path
        $null = $reader | Export-ImageShare -Path $path
        "$(Get-Said Warning { $null = Import-ImageShare $path })" | Should -BeLike "*is not signed: confirm*tenant $($publisher.TenantId) is the publisher's*"
    }

    It 'says who signed a file, and holds it to the signer that is wanted' {
        $path = New-Path
        $null = $reader | Export-ImageShare -Path $path -SigningCertificatePath $certificate.Pfx

        (Import-ImageShare $path -SignerThumbprint $certificate.Thumbprint).SignedBy | Should -BeLike "*fabrikam*$($certificate.Thumbprint)*"
        $refusal = Get-Refusal { Import-ImageShare $path -SignerThumbprint $stranger.Thumbprint }
        $refusal.FullyQualifiedErrorId | Should -BeLike 'HandoverWrongSigner,*'
        $refusal.CategoryInfo.Category | Should -Be 'SecurityError'
        $refusal.TargetObject | Should -Be $path
    }

    It 'refuses <What>' -ForEach @(
        @{ What = 'a signed file that was changed'; Code = 'HandoverTampered'; Category = 'SecurityError'
            Change = { param($text) $text.Replace('westeurope', 'westus') }; Written = { @{ SigningCertificatePath = $certificate.Pfx } } }
        @{ What = 'a passphrase-protected file that was changed'; Code = 'HandoverWrongPassphrase'; Category = 'SecurityError'
            Change = { param($text) $text.Replace('westeurope', 'westus') }; Written = { @{ Passphrase = $passphrase } }; Read = { @{ Passphrase = $passphrase } } }
        @{ What = 'a file that is not JSON'; Code = 'HandoverUnreadable'; Category = 'InvalidData'; Change = { 'not a hand-over' } }
        @{ What = 'a file that is cut off'; Code = 'HandoverUnreadable'; Category = 'InvalidData'; Change = { param($text) $text.Substring(0, 100) } }
        @{ What = 'a file with a member that nobody knows'; Code = 'HandoverUnreadable'; Category = 'InvalidData'; Change = { param($text) $text.Replace('"kind"', '"extra": 1, "kind"') } }
        @{ What = 'JSON of something else'; Code = 'HandoverUnreadable'; Category = 'InvalidData'; Change = { '{ "name": "x" }' } }
        @{ What = 'a newer schema'; Code = 'HandoverSchemaNewer'; Category = 'InvalidData'; Fix = 'Update ImageShare*'
            Change = { param($text) $text -replace '"schemaVersion": *\d+', '"schemaVersion": 99' } }
        @{ What = 'a file that has expired'; Code = 'HandoverExpired'; Category = 'InvalidOperation'; Who = 'publisher'
            Change = { param($text) $text -replace '"createdOn": *"[^"]+"', '"createdOn": "2020-01-01T00:00:00Z"' -replace '"expiresOn": *"[^"]+"', '"expiresOn": "2020-02-01T00:00:00Z"' } }
        @{ What = 'a secret for another certificate'; Code = 'HandoverWrongRecipient'; Category = 'SecurityError'; Fix = 'Give the certificate whose public part*'
            Written = { @{ RecipientCertificatePath = $certificate.Cer } }; Read = { @{ CertificatePath = $stranger.Pfx } } }
        @{ What = 'a wrong passphrase'; Code = 'HandoverWrongPassphrase'; Category = 'SecurityError'
            Written = { @{ Passphrase = $passphrase } }; Read = { @{ Passphrase = [System.Net.NetworkCredential]::new('', 'wrong').SecurePassword } } }
        @{ What = 'a certificate that the app does not know'; Code = 'HandoverWrongCertificate'; Category = 'InvalidArgument'; Read = { @{ CertificatePath = $stranger.Pfx } } }
        @{ What = 'a managed identity for an app with a certificate'; Code = 'HandoverWrongCredential'; Category = 'InvalidArgument'; Read = { @{ ManagedIdentity = $consumer.ManagedIdentityClientId } } }
        @{ What = 'a file that is not there'; Code = 'FileNotFound'; Category = 'ObjectNotFound'; Missing = $true }
    ) {
        $path = New-Path
        $to = if ($Written) { & $Written } else { @{} }
        $from = if ($Read) { & $Read } else { @{} }
        if (-not $Missing) {
            $content = if ($to.Passphrase -or $to.RecipientCertificatePath) { $withSecret } else { $reader }
            $null = $content | Export-ImageShare -Path $path @to
            if ($Change) { [System.IO.File]::WriteAllText($path, (& $Change (Get-Text $path))) }
        }

        $shares = $null
        $refusal = Get-Refusal { $script:shares = Import-ImageShare $path @from }

        $refusal.FullyQualifiedErrorId | Should -Be "$Code,ImageShare.Commands.ImportImageShareCommand"
        $refusal.CategoryInfo.Category | Should -Be $Category
        $refusal.TargetObject | Should -Be $path
        $shares | Should -BeNullOrEmpty
        if ($Fix) { $refusal.ErrorDetails.RecommendedAction | Should -BeLike $Fix }
        if ($Who) { $refusal.ErrorDetails.Message | Should -BeLike "*Who: the ${Who}*" }
        "$($refusal.Exception) $($refusal.ErrorDetails)" | Should -Not -BeLike "*$secret*"
    }

    It 'reads the files beside one that is refused' {
        $path = New-Path
        $null = $reader | Export-ImageShare -Path $path
        $shares = @("$folder/nowhere.json", $path | Import-ImageShare -ErrorAction SilentlyContinue -ErrorVariable refused)

        $shares.Path | Should -Be $path
        $refused | Should -HaveCount 1
    }
}

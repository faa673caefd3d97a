BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $publisher = $Sandbox.Publisher
    $consumer = $Sandbox.Consumer
    $folder = New-Folder
    $certificate = New-CertificateFile $folder 'fabrikam'
    $null = Connect-Side Publisher
    $image = Get-GalleryImage -ResourceId $publisher.ImageId -Version latest
    $unknown = '12345678-1111-4222-8333-123456789abc'
}

AfterAll { [System.IO.Directory]::Delete($folder, $true) }

Describe 'New-GalleryShareApp' {
    It 'makes a multi-tenant app that a certificate proves' {
        $name = New-Name Fabrikam
        $app = $image | New-GalleryShareApp -DisplayName $name -CertificatePath $certificate.Cer -ConsumerTenantId $consumer.TenantId

        $app | Should -BeOfType ImageShare.Model.GalleryShareApp
        $app.DisplayName | Should -Be $name
        $app.ConsumerName | Should -Be $name
        $app.ApplicationId, $app.ObjectId, $app.ServicePrincipalId | Should -Match '^[0-9a-f]{8}-'
        $app.TenantId, $app.AppTenantId, $app.PublisherTenantId | Should -Be @($publisher.TenantId, $publisher.TenantId, $publisher.TenantId)
        $app.ConsumerTenantId | Should -Be $consumer.TenantId
        $app.Shared | Should -BeFalse
        $app.Credentials | Should -HaveCount 1
        $app.Credentials[0].Kind | Should -Be 'Certificate'
        $app.Credentials[0].Thumbprint | Should -Be $certificate.Thumbprint
        $app.ExpiresOn | Should -Be $app.Credentials[0].EndsOn
        $app.Secret | Should -BeNullOrEmpty
        $app.Images.Id | Should -Be $image.Id
        "$($app.ConsentUri)" | Should -BeLike "*/$($consumer.TenantId)/*client_id=$($app.ApplicationId)*"
    }

    It 'finds what it made, adds nothing, and gives the same app again' {
        $name = New-Name
        $first = New-GalleryShareApp -DisplayName $name -CertificatePath $certificate.Cer
        $said = Get-Said Verbose { $script:second = New-GalleryShareApp -DisplayName $name -CertificatePath $certificate.Cer }

        $second.ApplicationId, $second.ObjectId, $second.ServicePrincipalId | Should -Be $first.ApplicationId, $first.ObjectId, $first.ServicePrincipalId
        $second.Credentials | Should -HaveCount 1
        $second.Credentials[0].KeyId | Should -Be $first.Credentials[0].KeyId
        $said | Should -Contain "The share app '$name' is there already: application id $($first.ApplicationId)."
        Get-GalleryShareApp $name | Should -HaveCount 1
    }

    It 'makes a secret, warns, and shows it once, as a SecureString' {
        $name = New-Name
        $warned = Get-Said Warning { $script:app = New-GalleryShareApp -DisplayName $name }

        $warned | Should -BeLike 'The app gets a secret, good for 90 days.*'
        $app.Secret | Should -BeOfType securestring
        $app.Credentials[0].Kind | Should -Be 'Secret'
        ($app.ExpiresOn - [DateTimeOffset]::UtcNow).TotalDays | Should -BeGreaterThan 89.9
        (Get-GalleryShareApp $name).Secret | Should -BeNullOrEmpty
        (New-GalleryShareApp -DisplayName $name -WarningVariable again -WarningAction SilentlyContinue).Secret | Should -BeNullOrEmpty
        "$again" | Should -BeLike '*has a secret already*'
    }

    It 'gives the secret the lifetime that was asked for, without a warning' {
        $warned = Get-Said Warning { $script:app = New-GalleryShareApp -DisplayName (New-Name) -SecretLifetime ([timespan]::FromDays(7)) }

        $warned | Should -BeNullOrEmpty
        ($app.ExpiresOn - [DateTimeOffset]::UtcNow).TotalDays | Should -BeLessThan 7.1
    }

    It 'trusts an issuer and a subject' {
        $app = New-GalleryShareApp -DisplayName (New-Name) -FederatedIssuer $Sandbox.WorkloadIssuer -FederatedSubject 'repo:fabrikam/images'

        $app.Credentials[0].Kind | Should -Be 'Federated'
        $app.Credentials[0].Issuer | Should -Be $Sandbox.WorkloadIssuer
        $app.Credentials[0].Subject | Should -Be 'repo:fabrikam/images'
        $app.ExpiresOn | Should -BeNullOrEmpty
    }

    It 'trusts a managed identity of the same tenant, which makes it the consumer''s app' {
        $null = Connect-Side Consumer
        $app = New-GalleryShareApp -DisplayName (New-Name) -ManagedIdentity $consumer.ManagedIdentityId
        $null = Connect-Side Publisher

        $app.Credentials[0].Kind | Should -Be 'ManagedIdentity'
        $app.Credentials[0].Subject | Should -Be $consumer.ManagedIdentityObjectId
        $app.AppTenantId, $app.ConsumerTenantId | Should -Be $consumer.TenantId, $consumer.TenantId
        $app.PublisherTenantId | Should -BeNullOrEmpty
    }

    It 'makes one app for many consumers' {
        $app = New-GalleryShareApp -DisplayName (New-Name) -Shared -CertificatePath $certificate.Cer

        $app.Shared | Should -BeTrue
        $app.ConsumerName | Should -BeNullOrEmpty
        $app.ConsumerTenantId | Should -BeNullOrEmpty
        "$($app.ConsentUri)" | Should -BeLike '*/organizations/*'
    }

    It 'puts piped images together into the one app that is named' {
        $app = Get-GalleryImage -Name *-server | New-GalleryShareApp -DisplayName (New-Name) -CertificatePath $certificate.Cer

        $app | Should -HaveCount 1
        $app.Images | Should -HaveCount 2
    }

    It 'makes an app for each record that brings a name' {
        $names = (New-Name), (New-Name)
        $records = foreach ($name in $names) {
            [pscustomobject]@{ DisplayName = $name; ConsumerTenantId = $consumer.TenantId; ImageId = $publisher.ImageId; CertificatePath = $certificate.Cer }
        }
        $apps = $records | New-GalleryShareApp

        $apps | Should -HaveCount 2
        foreach ($name in $names) { $apps.DisplayName | Should -Contain $name }
        $apps.Images.ImageId | Should -Be $publisher.ImageId, $publisher.ImageId
    }

    It 'changes nothing under -WhatIf, and shows the plan with -PassThru' {
        $name = New-Name
        New-GalleryShareApp -DisplayName $name -CertificatePath $certificate.Cer -WhatIf | Should -BeNullOrEmpty
        $planned = New-GalleryShareApp -DisplayName $name -CertificatePath $certificate.Cer -WhatIf -PassThru

        $planned.DisplayName | Should -Be $name
        $planned.ApplicationId | Should -BeNullOrEmpty
        $planned.Credentials[0].Thumbprint | Should -Be $certificate.Thumbprint
        Get-GalleryShareApp $name | Should -BeNullOrEmpty
    }

    It 'tells its milestones' {
        $name = New-Name
        $said = Get-Said Verbose { $script:app = New-GalleryShareApp -DisplayName $name -CertificatePath $certificate.Cer }

        $said | Should -Contain "Created application '$name', application id $($app.ApplicationId), in tenant $($publisher.TenantId)."
        "$said" | Should -BeLike "*Added certificate $($certificate.Thumbprint) to application '$name'*"
    }

    It 'refuses <What> and makes nothing' -ForEach @(
        @{ What = 'a managed identity of another tenant'; Parameters = @{ ManagedIdentity = '{identity}' }; Code = 'ManagedIdentityInOtherTenant'; Category = 'InvalidArgument' }
        @{ What = 'what is no managed identity'; Parameters = @{ ManagedIdentity = 'id-builder' }; Code = 'InvalidManagedIdentity'; Category = 'InvalidArgument' }
        @{ What = 'a certificate that is not there'; Parameters = @{ CertificatePath = 'nowhere.cer' }; Code = 'FileNotFound'; Category = 'ObjectNotFound' }
        @{ What = 'an issuer that is no https address'; Parameters = @{ FederatedIssuer = 'fabrikam'; FederatedSubject = 's' }; Code = 'InvalidFederatedIssuer'; Category = 'InvalidArgument' }
        @{ What = 'a secret that is good for too long'; Parameters = @{ SecretLifetime = [timespan]::FromDays(800) }; Code = 'InvalidSecretLifetime'; Category = 'InvalidArgument' }
        @{ What = 'a tenant that is no GUID'; Parameters = @{ ConsumerTenantId = 'fabrikam' }; Code = 'ParameterArgumentValidationError'; Category = 'InvalidData' }
    ) {
        $name = New-Name
        if ($Parameters.ManagedIdentity -eq '{identity}') { $Parameters.ManagedIdentity = $consumer.ManagedIdentityId }
        $refusal = Get-Refusal { New-GalleryShareApp -DisplayName $name @Parameters }

        $refusal.FullyQualifiedErrorId | Should -Be "$Code,ImageShare.Commands.NewGalleryShareAppCommand"
        $refusal.CategoryInfo.Category | Should -Be $Category
        Get-GalleryShareApp $name | Should -BeNullOrEmpty
    }

    It 'refuses a file without a certificate in it' {
        [System.IO.File]::WriteAllText("$folder/text.cer", 'not a certificate')
        $name = New-Name
        $refusal = Get-Refusal { New-GalleryShareApp -DisplayName $name -CertificatePath "$folder/text.cer" }

        $refusal.FullyQualifiedErrorId | Should -BeLike '*Certificate*,*'
        $refusal.TargetObject | Should -Be "$folder/text.cer"
        Get-GalleryShareApp $name | Should -BeNullOrEmpty
    }

    It 'refuses the name of an app that serves another consumer' {
        $name = New-Name
        $app = New-GalleryShareApp -DisplayName $name -CertificatePath $certificate.Cer -ConsumerTenantId $consumer.TenantId
        $refusal = Get-Refusal { New-GalleryShareApp -DisplayName $name -CertificatePath $certificate.Cer -ConsumerTenantId $unknown }

        $refusal.FullyQualifiedErrorId | Should -BeLike 'ShareAppOfOtherConsumer,*'
        $refusal.CategoryInfo.Category | Should -Be 'ResourceExists'
        $refusal.TargetObject | Should -Be $app.ApplicationId
    }
}

Describe 'Get-GalleryShareApp' {
    BeforeAll {
        $prefix = New-Name
        $apps = 1, 2 | ForEach-Object { New-GalleryShareApp -DisplayName "$prefix-$_" -CertificatePath $certificate.Cer }
    }

    It 'takes wildcards' {
        (Get-GalleryShareApp "$prefix*").DisplayName | Should -Contain "$prefix-2"
        Get-GalleryShareApp "$prefix*" | Should -HaveCount 2
    }

    It 'takes application ids from the pipeline' {
        ($apps | Get-GalleryShareApp).ApplicationId | Should -Be $apps.ApplicationId
    }

    It 'shows none but share apps' {
        (Get-GalleryShareApp).ApplicationId | Should -Not -Contain $publisher.AdminApplicationId
    }
}

Describe 'Remove-GalleryShareApp' {
    It 'removes what is piped in, for good, and says so' {
        $app = New-GalleryShareApp -DisplayName (New-Name) -CertificatePath $certificate.Cer

        $app | Remove-GalleryShareApp -WhatIf
        Get-GalleryShareApp -ApplicationId $app.ApplicationId | Should -HaveCount 1
        $app | Remove-GalleryShareApp -PassThru | Should -BeTrue
        Get-GalleryShareApp -ApplicationId $app.ApplicationId | Should -BeNullOrEmpty
        $app | Remove-GalleryShareApp -PassThru | Should -BeTrue
    }
}

Describe 'Approve-GalleryShareApp' {
    BeforeAll {
        $app = $image | New-GalleryShareApp -DisplayName (New-Name Fabrikam) -CertificatePath $certificate.Cer
        $null = Connect-Side Consumer
    }

    It 'plans under -WhatIf' {
        $app | Approve-GalleryShareApp -WhatIf | Should -BeNullOrEmpty
        $planned = $app | Approve-GalleryShareApp -WhatIf -PassThru

        $planned.ApplicationId | Should -Be $app.ApplicationId
        $planned.ServicePrincipalId | Should -BeNullOrEmpty
    }

    It 'makes the principal, and warns that the app''s owner can sign in here' {
        $warned = Get-Said Warning { $script:approved = $app | Approve-GalleryShareApp }

        $approved | Should -BeOfType ImageShare.Model.GalleryShareApp
        $approved.DisplayName | Should -Be $app.DisplayName
        $approved.ApplicationId | Should -Be $app.ApplicationId
        $approved.TenantId, $approved.AppTenantId | Should -Be $consumer.TenantId, $publisher.TenantId
        $approved.ServicePrincipalId | Should -Not -Be $app.ServicePrincipalId
        "$warned" | Should -BeLike "The app belongs to tenant $($publisher.TenantId): its owner can sign in here*"
    }

    It 'says on a second run that it is approved, and gives the same principal' {
        $said = Get-Said Verbose { $script:again = $app | Approve-GalleryShareApp }

        $again.ServicePrincipalId | Should -Be $approved.ServicePrincipalId
        $said | Should -Contain "Application $($app.ApplicationId) is approved in tenant $($consumer.TenantId) already: service principal $($again.ServicePrincipalId)."
    }

    It 'lets the app build in a resource group, too' {
        $said = Get-Said Verbose { $app | Approve-GalleryShareApp -ResourceGroupName $consumer.ResourceGroupName }
        foreach ($role in 'Virtual Machine Contributor', 'Network Contributor') {
            $said | Should -Contain "$($app.DisplayName) has the role $role on $($consumer.ResourceGroupName)."
        }
    }

    It 'gives the consent link through the host, and says what to do when nobody opens it' {
        $null = Connect-Side Publisher
        $other = New-GalleryShareApp -DisplayName (New-Name) -CertificatePath $certificate.Cer
        $null = Connect-Side Consumer
        $shown = @(Get-Said Information { $script:refusal = Get-Refusal { $other | Approve-GalleryShareApp -UseConsentLink -TimeoutSec 1 -InformationAction Continue } })

        $refusal.FullyQualifiedErrorId | Should -BeLike 'ApprovalTimeout,*'
        $refusal.CategoryInfo.Category | Should -Be 'OperationTimeout'
        $refusal.TargetObject | Should -Be $other.ApplicationId
        $refusal.ErrorDetails.RecommendedAction | Should -BeLike "*administrator open https://*/$($consumer.TenantId)/*client_id=$($other.ApplicationId)*"
    }

    It 'refuses an app in its own home, and says who approves it' {
        $null = Connect-Side Publisher
        $refusal = Get-Refusal { $app | Approve-GalleryShareApp }
        $null = Connect-Side Consumer

        $refusal.FullyQualifiedErrorId | Should -BeLike 'ApprovalAtHome,*'
        $refusal.CategoryInfo.Category | Should -Be 'InvalidOperation'
    }
}

BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $publisher = $Sandbox.Publisher
    $consumer = $Sandbox.Consumer
    $gallery = $publisher.ImageId -replace '/images/.*'
    $folder = New-Folder
    $certificate = New-CertificateFile $folder 'fabrikam'
    $null = Connect-Side Publisher
    $image = Get-GalleryImage -ResourceId $publisher.ImageId -Version latest

    function New-App([string] $Prefix = 'Fabrikam') { $image | New-GalleryShareApp -DisplayName (New-Name $Prefix) -CertificatePath $certificate.Cer }
}

AfterAll { [System.IO.Directory]::Delete($folder, $true) }

Describe 'Grant-GalleryReader' {
    It 'gives the role of an image reader at the gallery, and claims no more than is known' {
        $app = New-App
        $reader = $app | Grant-GalleryReader

        $reader | Should -BeOfType ImageShare.Model.GalleryReader
        $reader.Scope | Should -Be $gallery
        $reader.RoleDefinitionName | Should -Be 'Compute Gallery Image Reader'
        $reader.RoleAssignmentId | Should -BeLike "$gallery/providers/Microsoft.Authorization/roleAssignments/*"
        $reader.ObjectId | Should -Be $app.ServicePrincipalId
        $reader.ObjectType | Should -Be 'ServicePrincipal'
        $reader.ApplicationId | Should -Be $app.ApplicationId
        $reader.TenantId | Should -Be $publisher.TenantId
        $reader.App.ApplicationId | Should -Be $app.ApplicationId
        $reader.Images.Id | Should -Be $image.Id
        $reader.EffectiveVerified | Should -BeFalse
    }

    It 'verifies with the reader''s own sign-in that the role has taken effect' {
        $app = New-App
        $null = $app | Grant-GalleryReader
        $own = Get-ImageShareContext
        $reader = Connect-App $app $certificate.Pfx
        $reader | Disconnect-ImageShare

        ($app | Grant-GalleryReader -Context $own -ReaderContext $reader).EffectiveVerified | Should -BeTrue
    }

    It 'finds the role on a second run and gives the same assignment' {
        $app = New-App
        $first = $app | Grant-GalleryReader
        $said = Get-Said Verbose { $script:second = $app | Grant-GalleryReader }

        $second.RoleAssignmentId | Should -Be $first.RoleAssignmentId
        $said | Should -Contain "'$($app.DisplayName)' ($($app.ServicePrincipalId)) has the role 'Compute Gallery Image Reader' at $gallery already."
    }

    It 'gives the role to a user, found by object id' {
        $reader = Grant-GalleryReader -ObjectId $publisher.UserObjectId -ResourceId $publisher.ImageId

        $reader.ObjectType | Should -Be 'User'
        $reader.Scope | Should -Be $publisher.ImageId
        $reader.App | Should -BeNullOrEmpty
        $reader.Images.Version | Should -Be '1.1.0'
    }

    It 'gives one role for several piped images of one gallery' {
        $readers = @(Get-GalleryImage -Name *-server | Grant-GalleryReader -ApplicationId (New-App).ApplicationId)

        $readers | Should -HaveCount 1
        $readers[0].Images | Should -HaveCount 2
    }

    It 'takes principals from the pipeline by property name' {
        $records = foreach ($app in (New-App), (New-App)) { [pscustomobject]@{ PrincipalId = $app.ServicePrincipalId; PrincipalType = 'ServicePrincipal'; Scope = $gallery } }
        $readers = $records | Grant-GalleryReader

        $readers | Should -HaveCount 2
        foreach ($record in $records) { $readers.ObjectId | Should -Contain $record.PrincipalId }
    }

    It 'takes another role by name' {
        ((New-App) | Grant-GalleryReader -RoleDefinitionName Reader).RoleDefinitionId | Should -Be 'acdd72a7-3385-48ef-bd42-f606fba81ae7'
    }

    It 'changes nothing under -WhatIf, and shows the plan with -PassThru' {
        $app = New-App
        $app | Grant-GalleryReader -WhatIf | Should -BeNullOrEmpty
        $planned = $app | Grant-GalleryReader -WhatIf -PassThru
        $said = Get-Said Verbose { $null = $app | Grant-GalleryReader }

        $planned.ObjectId | Should -Be $app.ServicePrincipalId
        $planned.EffectiveVerified | Should -BeFalse
        "$said" | Should -BeLike "*Gave role 'Compute Gallery Image Reader' to '$($app.DisplayName)'*"
        "$said" | Should -Not -BeLike '*already*'
    }

    It 'plans on through the pipeline, for an app that is only planned' {
        $name = New-Name
        $planned = $image | New-GalleryShareApp -DisplayName $name -CertificatePath $certificate.Cer -WhatIf -PassThru | Grant-GalleryReader -WhatIf -PassThru

        $planned.Scope | Should -Be $gallery
        $planned.DisplayName | Should -Be $name
        Get-GalleryShareApp $name | Should -BeNullOrEmpty
    }

    It 'refuses <What>' -ForEach @(
        @{ What = 'the object id of the application'; Id = 'ObjectId'; Code = 'UnsupportedPrincipalType'; Category = 'InvalidArgument'; Fix = 'Use -ApplicationId *' }
        @{ What = 'an object that is not in the tenant'; Id = '12345678-1111-4222-8333-123456789abc'; Code = 'PrincipalNotFound'; Category = 'ObjectNotFound'; Fix = 'Check the id and the tenant*' }
    ) {
        if ($Id -eq 'ObjectId') { $Id = (New-App).ObjectId }
        $refusal = Get-Refusal { Grant-GalleryReader -ObjectId $Id -ResourceId $gallery }

        $refusal.FullyQualifiedErrorId | Should -Be "$Code,ImageShare.Commands.GrantGalleryReaderCommand"
        $refusal.CategoryInfo.Category | Should -Be $Category
        $refusal.TargetObject | Should -Be $Id
        $refusal.ErrorDetails.RecommendedAction | Should -BeLike $Fix
    }

    It 'refuses an app that is not approved, and names the cmdlet that approves it' {
        $refusal = Get-Refusal { Grant-GalleryReader -ApplicationId $consumer.AdminApplicationId -ResourceId $gallery }

        $refusal.FullyQualifiedErrorId | Should -BeLike 'AppNotApproved,*'
        $refusal.CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $refusal.TargetObject | Should -Be $consumer.AdminApplicationId
        $refusal.ErrorDetails.RecommendedAction | Should -Be "Approve-GalleryShareApp -ApplicationId $($consumer.AdminApplicationId)"
    }

    It 'refuses <What>' -ForEach @(
        @{ What = 'a role that is not there'; Parameters = @{ RoleDefinitionName = 'Emperor' }; Code = 'RoleDefinitionDoesNotExist'; Category = 'ObjectNotFound'; Target = '*' }
        @{ What = 'a scope that is no gallery'; Parameters = @{ ResourceId = '/subscriptions/00000000-0000-0000-0000-000000000001' }; Code = 'InvalidResourceId'; Category = 'InvalidArgument'; Target = '/subscriptions/*' }
        @{ What = 'a gallery that is not there'; Parameters = @{ ResourceId = '{gallery}x' }; Code = 'ResourceNotFound'; Category = 'ObjectNotFound'; Target = '*' }
        @{ What = 'a principal without anything to read'; Parameters = @{ ResourceId = $null }; Code = 'ScopeRequired'; Category = 'InvalidArgument'; Target = '*' }
    ) {
        $all = @{ ObjectId = $publisher.UserObjectId; ResourceId = $gallery }
        foreach ($key in $Parameters.Keys) { $all[$key] = $Parameters[$key] }
        if ($all.ResourceId) { $all.ResourceId = $all.ResourceId -replace '\{gallery\}', $gallery } else { $all.Remove('ResourceId') }
        $refusal = Get-Refusal { Grant-GalleryReader @all }

        $refusal.FullyQualifiedErrorId | Should -Be "$Code,ImageShare.Commands.GrantGalleryReaderCommand"
        $refusal.CategoryInfo.Category | Should -Be $Category
        $refusal.TargetObject | Should -BeLike $Target
    }

    It 'tells who may not give roles what that takes' {
        $app = New-App
        $nobody = Connect-App $app $certificate.Pfx
        $nobody | Disconnect-ImageShare
        $refusal = Get-Refusal { Grant-GalleryReader -ObjectId $publisher.UserObjectId -ObjectType User -ResourceId $gallery -RoleDefinitionName Reader -Context $nobody }

        $refusal.FullyQualifiedErrorId | Should -BeLike 'AuthorizationFailed,*'
        $refusal.CategoryInfo.Category | Should -Be 'PermissionDenied'
        $refusal.TargetObject | Should -Be $gallery
        $refusal.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }
}

Describe 'Grant-GalleryReader -SignInName' {
    BeforeAll {
        function New-Address { "$(New-Name ann)@fabrikam.example" }
    }

    It 'finds a user of the house by its user principal name' {
        $reader = Grant-GalleryReader -SignInName $publisher.UserName -ResourceId $publisher.ImageId

        $reader.ObjectId | Should -Be $publisher.UserObjectId
        $reader.Kind | Should -Be 'User'
        $reader.State | Should -BeNullOrEmpty
        $reader.Outside | Should -BeFalse
    }

    It 'refuses a name that nobody has, and names -Invite' {
        $address = New-Address
        $refusal = Get-Refusal { Grant-GalleryReader -SignInName $address -ResourceId $gallery }

        $refusal.FullyQualifiedErrorId | Should -Be 'SignInNameNotFound,ImageShare.Commands.GrantGalleryReaderCommand'
        $refusal.CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $refusal.TargetObject | Should -Be $address
        $refusal.ErrorDetails.RecommendedAction | Should -BeLike '*-Invite*'
    }

    It 'invites, warns that the guest must accept, and sends the invitation again when asked' {
        $address = New-Address
        $warned = Get-Said Warning { $script:first = Grant-GalleryReader -SignInName $address -Invite -ResourceId $gallery -ConsumerName Fabrikam }
        $said = Get-Said Verbose { $script:second = Grant-GalleryReader -SignInName $address -Invite -ResourceId $gallery 3>$null }

        $first.Kind | Should -Be 'Guest'
        $first.State | Should -Be 'PendingAcceptance'
        $first.SignInName | Should -Be $address
        $first.InviteRedeemUri.Scheme | Should -Be 'https'
        $first.ConsumerName | Should -Be 'Fabrikam'
        "$warned" | Should -BeLike "$address has not accepted the invitation*"
        $second.ObjectId | Should -Be $first.ObjectId
        $second.RoleAssignmentId | Should -Be $first.RoleAssignmentId
        "$said" | Should -BeLike "*$address was sent another invitation*"
    }

    It 'invites nobody under -WhatIf' {
        $address = New-Address
        $planned = Grant-GalleryReader -SignInName $address -Invite -ResourceId $gallery -WhatIf -PassThru
        $refusal = Get-Refusal { Grant-GalleryReader -SignInName $address -ResourceId $gallery }

        $planned.ObjectId | Should -BeNullOrEmpty
        $refusal.FullyQualifiedErrorId | Should -BeLike 'SignInNameNotFound,*'
    }

    It 'refuses <What> before any request' -ForEach @(
        @{ What = 'a name that is no address'; Parameters = @{ SignInName = 'operator' }; Code = 'InvalidSignInName' }
        @{ What = 'a page without TLS'; Parameters = @{ SignInName = 'a@b.example'; Invite = $true; InviteRedirectUrl = 'http://b.example' }; Code = 'InvalidInviteRedirectUrl' }
    ) {
        $refusal = Get-Refusal { Grant-GalleryReader -ResourceId $gallery @Parameters }

        $refusal.FullyQualifiedErrorId | Should -Be "$Code,ImageShare.Commands.GrantGalleryReaderCommand"
        $refusal.CategoryInfo.Category | Should -Be 'InvalidArgument'
    }
}

Describe 'Get-GalleryReader' {
    It 'shows a share app with its credentials and the last day of the last one' {
        $app = New-App
        $null = $app | Grant-GalleryReader
        $reader = Get-GalleryReader -ResourceId $gallery | Where-Object ApplicationId -eq $app.ApplicationId

        $reader | Should -BeOfType ImageShare.Model.GalleryReader
        $reader.Kind | Should -Be 'App'
        $reader.ScopeType | Should -Be 'Gallery'
        $reader.GalleryResourceId | Should -Be $gallery
        $reader.App.Credentials.Kind | Should -Be 'Certificate'
        $reader.ExpiresOn | Should -Be $app.ExpiresOn
    }

    It 'leaves the own people out, unless all are asked for' {
        Get-GalleryReader $publisher.ResourceGroupName | Where-Object Outside -eq $false | Should -BeNullOrEmpty
        $owners = Get-GalleryReader -All | Where-Object RoleDefinitionName -eq Owner

        $owners.ObjectId | Should -Contain $publisher.UserObjectId
        $owners.ScopeType | Should -Contain 'Subscription'
    }

    It 'tells that a gallery is not there' {
        $refusal = Get-Refusal { Get-GalleryReader -ResourceId "${gallery}x" }

        $refusal.FullyQualifiedErrorId | Should -Be 'ResourceNotFound,ImageShare.Commands.GetGalleryReaderCommand'
        $refusal.CategoryInfo.Category | Should -Be 'ObjectNotFound'
    }
}

Describe 'Revoke-GalleryReader' {
    It 'takes the role of a piped reader, and does not mind doing it twice' {
        $reader = New-App | Grant-GalleryReader
        $reader | Revoke-GalleryReader -PassThru | Should -BeTrue
        $reader | Revoke-GalleryReader -PassThru | Should -BeTrue

        Get-GalleryReader -ResourceId $gallery | Where-Object ObjectId -eq $reader.ObjectId | Should -BeNullOrEmpty
    }

    It 'takes nothing under -WhatIf' {
        $reader = New-App | Grant-GalleryReader
        $reader | Revoke-GalleryReader -WhatIf -PassThru | Should -BeNullOrEmpty

        Get-GalleryReader -ResourceId $gallery | Where-Object ObjectId -eq $reader.ObjectId | Should -Not -BeNullOrEmpty
    }

    It 'finds a guest by the mail address, and says what is left elsewhere' {
        $address = "$(New-Name joe)@wingtip.example"
        $null = Grant-GalleryReader -SignInName $address -Invite -ResourceId $gallery, $publisher.ImageId -WarningAction SilentlyContinue
        $said = Get-Said Warning { Revoke-GalleryReader -SignInName $address -ResourceId $gallery }

        "$said" | Should -BeLike "*still reads there: the role 'Compute Gallery Image Reader' is given at $($publisher.ImageId)*"
        (Get-GalleryReader -ResourceId $publisher.ImageId | Where-Object SignInName -eq $address).ScopeType | Should -Be 'Image'
    }

    It 'takes the role of an app' {
        $app = New-App
        $null = $app | Grant-GalleryReader
        $app | Revoke-GalleryReader -ResourceId $gallery

        Get-GalleryReader -ResourceId $gallery | Where-Object ApplicationId -eq $app.ApplicationId | Should -BeNullOrEmpty
    }

    It 'is content when the directory does not know the name' {
        Get-Refusal { Revoke-GalleryReader -SignInName "$(New-Name nobody)@b.example" -ResourceId $gallery } | Should -BeNullOrEmpty
    }
}

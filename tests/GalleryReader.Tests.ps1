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

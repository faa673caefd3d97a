BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $publisher = $Sandbox.Publisher
    $consumer = $Sandbox.Consumer
    $scope = "/subscriptions/$($consumer.SubscriptionId)/resourceGroups/$($consumer.ResourceGroupName)"
    $folder = New-Folder
    $certificate = New-CertificateFile $folder 'fabrikam'
    $null = Connect-Side Publisher
    $foreign = New-GalleryShareApp -DisplayName (New-Name Fabrikam) -CertificatePath $certificate.Cer
    $null = Connect-Side Consumer

    function New-App { New-GalleryShareApp -DisplayName (New-Name) -CertificatePath $certificate.Cer }
}

AfterAll { [System.IO.Directory]::Delete($folder, $true) }

Describe 'Grant-SharedImageBuilder' {
    It 'gives the roles that building takes on one resource group' {
        $app = New-App
        $builders = @($app | Grant-SharedImageBuilder -ResourceGroupName $consumer.ResourceGroupName)

        $builders | Should -BeOfType ImageShare.Model.SharedImageBuilder
        $builders.RoleDefinitionName | Should -Be 'Virtual Machine Contributor', 'Network Contributor'
        foreach ($builder in $builders) {
            $builder.Scope | Should -Be $scope
            $builder.ResourceGroupName | Should -Be $consumer.ResourceGroupName
            $builder.ObjectId | Should -Be $app.ServicePrincipalId
            $builder.ObjectType | Should -Be 'ServicePrincipal'
            $builder.ApplicationId | Should -Be $app.ApplicationId
            $builder.TenantId | Should -Be $consumer.TenantId
            $builder.RoleAssignmentId | Should -BeLike "$scope/providers/Microsoft.Authorization/roleAssignments/*"
        }
    }

    It 'finds the roles on a second run and gives the same assignments' {
        $app = New-App
        $first = $app | Grant-SharedImageBuilder -ResourceGroupName $consumer.ResourceGroupName
        $said = Get-Said Verbose { $script:second = $app | Grant-SharedImageBuilder -ResourceGroupName $consumer.ResourceGroupName }

        $second.RoleAssignmentId | Should -Be $first.RoleAssignmentId
        @($said | Where-Object { $_ -like "*has the role '*Contributor' at $scope already." }) | Should -HaveCount 2
    }

    It 'takes another role, and a managed identity by object id' {
        $builder = Grant-SharedImageBuilder -ObjectId $consumer.ManagedIdentityObjectId -ResourceGroupName $consumer.ResourceGroupName -RoleDefinitionName Reader

        $builder.ObjectType | Should -Be 'ServicePrincipal'
        $builder.RoleDefinitionName | Should -Be 'Reader'
    }

    It 'takes apps from the pipeline by property name' {
        $records = foreach ($app in (New-App), (New-App)) { [pscustomobject]@{ AppId = $app.ApplicationId } }
        $builders = $records | Grant-SharedImageBuilder -ResourceGroupName $consumer.ResourceGroupName -RoleDefinitionName 'Network Contributor'

        $builders | Should -HaveCount 2
        foreach ($record in $records) { $builders.ApplicationId | Should -Contain $record.AppId }
    }

    It 'changes nothing under -WhatIf, and shows the plan with -PassThru' {
        $app = New-App
        $app | Grant-SharedImageBuilder -ResourceGroupName $consumer.ResourceGroupName -WhatIf | Should -BeNullOrEmpty
        $planned = @($app | Grant-SharedImageBuilder -ResourceGroupName $consumer.ResourceGroupName -WhatIf -PassThru)
        $said = Get-Said Verbose { $null = $app | Grant-SharedImageBuilder -ResourceGroupName $consumer.ResourceGroupName }

        $planned.RoleDefinitionName | Should -Be 'Virtual Machine Contributor', 'Network Contributor'
        "$said" | Should -Not -BeLike '*already*'
    }

    It 'refuses an app that is not approved, and names the cmdlet that approves it' {
        $refusal = Get-Refusal { $foreign | Grant-SharedImageBuilder -ResourceGroupName $consumer.ResourceGroupName -Context (Get-ImageShareContext) }

        $refusal.FullyQualifiedErrorId | Should -Be 'AppNotApproved,ImageShare.Commands.GrantSharedImageBuilderCommand'
        $refusal.CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $refusal.TargetObject | Should -Be $foreign.ApplicationId
        $refusal.ErrorDetails.RecommendedAction | Should -Be "Approve-GalleryShareApp -ApplicationId $($foreign.ApplicationId)"
    }

    It 'refuses <What>' -ForEach @(
        @{ What = 'a resource group that is not there'; Parameters = @{ ResourceGroupName = 'nowhere' }; Code = 'ResourceGroupNotFound'; Category = 'ObjectNotFound'; Target = '*nowhere*' }
        @{ What = 'a name that no resource group has'; Parameters = @{ ResourceGroupName = 'rg/vms' }; Code = 'InvalidResourceGroupName'; Category = 'InvalidArgument'; Target = 'rg/vms' }
        @{ What = 'a role that is not there'; Parameters = @{ RoleDefinitionName = 'Emperor' }; Code = 'RoleDefinitionDoesNotExist'; Category = 'ObjectNotFound'; Target = '*' }
        @{ What = 'an object that is not in the tenant'; Parameters = @{ ObjectId = '12345678-1111-4222-8333-123456789abc' }; Code = 'PrincipalNotFound'; Category = 'ObjectNotFound'; Target = '12345678-*' }
    ) {
        $all = @{ ObjectId = $consumer.ManagedIdentityObjectId; ResourceGroupName = $consumer.ResourceGroupName }
        foreach ($key in $Parameters.Keys) { $all[$key] = $Parameters[$key] }
        $refusal = Get-Refusal { Grant-SharedImageBuilder @all }

        $refusal.FullyQualifiedErrorId | Should -Be "$Code,ImageShare.Commands.GrantSharedImageBuilderCommand"
        $refusal.CategoryInfo.Category | Should -Be $Category
        $refusal.TargetObject | Should -BeLike $Target
    }
}

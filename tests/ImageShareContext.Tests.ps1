BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $publisher = $Sandbox.Publisher
    $consumer = $Sandbox.Consumer

    # -ServicePrincipal -Credential of a sign-in that goes wrong in one point.
    function Connect-Wrong([string] $TenantId = $publisher.TenantId, [string] $UserName = $publisher.AdminApplicationId, [string] $Secret = $publisher.AdminSecret) {
        Connect-ImageShare -Environment $Sandbox.Environment -TenantId $TenantId -ServicePrincipal -Credential (New-Credential $UserName $Secret)
    }
}

Describe 'Connect-ImageShare' {
    BeforeEach { Get-ImageShareContext | Disconnect-ImageShare }

    It 'gives a context that says who signed in, where, how, and into which subscription' {
        $context = Connect-Side Publisher

        $context | Should -BeOfType ImageShare.Model.ImageShareContext
        $context.Account | Should -Be $publisher.AdminApplicationId
        $context.ObjectId | Should -Be $publisher.AdminObjectId
        $context.TenantId | Should -Be $publisher.TenantId
        $context.SubscriptionId | Should -Be $publisher.SubscriptionId
        $context.Environment | Should -Be 'Sandbox'
        $context.AuthenticationMethod | Should -Be 'ClientSecret'
        "$context" | Should -Be "$($publisher.AdminApplicationId) in $($publisher.TenantId) (Sandbox)"
    }

    It 'takes a subscription for names without an id' {
        $other = [guid]::NewGuid().ToString()
        $credential = New-Credential $publisher.AdminApplicationId $publisher.AdminSecret
        $context = Connect-ImageShare -Environment $Sandbox.Environment -TenantId $publisher.TenantId -SubscriptionId $other -ServicePrincipal -Credential $credential

        $context.SubscriptionId | Should -Be $other
    }

    It 'says as whom it signed in' {
        Get-Said Verbose { Connect-Side Publisher } | Should -Contain (
            "Signed in to tenant $($publisher.TenantId) as $($publisher.AdminApplicationId) (object id $($publisher.AdminObjectId)).")
    }

    It 'keeps one context for the same sign-in, newest first' {
        $first = Connect-Wrong
        $null = Connect-Wrong -TenantId $consumer.TenantId -UserName $consumer.AdminApplicationId -Secret $consumer.AdminSecret
        $null = Connect-Wrong

        (Get-ImageShareContext).TenantId | Should -Be $publisher.TenantId, $consumer.TenantId
        "$((Get-ImageShareContext)[0])" | Should -Be "$first"
    }

    It 'refuses a wrong secret' {
        $refusal = Get-Refusal { Connect-Wrong -Secret 'nonsense' }

        $refusal.FullyQualifiedErrorId | Should -Be 'AADSTS7000215,ImageShare.Commands.ConnectImageShareCommand'
        $refusal.CategoryInfo.Category | Should -Be 'AuthenticationError'
        $refusal.TargetObject | Should -Be $publisher.AdminApplicationId
        $refusal.ErrorDetails.RecommendedAction | Should -BeLike "Ask the app's owner for a new*"
        $refusal.Exception.Message | Should -Not -BeLike '*nonsense*'
        Get-ImageShareContext | Should -BeNullOrEmpty
    }

    It 'knows the id of a secret when it sees one in the place of its value' {
        $refusal = Get-Refusal { Connect-Wrong -Secret '2f0c62d1-4c3b-4d9e-9d6a-0f5d2a8f7b11' }

        $refusal.FullyQualifiedErrorId | Should -BeLike 'AADSTS7000215,*'
        $refusal.ErrorDetails.Message | Should -BeLike "*this looks like the secret's id, not its value*"
        $refusal.ErrorDetails.RecommendedAction | Should -BeLike "Give the secret's value*"
    }

    It 'refuses an app that the tenant has not approved, and names the cmdlet that approves it' {
        $refusal = Get-Refusal { Connect-Wrong -TenantId $consumer.TenantId }

        $refusal.FullyQualifiedErrorId | Should -BeLike 'AADSTS700016,*'
        $refusal.CategoryInfo.Category | Should -Be 'AuthenticationError'
        $refusal.TargetObject | Should -Be $publisher.AdminApplicationId
        $refusal.ErrorDetails.RecommendedAction | Should -BeLike (
            "*administrator of the tenant $($consumer.TenantId) runs: Approve-GalleryShareApp -ApplicationId $($publisher.AdminApplicationId)")
    }

    It 'refuses an unknown tenant' {
        $refusal = Get-Refusal { Connect-Wrong -TenantId '11111111-2222-3333-4444-555555555555' }

        $refusal.FullyQualifiedErrorId | Should -BeLike 'AADSTS90002,*'
        $refusal.CategoryInfo.Category | Should -Be 'AuthenticationError'
    }

    It 'ends the script that could not sign in' {
        $wentOn = $false
        try { Connect-Wrong -Secret 'nonsense'; $wentOn = $true } catch { $null = $_ }
        $wentOn | Should -BeFalse
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'what is no tenant'; Parameters = @{ TenantId = 'not a tenant' }; Code = 'InvalidTenantId'; Category = 'InvalidArgument' }
        @{ Name = 'what is no application'; Parameters = @{ UserName = 'contoso' }; Code = 'InvalidApplicationId'; Category = 'InvalidArgument' }
    ) {
        $refusal = Get-Refusal { Connect-Wrong @Parameters }

        $refusal.FullyQualifiedErrorId | Should -BeLike "$Code,*"
        $refusal.CategoryInfo.Category | Should -Be $Category
        $refusal.TargetObject | Should -Be @($Parameters.Values)[0]
    }

    It 'refuses a cloud that is neither known nor a file' {
        $refusal = Get-Refusal { Connect-ImageShare -Environment AzureMoonCloud -Identity }

        $refusal.FullyQualifiedErrorId | Should -BeLike 'EnvironmentNotFound,*'
        $refusal.CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $refusal.ErrorDetails.RecommendedAction | Should -BeLike '*AzureCloud, AzureUSGovernment, AzureChinaCloud*'
    }
}

Describe 'Get-ImageShareContext and Disconnect-ImageShare' {
    BeforeEach {
        $null = Connect-Side Publisher
        $credential = New-Credential $consumer.AdminApplicationId $consumer.AdminSecret
        $null = Connect-ImageShare -Environment $Sandbox.Environment -TenantId $consumer.TenantId -ServicePrincipal -Credential $credential
    }

    It 'lists those of one tenant' {
        (Get-ImageShareContext -TenantId $publisher.TenantId).Account | Should -Be $publisher.AdminApplicationId
        Get-ImageShareContext -TenantId ([guid]::Empty) | Should -BeNullOrEmpty
    }

    It 'forgets the one that is piped in' {
        Get-ImageShareContext -TenantId $publisher.TenantId | Disconnect-ImageShare
        (Get-ImageShareContext).TenantId | Should -Be $consumer.TenantId
    }

    It 'forgets those of a tenant and says which' {
        (Disconnect-ImageShare -TenantId $consumer.TenantId -PassThru).TenantId | Should -Be $consumer.TenantId
        (Get-ImageShareContext).TenantId | Should -Be $publisher.TenantId
    }

    It 'forgets nothing under -WhatIf' {
        Disconnect-ImageShare -WhatIf
        Get-ImageShareContext | Should -HaveCount 2
    }

    It 'leaves a command that needs a sign-in with a clear refusal' {
        Disconnect-ImageShare
        $refusal = Get-Refusal { Get-GalleryImage }

        $refusal.FullyQualifiedErrorId | Should -Be 'NotConnected,ImageShare.Commands.GetGalleryImageCommand'
        $refusal.CategoryInfo.Category | Should -Be 'AuthenticationError'
        $refusal.ErrorDetails.RecommendedAction | Should -BeLike 'Connect-ImageShare*'
    }

    It 'lets -Context choose' {
        $context = Get-ImageShareContext -TenantId $publisher.TenantId
        Disconnect-ImageShare
        (Get-GalleryImage -Name ubuntu-server -Context $context).Name | Should -Be 'ubuntu-server'
    }
}

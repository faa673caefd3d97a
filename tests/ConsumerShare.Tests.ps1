BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $publisher = $Sandbox.Publisher
    $gallery = $publisher.ImageId -replace '/images/.*'
    $null = Connect-Side Publisher
    $image = Get-GalleryImage -ResourceId $publisher.ImageId -Version latest
    $WarningPreference = 'SilentlyContinue'

    # Each test has a consumer of its own: a share app and a guest.
    function New-Consumer([TimeSpan] $SecretLifetime = '90.00:00:00') {
        $name = New-Name Consumer
        $tenant = [guid]::NewGuid().ToString()
        $app = $image | New-GalleryShareApp -DisplayName "Images for $name" -ConsumerName $name -ConsumerTenantId $tenant -SecretLifetime $SecretLifetime
        $readers = @($app | Grant-GalleryReader) + @(
            Grant-GalleryReader -SignInName "ann@$name.example" -Invite -ResourceId $gallery -ConsumerName $name -ConsumerTenantId $tenant)
        [pscustomobject]@{ Name = $name; TenantId = $tenant; App = $app; Readers = $readers }
    }
}

Describe 'Get-ImageShare' {
    It 'gives one object per consumer, with every way of reading' {
        $consumer = New-Consumer
        $share = Get-ImageShare $consumer.Name

        $share | Should -BeOfType ImageShare.Model.ConsumerShare
        $share.ConsumerTenantId | Should -Be $consumer.TenantId
        "$($share.Methods)" | Should -Be 'App Guest'
        $share.Pending | Should -BeTrue
        $share.Galleries | Should -Be $publisher.GalleryName
        $share.ExpiresOn | Should -Be $consumer.App.ExpiresOn
        $share.Readers.RoleAssignmentId | Should -HaveCount 2
        $share.TenantId | Should -Be $publisher.TenantId
    }

    It 'finds those whose credentials run out' {
        $soon = New-Consumer -SecretLifetime '10.00:00:00'
        $later = New-Consumer
        $names = (Get-ImageShare -ExpiringWithinDays 30).ConsumerName

        $names | Should -Contain $soon.Name
        $names | Should -Not -Contain $later.Name
    }

    It 'finds a consumer by tenant' {
        $consumer = New-Consumer
        (Get-ImageShare -ConsumerTenantId $consumer.TenantId).ConsumerName | Should -Be $consumer.Name
    }
}

Describe 'Remove-ImageShare' {
    It 'shows each step under -WhatIf and takes nothing' {
        $consumer = New-Consumer
        Remove-ImageShare $consumer.Name -WhatIf -PassThru | Should -BeNullOrEmpty

        (Get-ImageShare $consumer.Name).Readers | Should -HaveCount 2
    }

    It 'takes roles and app of one consumer, keeps another''s, and does not mind doing it twice' {
        $consumer = New-Consumer
        $other = New-Consumer
        Remove-ImageShare $consumer.Name -Confirm:$false -PassThru | Should -BeTrue
        Remove-ImageShare $consumer.Name -Confirm:$false -PassThru | Should -BeTrue

        Get-ImageShare $consumer.Name | Should -BeNullOrEmpty
        Get-GalleryShareApp $consumer.App.DisplayName | Should -BeNullOrEmpty
        (Get-ImageShare $other.Name).Readers | Should -HaveCount 2
    }

    It 'takes what is piped, and warns of what will stop working' {
        $consumer = New-Consumer
        $said = Get-Said Warning { Get-ImageShare $consumer.Name | Remove-ImageShare -Confirm:$false }

        "$said" | Should -BeLike "$($consumer.Name) keeps the VMs and scale sets*"
        Get-ImageShare $consumer.Name | Should -BeNullOrEmpty
    }

    It 'removes an app that never got a role' {
        $name = New-Name Consumer
        $null = New-GalleryShareApp -DisplayName "Images for $name" -ConsumerName $name -SecretLifetime '1.00:00:00'
        Remove-ImageShare $name -Confirm:$false

        Get-GalleryShareApp "Images for $name" | Should -BeNullOrEmpty
    }

    It 'refuses to guess' {
        $refusal = Get-Refusal { Remove-ImageShare -Confirm:$false }

        $refusal.FullyQualifiedErrorId | Should -Be 'ConsumerRequired,ImageShare.Commands.RemoveImageShareCommand'
        $refusal.CategoryInfo.Category | Should -Be 'InvalidArgument'
        $refusal.ErrorDetails.RecommendedAction | Should -BeLike '*Get-ImageShare*'
    }
}

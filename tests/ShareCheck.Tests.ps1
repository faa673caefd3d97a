BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $publisher = $Sandbox.Publisher
    $consumer = $Sandbox.Consumer
    $folder = New-Folder
    $certificate = New-CertificateFile $folder 'fabrikam'
    $null = Connect-Side Publisher
    $app = Get-GalleryImage -ResourceId $publisher.ImageId -Version latest |
        New-GalleryShareApp -DisplayName (New-Name Fabrikam) -ConsumerTenantId $consumer.TenantId -CertificatePath $certificate.Cer
    $file = $app | Export-ImageShare -Path "$folder/share.json"
}

AfterAll { [System.IO.Directory]::Delete($folder, $true) }

Describe 'Test-ImageShare' {
    It 'gives one result per check, always the same ones' {
        $null = Connect-Side Publisher
        $checks = @($app | Test-ImageShare)

        $checks | Should -BeOfType ImageShare.Model.ShareCheck
        $checks | Should -HaveCount 23
        $checks[0].Name | Should -Be 'AppAudience'
        $checks[0].Result | Should -Be 'Pass'
        [System.Collections.Generic.HashSet[string]]::new([string[]]$checks.Name).Count | Should -Be 23
    }

    It 'names the missing role, the publisher, and a fix that mends it' {
        $null = Connect-Side Publisher
        $check = $app | Test-ImageShare | Where-Object Name -eq ReaderRole
        $check.Result | Should -Be 'Fail'
        $check.Who | Should -Be 'Publisher'
        $check.Fix | Should -BeLike "Grant-GalleryReader -ApplicationId $($app.ApplicationId) -ResourceId /subscriptions/*"
        $null = [scriptblock]::Create($check.Fix).Invoke()

        ($app | Test-ImageShare | Where-Object Name -eq ReaderRole).Result | Should -Be 'Pass'
    }

    It 'tells the consumer that the app is not approved, and changes nothing' {
        $null = Connect-Side Consumer
        $share = Import-ImageShare $file -CertificatePath $certificate.Pfx 3> $null
        $check = $share | Test-ImageShare | Where-Object Name -eq AppApproval

        $check.Result | Should -Be 'Fail'
        $check.Who | Should -Be 'Consumer'
        $check.Fix | Should -BeLike "Approve-GalleryShareApp -ApplicationId $($app.ApplicationId)*"
        $share | Test-ImageShare -Quiet | Should -BeFalse
    }

    It 'skips what no sign-in at hand may read, and says why' {
        $null = Connect-Side Publisher
        $check = $app | Test-ImageShare | Where-Object Name -eq ConsumerToken

        $check.Result | Should -Be 'Skipped'
        $check.Cause | Should -BeLike "*Connect-ImageShare -TenantId $($consumer.TenantId)*"
    }

    It 'refuses what is no image' {
        $refusal = Get-Refusal { Test-ImageShare /images/centos }

        $refusal.FullyQualifiedErrorId | Should -Be 'InvalidImageId,ImageShare.Commands.TestImageShareCommand'
        $refusal.CategoryInfo.Category | Should -Be 'InvalidArgument'
        $refusal.TargetObject | Should -Be '/images/centos'
    }

    It 'needs a sign-in unless the hand-over brings one' {
        Get-ImageShareContext | Disconnect-ImageShare
        (Get-Refusal { Test-ImageShare $publisher.ImageId }).FullyQualifiedErrorId | Should -Be 'NotConnected,ImageShare.Commands.TestImageShareCommand'
    }
}

BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $publisher = $Sandbox.Publisher
    $gallery = $publisher.ImageId -replace '/images/.*'
    $folder = New-Folder
    $null = Connect-Side Publisher
    $image = Get-GalleryImage -ResourceId $publisher.ImageId -Version latest
    $WarningPreference = 'SilentlyContinue'
    $consumer = New-Name Consumer
    $app = $image | New-GalleryShareApp -DisplayName "Images for $consumer" -ConsumerName $consumer -SecretLifetime '10.00:00:00'
    $null = $app | Grant-GalleryReader
    $null = Grant-GalleryReader -SignInName "ann@$consumer.example" -Invite -ResourceId $gallery -ConsumerName $consumer
    $share = Get-ImageShare $consumer

    function New-Path { "$folder/$(New-Name report).html" }
    function Test-File([string] $Path) { [System.IO.File]::Exists($Path) }
    function Get-Text([string] $Path) { [System.IO.File]::ReadAllText($Path) }
}

AfterAll { [System.IO.Directory]::Delete($folder, $true) }

Describe 'Export-ImageShareReport' {
    It 'writes who reads what, until when, from where' {
        $path = New-Path
        $file = $share | Export-ImageShareReport -Path $path
        $page = Get-Text $path

        $file | Should -BeOfType System.IO.FileInfo
        $file.FullName | Should -Be $path
        foreach ($word in $consumer, "ann@$consumer.example", $publisher.GalleryName, $image.Name, $image.Version, $app.ExpiresOn.ToString('yyyy-MM-dd')) {
            $page | Should -BeLike "*$word*"
        }
        foreach ($region in $image.Regions) { $page | Should -BeLike "*$region*" }
    }

    It 'reads by itself what is shared' {
        $path = New-Path
        $report = Export-ImageShareReport $path -SubscriptionId $publisher.SubscriptionId -PassThru

        $report | Should -BeOfType ImageShare.Model.ShareReport
        $report.Path | Should -Be $path
        ($report.Galleries -ge 1) | Should -BeTrue
        ($report.Images -ge 1) | Should -BeTrue
        Get-Text $path | Should -BeLike "*$consumer*"
    }

    It 'warns of what ends soon and of who has not accepted' {
        $warnings = ($share | Export-ImageShareReport (New-Path) -PassThru).Warnings | Where-Object About -eq $consumer

        $warnings | Should -HaveCount 2
        $warnings[0] | Should -BeOfType ImageShare.Model.ShareWarning
        "$($warnings.Severity)" | Should -Be 'Medium Medium'
        "$($warnings.Message)" | Should -BeLike '*can sign in for 9 more days*has not accepted the invitation yet*'
        "$($warnings.Fix)" | Should -BeLike "*New-GalleryShareAppCredential -ApplicationId $($app.ApplicationId)*"
        ($share | Export-ImageShareReport (New-Path) -PassThru -ExpiringWithinDays 5).Warnings | Where-Object Message -Like '*more days*' |
            Should -BeNullOrEmpty
    }

    It 'does not overwrite without -Force' {
        $path = New-Path
        [System.IO.File]::WriteAllText($path, 'something else')
        $refusal = Get-Refusal { $share | Export-ImageShareReport -Path $path }

        $refusal.FullyQualifiedErrorId | Should -Be 'FileExists,ImageShare.Commands.ExportImageShareReportCommand'
        $refusal.CategoryInfo.Category | Should -Be 'ResourceExists'
        $refusal.TargetObject | Should -Be $path
        Get-Text $path | Should -Be 'something else'
        $null = $share | Export-ImageShareReport -Path $path -Force
        Get-Text $path | Should -BeLike '<!DOCTYPE html*'
    }

    It 'writes nothing under -WhatIf, and shows what it would say with -PassThru' {
        $path = New-Path
        $share | Export-ImageShareReport -Path $path -WhatIf | Should -BeNullOrEmpty
        ($share | Export-ImageShareReport -Path $path -WhatIf -PassThru).Consumers | Should -Be 1
        Test-File $path | Should -BeFalse
    }

    It 'writes no page of an empty pipeline, and says so' {
        $path = New-Path
        $said = Get-Said Warning { Get-ImageShare (New-Name nobody) | Export-ImageShareReport -Path $path }

        "$said" | Should -BeLike 'No share came down the pipeline*'
        Test-File $path | Should -BeFalse
    }

    It 'refuses a folder that is not there' {
        $refusal = Get-Refusal { $share | Export-ImageShareReport -Path "$folder/nowhere/report.html" }

        $refusal.FullyQualifiedErrorId | Should -BeLike 'DirectoryNotFound,*'
        $refusal.CategoryInfo.Category | Should -Be 'ObjectNotFound'
    }
}

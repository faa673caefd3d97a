BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $publisher = $Sandbox.Publisher
    $folder = New-Folder
    $certificate = New-CertificateFile $folder 'fabrikam'
    $null = Connect-Side Publisher
    $null = Get-GalleryImage -ResourceId $publisher.ImageId -Version latest |
        New-GalleryShareApp -DisplayName (New-Name Fabrikam) -CertificatePath $certificate.Cer |
        Export-ImageShare -Path "$folder/share.json"
}

AfterAll { [System.IO.Directory]::Delete($folder, $true) }

Describe 'Get-SharedImage' {
    It 'gives the images of a hand-over, piped or by file, and asks nobody' {
        Get-ImageShareContext | Disconnect-ImageShare
        $piped = Import-ImageShare "$folder/share.json" | Get-SharedImage ubuntu*
        $read = Get-SharedImage -Path "$folder/share.json"

        $piped | Should -BeOfType ImageShare.Model.GalleryImage
        $piped.Source | Should -Be 'Handover'
        $piped.Id | Should -Be $publisher.ImageVersionId
        $read.Id | Should -Be $piped.Id
        Get-SharedImage -Path "$folder/share.json" -Location japanwest | Should -BeNullOrEmpty
        Get-SharedImage -Path "$folder/share.json" -Name windows* | Should -BeNullOrEmpty
        $null = Connect-Side Publisher
    }

    It 'does not show what the sign-in owns' {
        Get-SharedImage -Source OwnSubscription, DirectShare | Should -BeNullOrEmpty
    }

    It 'refuses <What>' -ForEach @(
        @{ What = 'a public name that leads nowhere'; Parameters = @{ PublicGalleryName = 'nobody-00000000-0000-0000-0000-00000000000c' }; Code = 'CommunityGalleryNotFound'; Category = 'ObjectNotFound' }
        @{ What = 'a region that is none'; Parameters = @{ Location = '../x' }; Code = 'InvalidLocation'; Category = 'InvalidArgument' }
        @{ What = 'a way that does not exist'; Parameters = @{ Source = 'Mail' }; Code = 'CannotConvertArgumentNoMessage'; Category = 'InvalidArgument' }
    ) {
        $refusal = Get-Refusal { Get-SharedImage @Parameters }
        $refusal.FullyQualifiedErrorId | Should -Be "$Code,ImageShare.Commands.GetSharedImageCommand"
        $refusal.CategoryInfo.Category | Should -Be $Category
    }

    It 'refuses without a sign-in' {
        Get-ImageShareContext | Disconnect-ImageShare
        $refusal = Get-Refusal { Get-SharedImage }
        $refusal.FullyQualifiedErrorId | Should -Be 'NotConnected,ImageShare.Commands.GetSharedImageCommand'
        $null = Connect-Side Publisher
    }
}

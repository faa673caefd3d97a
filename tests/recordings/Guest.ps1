# A person of the consumer is invited as a guest, and given the gallery to read.
BeforeAll {
    . "$PSScriptRoot/../common.ps1"
    $WarningPreference = 'SilentlyContinue'
    $gallery = $Sandbox.Publisher.ImageId -replace '/images/.*'
}

Describe 'A guest' {
    It 'is invited' {
        $null = Connect-Side Publisher
        $invited = Grant-GalleryReader -SignInName $Sandbox.Consumer.UserName -Invite -ResourceId $gallery

        "$($invited.Kind)", $invited.State, $invited.SignInName | Should -Be 'Guest', 'PendingAcceptance', $Sandbox.Consumer.UserName
        $invited.InviteRedeemUri | Should -Not -BeNullOrEmpty
    }

    It 'is not invited again' {
        $again = Grant-GalleryReader -SignInName $Sandbox.Consumer.UserName -Invite -ResourceId $gallery

        $again.State | Should -Be 'PendingAcceptance'
    }
}

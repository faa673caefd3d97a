# Recorded with a publisher's secret that has expired: a live one, an hour long at least, has to be waited for.
BeforeAll { . "$PSScriptRoot/../common.ps1" }

Describe 'A secret that has expired' {
    It 'is said to be, with the app that needs a new one' {
        $refusal = Get-Refusal { Connect-Side Publisher }

        $refusal.FullyQualifiedErrorId | Should -BeLike 'AADSTS7000222,*'
        $refusal.CategoryInfo.Category | Should -Be 'AuthenticationError'
        $refusal.TargetObject | Should -Be $Sandbox.Publisher.AdminApplicationId
        $refusal.ErrorDetails.RecommendedAction | Should -BeLike "*New-GalleryShareAppCredential*"
    }
}

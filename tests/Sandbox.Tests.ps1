BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'common.ps1' {
    It 'imports the built module' {
        (Get-Module ImageShare).Path | Should -BeLike "*out*ImageShare*"
    }

    It 'knows the <_> of the running sandbox' -ForEach Publisher, Consumer {
        $Sandbox.$_.TenantId | Should -Match '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$'
        $Sandbox.$_.AdminSecret | Should -Not -BeNullOrEmpty
    }

    It 'knows its cloud file' {
        [System.IO.File]::Exists($Sandbox.Environment) | Should -BeTrue
    }
}

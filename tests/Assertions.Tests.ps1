# Holds whoever runs this (real Pester, or the runner in ImageShare.Module.Tests) to the table of assertions.
BeforeDiscovery {
    $table = [System.IO.Path]::Combine($PSScriptRoot, 'ImageShare.Module.Tests', 'Pester', 'assertions.txt')
    $rows = foreach ($line in [System.IO.File]::ReadAllLines($table)) {
        if ($line -match '^(?<Outcome>pass|fail) (?<Assertion>.+)$') {
            @{ Outcome = $Matches.Outcome; Assertion = $Matches.Assertion }
        }
    }
}

Describe 'Should' {
    It '<Outcome>: <Assertion>' -ForEach $rows {
        $actual = 'pass'
        try { . ([scriptblock]::Create($Assertion)) } catch { $actual = 'fail' }
        $actual | Should -BeExactly $Outcome
    }
}

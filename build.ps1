#!/usr/bin/env pwsh
#requires -Version 7.4
<#
.SYNOPSIS
Builds the module into out/ImageShare. With Test, runs every test too, the Pester files in real Pester where it is installed.
#>
[CmdletBinding()]
param([ValidateSet('Build', 'Test')] [string] $Task = 'Build')

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
Set-Location $PSScriptRoot

dotnet build src/ImageShare --nologo
if ($Task -eq 'Build') { return }

dotnet test
if (-not (Get-Module Pester -ListAvailable | Where-Object Version -ge '5.7.1')) {
    Write-Warning 'Pester 5.7.1 or later is not installed; dotnet test ran the Pester files in the engine alone.'
    return
}

$readyFile = Join-Path ([System.IO.Path]::GetTempPath()) "imageshare-ready-$([guid]::NewGuid()).json"
$sandbox = Start-Process dotnet -PassThru -RedirectStandardOutput "$readyFile.log" -ArgumentList @(
    'run', '--no-build', '--project', 'src/ImageShare.Sandbox', '--', 'serve', '--ready-file', "`"$readyFile`"")
try {
    while (-not (Test-Path $readyFile)) {
        if ($sandbox.HasExited) { throw "The sandbox did not start: $(Get-Content "$readyFile.log" -Raw)" }
        Start-Sleep -Milliseconds 100
    }

    # A process of its own: a rebuilt module does not load again where the old one is.
    $env:IMAGESHARE_SANDBOX = $readyFile
    $pester = 'Import-Module Pester -MinimumVersion 5.7.1; Invoke-Pester -Configuration @{ Run = @{ Path = "tests"; Exit = $true } }'
    & ([System.Environment]::ProcessPath) -NoProfile -NonInteractive -Command $pester
}
finally {
    $env:IMAGESHARE_SANDBOX = $null
    $sandbox.Kill($true)
    Remove-Item "$readyFile*"
}

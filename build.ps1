#!/usr/bin/env pwsh
#requires -Version 7.4
<#
.SYNOPSIS
Builds, tests and packs the module.
.DESCRIPTION
Build makes out/ImageShare. Test runs every test too, the Pester files in real Pester where it is installed. Pester runs these alone.
Analyze runs PSScriptAnalyzer over the scripts and the manifest.
Pack makes out/package: ImageShare.<version>.nupkg for the PowerShell Gallery and ImageShare.zip for Azure Automation.
.PARAMETER Package
With Pester and Analyze: the nupkg to look at, in place of what the build has just made.
.EXAMPLE
./build.ps1 Pester -Package ./ImageShare.0.1.0.nupkg
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Pester', 'Analyze', 'Pack')] [string] $Task = 'Build',
    [string] $Package
)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
$Package = if ($Package) { Resolve-Path $Package }
Set-Location $PSScriptRoot

# What was packed is what is looked at, in the place where everything looks for the module.
function Expand-Package {
    if (Test-Path out/ImageShare) { Remove-Item out/ImageShare -Recurse -Force }
    [System.IO.Compression.ZipFile]::ExtractToDirectory($Package, "$PSScriptRoot/out/ImageShare")
}

function Invoke-PesterFile {
    if (-not (Get-Module Pester -ListAvailable | Where-Object Version -ge '5.7.1')) { throw 'Pester 5.7.1 or later is not installed.' }

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
        $program = [System.Environment]::ProcessPath
        $arguments = @('-NoProfile', '-NonInteractive', '-Command', $pester)
        # As a .NET tool PowerShell has no program of its own: dotnet runs its library.
        if ((Split-Path $program -LeafBase) -eq 'dotnet') { $arguments = @("$PSHOME/pwsh.dll") + $arguments }
        & $program @arguments
    }
    finally {
        $env:IMAGESHARE_SANDBOX = $null
        $sandbox.Kill($true)
        Remove-Item "$readyFile*"
    }
}

function Invoke-Analyzer {
    # The manifest as it is in the module, beside the files that it names.
    $found = 'build.ps1', 'tests', 'examples', 'src', 'out/ImageShare/ImageShare.psd1' |
        ForEach-Object { Invoke-ScriptAnalyzer -Path $_ -Recurse -Settings ./PSScriptAnalyzerSettings.psd1 }
    $found | Format-Table -Wrap RuleName, Severity, ScriptPath, Line, Message | Out-Host
    if ($found) { throw "PSScriptAnalyzer has $(@($found).Count) findings." }
}

switch ($Task) {
    'Build' {
        dotnet build src/ImageShare --nologo
    }
    'Pack' {
        dotnet pack src/ImageShare --nologo --configuration Release
    }
    'Test' {
        dotnet test
        if (Get-Module Pester -ListAvailable | Where-Object Version -ge '5.7.1') { Invoke-PesterFile }
        else { Write-Warning 'Pester 5.7.1 or later is not installed; dotnet test ran the Pester files in the engine alone.' }
    }
    'Pester' {
        dotnet build src/ImageShare.Sandbox --nologo
        if ($Package) { Expand-Package }
        Invoke-PesterFile
    }
    'Analyze' {
        if ($Package) { Expand-Package } else { dotnet build src/ImageShare --nologo }
        Invoke-Analyzer
    }
}

# What every act of the demo begins with: how it tells what happens, and shows each command before running it.
$ErrorActionPreference = 'Stop'

function Show-Act([string] $Title) {
    Write-Host
    Write-Host $Title -ForegroundColor Cyan
    Write-Host ('-' * $Title.Length) -ForegroundColor Cyan
}

function Show-Text([string] $Text) {
    Write-Host
    Write-Host $Text
}

# Call it dot-sourced, so that a variable that one step sets is there for the next.
function Show-Step([string] $Text, [scriptblock] $Command) {
    Show-Text $Text
    Write-Host
    $prompt = 'PS> '
    foreach ($line in $Command.ToString().Trim() -split '\r?\n') {
        # The first line stands at the margin; the others bring the script's own indent, four of which is not theirs.
        Write-Host ($prompt + $line -replace '^(  > )    ', '$1') -ForegroundColor Yellow
        $prompt = '  > '
    }

    $result = (. $Command | Out-String -Width $Host.UI.RawUI.BufferSize.Width).Trim("`r", "`n")
    if ($result) {
        Write-Host
        Write-Host $result
    }
}

$tenant = $company.TenantId
$resourceGroup = $company.ResourceGroupName

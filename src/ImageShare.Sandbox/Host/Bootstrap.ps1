# Given to an installed pwsh; the arguments are those of the script.
$ErrorActionPreference = 'Stop'
Import-Module $env:IMAGESHARE_MODULE
$global:Sandbox = $env:IMAGESHARE_SANDBOX | ConvertFrom-Json
$script = $env:IMAGESHARE_SCRIPT
Remove-Item Env:IMAGESHARE_MODULE, Env:IMAGESHARE_SCRIPT, Env:IMAGESHARE_SANDBOX
$ErrorActionPreference = 'Continue'
& $script @args
if (-not $?) { exit $LASTEXITCODE }

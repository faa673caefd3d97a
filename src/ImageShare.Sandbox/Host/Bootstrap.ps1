# Given to an installed pwsh; the arguments are those of the script.
$ErrorActionPreference = 'Stop'
Import-Module $env:IMAGESHARE_MODULE
Set-Variable Sandbox ($env:IMAGESHARE_SANDBOX | ConvertFrom-Json) -Scope Global
$script = $env:IMAGESHARE_SCRIPT
Remove-Item Env:IMAGESHARE_MODULE, Env:IMAGESHARE_SCRIPT, Env:IMAGESHARE_SANDBOX
$ErrorActionPreference = 'Continue'
& $script @args
if (-not $?) { exit $LASTEXITCODE }

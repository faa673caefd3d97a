# Every test file dot-sources this in its BeforeAll: the built module, and $Sandbox.
# Real Pester and the runner of ImageShare.Module.Tests both read it: language, .NET, engine and module, nothing else.

Import-Module ([System.IO.Path]::GetFullPath("$PSScriptRoot/../out/ImageShare/ImageShare.psd1")) -ErrorAction Stop

function ConvertFrom-JsonElement([System.Text.Json.JsonElement] $Element) {
    if ($Element.ValueKind -ne 'Object') { return $Element.ToString() }
    $properties = [ordered]@{}
    foreach ($property in $Element.EnumerateObject()) { $properties[$property.Name] = ConvertFrom-JsonElement $property.Value }
    [pscustomobject]$properties
}

if (-not $env:IMAGESHARE_SANDBOX) { throw 'No sandbox is running: use ./build.ps1 Test, or dotnet test.' }
$readyFile = [System.Text.Json.JsonDocument]::Parse([System.IO.File]::ReadAllText($env:IMAGESHARE_SANDBOX))
$Sandbox = ConvertFrom-JsonElement $readyFile.RootElement

# Every test file dot-sources this in its BeforeAll: the built module, $Sandbox, and the words that several files need.
# Real Pester and the runner of ImageShare.Module.Tests both read it: language, .NET, engine and module, nothing else.

Import-Module ([System.IO.Path]::GetFullPath("$PSScriptRoot/../out/ImageShare/ImageShare.psd1")) -ErrorAction Stop

function ConvertFrom-JsonElement([System.Text.Json.JsonElement] $Element) {
    if ($Element.ValueKind -ne 'Object') { return $Element.ToString() }
    $properties = [ordered]@{}
    foreach ($property in $Element.EnumerateObject()) { $properties[$property.Name] = ConvertFrom-JsonElement $property.Value }
    [pscustomobject]$properties
}

# In the sandbox's own host it is there already.
if (-not $Sandbox) {
    if (-not $env:IMAGESHARE_SANDBOX) { throw 'No sandbox is running: use ./build.ps1 Test, or dotnet test.' }
    $readyFile = [System.Text.Json.JsonDocument]::Parse([System.IO.File]::ReadAllText($env:IMAGESHARE_SANDBOX))
    $Sandbox = ConvertFrom-JsonElement $readyFile.RootElement
}

# One session may run several files: none inherits another's sign-ins.
Get-ImageShareContext | Disconnect-ImageShare

function New-Credential([string] $UserName, [string] $Secret) {
    [pscredential]::new($UserName, [System.Net.NetworkCredential]::new('', $Secret).SecurePassword)
}

# Signs in as the administration of Contoso (Publisher) or Fabrikam (Consumer); the only sign-in then.
function Connect-Side([string] $Side) {
    Get-ImageShareContext | Disconnect-ImageShare
    $account = $Sandbox.$Side
    $credential = New-Credential $account.AdminApplicationId $account.AdminSecret
    Connect-ImageShare -Environment $Sandbox.Environment -TenantId $account.TenantId -ServicePrincipal -Credential $credential
}

# Signs in as an app of Contoso, in its own tenant. A principal that is new is unknown to sign-ins for a moment.
function Connect-App([ImageShare.Model.GalleryShareApp] $App, [string] $CertificatePath) {
    $until = [DateTime]::UtcNow.AddSeconds(10)
    while ($true) {
        try { return Connect-ImageShare -Environment $Sandbox.Environment -TenantId $App.AppTenantId -ApplicationId $App.ApplicationId -CertificatePath $CertificatePath }
        catch { if ([DateTime]::UtcNow -gt $until) { throw } }
        [System.Threading.Thread]::Sleep(100)
    }
}

# All files share one sandbox: what a test makes has a name of its own.
function New-Name([string] $Prefix = 'test') { "$Prefix-$([guid]::NewGuid().ToString('N').Substring(0, 8))" }

function New-Folder { [System.IO.Directory]::CreateTempSubdirectory('imageshare-tests-').FullName }

# The error record of a command, whether or not it would have ended the pipeline; nothing when there is none.
function Get-Refusal([scriptblock] $Command) {
    $ErrorActionPreference = 'Stop'
    try { $null = & $Command } catch { $_ }
}

# What a command says on the way, of one kind: Verbose, Warning, Information.
function Get-Said([string] $Kind, [scriptblock] $Command) {
    $VerbosePreference = 'Continue'
    $WarningPreference = 'Continue'
    & $Command *>&1 | Where-Object { $_.GetType().Name -eq "${Kind}Record" } | ForEach-Object { "$_" }
}

# A self-signed certificate: the public half (CER) and the private one (PFX) as files.
function New-CertificateFile([string] $Folder, [string] $Name) {
    $key = [System.Security.Cryptography.RSA]::Create(2048)
    $request = [System.Security.Cryptography.X509Certificates.CertificateRequest]::new(
        "CN=$Name", $key, [System.Security.Cryptography.HashAlgorithmName]::SHA256, [System.Security.Cryptography.RSASignaturePadding]::Pkcs1)
    $certificate = $request.CreateSelfSigned([DateTimeOffset]::UtcNow.AddMinutes(-5), [DateTimeOffset]::UtcNow.AddYears(1))
    [System.IO.File]::WriteAllBytes("$Folder/$Name.cer", $certificate.Export('Cert'))
    [System.IO.File]::WriteAllBytes("$Folder/$Name.pfx", $certificate.Export('Pfx'))
    [pscustomobject]@{ Cer = "$Folder/$Name.cer"; Pfx = "$Folder/$Name.pfx"; Thumbprint = $certificate.Thumbprint }
}

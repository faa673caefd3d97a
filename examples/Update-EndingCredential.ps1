<#
.SYNOPSIS
The publisher's nightly run: share apps whose secret ends soon get another one, and each consumer a new hand-over file.
.DESCRIPTION
The old secrets stay good until they end, so consumers change over in their own time. A second run finds nothing to do, because the new secret
ends later. Try it with -WhatIf first. Sign in before: Connect-ImageShare.
.PARAMETER CertificateFolder
Holds a file APPLICATIONID.cer for each consumer: its new secret is encrypted to that certificate. Who has none gets no secret, because
nobody could read it. The file is named by id and not by name: names are the consumers' own.
.PARAMETER Directory
Folder of the hand-over files.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)] [string] $CertificateFolder,
    [Parameter(Mandatory)] [string] $Directory,
    [int] $ExpiringWithinDays = 30
)

foreach ($app in Get-GalleryShareApp -ExpiringWithinDays $ExpiringWithinDays) {
    # A certificate is the consumer's to renew: only it has the private key.
    if ($app.Credentials.Kind -notcontains 'Secret') {
        Write-Warning "$app ends on $($app.ExpiresOn): ask the consumer for a new certificate."
        continue
    }

    $certificate = Join-Path $CertificateFolder "$($app.ApplicationId).cer"
    if (-not (Test-Path $certificate)) {
        Write-Warning "$app ends on $($app.ExpiresOn), and there is no $certificate to encrypt a new secret to."
        continue
    }

    # -Force: yesterday's file of this app is replaced.
    $app | New-GalleryShareAppCredential -SecretLifetime 90.00:00:00 |
        Export-ImageShare -Directory $Directory -RecipientCertificatePath $certificate -Force
}

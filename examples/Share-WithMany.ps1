<#
.SYNOPSIS
Shares one image with every consumer of a list, and writes a report of who can read now.
.DESCRIPTION
A row is a consumer: each gets an app of its own, so that one can be ended without the others. The app trusts a workload that the row names by
issuer and subject, so no secret is made or mailed. A second run makes only what is missing, and a bad row is an error of its own that stops no
other. Try it with -WhatIf first. Sign in before: Connect-ImageShare.
.PARAMETER Path
CSV file with the columns DisplayName, ConsumerName, ConsumerTenantId, FederatedIssuer and FederatedSubject. A list with a column CertificatePath
in place of the last two works the same.
.PARAMETER Directory
Folder of the hand-over files, one for each consumer, and of the report.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)] [string] $Path,
    [Parameter(Mandatory)] [string] $ImageId,
    [Parameter(Mandatory)] [string] $Directory
)

# The role is given on the one image, not on its gallery: the narrowest that lets a consumer build.
Import-Csv $Path | New-GalleryShareApp -ImageId $ImageId | Grant-GalleryReader -ResourceId $ImageId |
    Export-ImageShare -Directory $Directory -Force

Export-ImageShareReport (Join-Path $Directory 'shares.html') -Force

<#
.SYNOPSIS
An Azure Automation runbook of the consumer: builds a VM from an image of another company.
.DESCRIPTION
A managed identity has tokens of its own tenant only, and the image is in another. So an app of the consumer's own stands between: it trusts
the identity (no secret anywhere), and the publisher let it in. Once, before the first run:

  consumer   New-GalleryShareApp Machines -ManagedIdentity $identityId | Export-ImageShare ./request.json
  publisher  Import-ImageShare ./request.json | Approve-GalleryShareApp | Grant-GalleryReader -ResourceId $galleryId
  consumer   Grant-SharedImageBuilder -ApplicationId $applicationId -ResourceGroupName rg-machines

.PARAMETER IdentityClientId
Client id (GUID) of the Automation account's user-assigned identity.
.PARAMETER Administrator
Azure Automation fills it from the credential asset of that name.
#>
param(
    [Parameter(Mandatory)] [string] $TenantId,
    [Parameter(Mandatory)] [string] $SubscriptionId,
    [Parameter(Mandatory)] [string] $IdentityClientId,
    [Parameter(Mandatory)] [string] $ApplicationId,
    [Parameter(Mandatory)] [string] $ImageId,
    [Parameter(Mandatory)] [string] $ResourceGroupName,
    [Parameter(Mandatory)] [string] $Name,
    [Parameter(Mandatory)] [pscredential] $Administrator,
    [string] $Environment = 'AzureCloud'
)

# A runbook whose step failed would otherwise go on, and end as "Completed".
$ErrorActionPreference = 'Stop'

$null = Connect-ImageShare -Environment $Environment -TenantId $TenantId -SubscriptionId $SubscriptionId `
    -Identity -AccountId $IdentityClientId -ApplicationId $ApplicationId

# Nobody on the internet needs to reach it. A second run with the same name finds the VM and changes nothing.
New-SharedImageVM -Name $Name -ResourceGroupName $ResourceGroupName -ImageId $ImageId -Credential $Administrator -NoPublicIp

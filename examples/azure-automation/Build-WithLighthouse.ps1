<#
.SYNOPSIS
An Azure Automation runbook of the consumer: builds a VM from an image that Azure Lighthouse shows.
.DESCRIPTION
The publisher delegated the gallery's resource group to the Automation account's identity itself, so that its own token reads the image: no
app, no hand-over. Once, before the first run:

  publisher  New-LighthouseDelegation -ResourceGroupName rg-images -ManagedByTenantId $consumerTenantId -PrincipalId $identityObjectId `
                 -OfferName Images
  consumer   Grant-SharedImageBuilder -ObjectId $identityObjectId -ObjectType ServicePrincipal -ResourceGroupName rg-machines

.PARAMETER IdentityClientId
Client id (GUID) of the Automation account's user-assigned identity.
.PARAMETER Administrator
Azure Automation fills it from the credential asset of that name.
#>
param(
    [Parameter(Mandatory)] [string] $SubscriptionId,
    [Parameter(Mandatory)] [string] $IdentityClientId,
    [Parameter(Mandatory)] [string] $ImageName,
    [Parameter(Mandatory)] [string] $ResourceGroupName,
    [Parameter(Mandatory)] [string] $Name,
    [Parameter(Mandatory)] [pscredential] $Administrator,
    [string] $Environment = 'AzureCloud'
)

$ErrorActionPreference = 'Stop'

$null = Connect-ImageShare -Environment $Environment -SubscriptionId $SubscriptionId -Identity -AccountId $IdentityClientId

# Two publishers may each have an image of this name: rather stop than guess.
$images = @(Get-SharedImage $ImageName -Source Lighthouse)
if ($images.Count -ne 1) { throw "There are $($images.Count) images '$ImageName' to build from, not one." }

$images | New-SharedImageVM -Name $Name -ResourceGroupName $ResourceGroupName -Credential $Administrator -NoPublicIp

@{
    RootModule           = 'ImageShare.dll'
    ModuleVersion        = '0.1.0'
    GUID                 = '5d0c2d3e-6a42-4b0e-9d8b-2f6c3f1a9b57'
    Author               = 'ImageShare contributors'
    CompanyName          = 'ImageShare contributors'
    Copyright            = '(c) ImageShare contributors. MIT licence.'
    Description          = 'Shares Azure VM images with other companies (Entra tenants) and builds VMs from them.'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    FormatsToProcess     = @('ImageShare.Format.ps1xml')
    CmdletsToExport      = @(
        'Add-MarketplaceImageVersion'
        'Approve-GalleryShareApp'
        'Approve-MarketplaceImage'
        'Compare-ImageShareMethod'
        'Connect-ImageShare'
        'Disable-CommunityGallery'
        'ConvertTo-SharedImageTemplate'
        'Copy-SharedImage'
        'Disconnect-ImageShare'
        'Enable-CommunityGallery'
        'Export-ImageShare'
        'Export-ImageShareReport'
        'Export-LighthouseTemplate'
        'Get-GalleryImage'
        'Get-GalleryReader'
        'Get-GalleryShareApp'
        'Get-ImageShare'
        'Get-ImageShareContext'
        'Get-LighthouseDelegation'
        'Get-MarketplaceOffer'
        'Get-SharedImage'
        'Grant-GalleryDirectAccess'
        'Grant-GalleryReader'
        'Grant-SharedImageBuilder'
        'Import-ImageShare'
        'New-GalleryShareApp'
        'New-GalleryShareAppCredential'
        'New-LighthouseDelegation'
        'New-SharedImageVM'
        'New-SharedImageVMScaleSet'
        'Publish-MarketplaceOffer'
        'Remove-GalleryShareApp'
        'Remove-GalleryShareAppCredential'
        'Remove-ImageShare'
        'Remove-LighthouseDelegation'
        'Set-MarketplacePlanAudience'
        'Test-MarketplaceImage'
        'Revoke-GalleryReader'
        'Revoke-GalleryDirectAccess'
        'Update-GalleryImageRegion'
        'Update-SharedImageVM'
        'Resolve-ImageShareError'
        'Test-ImageShare'
    )
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
    PrivateData          = @{
        PSData = @{
            Tags = @('Azure', 'ComputeGallery', 'Image', 'CrossTenant', 'Lighthouse', 'VM', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
        }
    }
}

Show-Text @'
Contoso has an image in its gallery. Fabrikam, another company with a tenant
of its own, wants machines built from it. Three people do it, each in a
PowerShell of their own, and mail each other two files. Neither is a secret.

What starts with $ holds a name or an id of this run.
'@

Show-Act 'Contoso: the publisher shares the image'

$secret = [System.Net.NetworkCredential]::new('', $company.AdminSecret).SecurePassword
$administrator = [pscredential]::new($company.AdminApplicationId, $secret)
$gallery = $company.GalleryName
$image = ($company.ImageId -split '/')[-1]

. Show-Step 'Sign in. This touches no other sign-in on this computer.' {
    Connect-ImageShare -Environment $cloud -TenantId $tenant -ServicePrincipal -Credential $administrator
}

. Show-Step 'The newest version of the image, and the regions it is in:' {
    Get-GalleryImage -ResourceGroupName $resourceGroup -GalleryName $gallery -Name $image -Version latest
}

. Show-Step @'
Fabrikam has mailed the public half of a certificate, fabrikam.cer. One pipeline
makes an app that accepts this certificate, lets the app read the gallery, and
writes the file to mail back:
'@ {
    Get-GalleryImage -ResourceGroupName $resourceGroup -GalleryName $gallery -Name $image -Version latest |
        New-GalleryShareApp -DisplayName 'Fabrikam' -CertificatePath ./fabrikam.cer |
        Grant-GalleryReader |
        Export-ImageShare -Path ./fabrikam.share.json
}

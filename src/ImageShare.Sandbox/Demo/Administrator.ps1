Show-Act 'Fabrikam: the administrator approves, once'

$secret = [System.Net.NetworkCredential]::new('', $company.AdminSecret).SecurePassword
$administrator = [pscredential]::new($company.AdminApplicationId, $secret)

. Show-Step 'Sign in to Fabrikam''s own tenant.' {
    Connect-ImageShare -Environment $cloud -TenantId $tenant -ServicePrincipal -Credential $administrator
}

. Show-Step 'What has Contoso sent?' {
    $share = Import-ImageShare ./fabrikam.share.json
    $share
}

. Show-Step 'Let the app in, and let it build in one resource group and nowhere else:' {
    $share | Approve-GalleryShareApp -ResourceGroupName $resourceGroup
}

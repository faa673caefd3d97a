Show-Act 'Fabrikam: the operator builds a machine'

. Show-Step @'
The private key, fabrikam.pfx, has never left the operator. With it, the app of
the file signs in to Fabrikam's tenant:
'@ {
    $share = Import-ImageShare ./fabrikam.share.json -CertificatePath ./fabrikam.pfx
    Connect-ImageShare -Environment $cloud -TenantId $tenant -ApplicationId $share.ApplicationId -CertificatePath ./fabrikam.pfx
}

. Show-Step @'
And it builds. Security group, public address and network are made at once;
then the network card, then the machine:
'@ {
    $share | New-SharedImageVM -Name vm1 -ResourceGroupName $resourceGroup -SshKeyPath ./id_rsa.pub
}

Show-Text 'Run any of these commands again: it finds what is there, and changes nothing.'

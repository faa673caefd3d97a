# What the cases of permissions.txt are written with. $cer, the path of a certificate, is set before this.
$p = $Sandbox.Publisher
$k = $Sandbox.Consumer
$gallery = $p.ImageId -replace '/images/.*'
$name = New-Name
$galleryName = $name -replace '-', '_'
$build = @{ ResourceGroupName = $k.ResourceGroupName; ImageId = $p.ImageId; Credential = New-Credential operator 'Correct-Horse-9' }
$about = @{
    PublicNamePrefix = 'contoso'; PublisherUri = 'https://contoso.example'; PublisherContact = 'a@contoso.example'
    Eula = 'https://contoso.example/terms'
}
$ConfirmPreference = 'None'

# A consumer with an app of its own that reads the gallery.
function New-Share {
    New-GalleryShareApp $name -CertificatePath $cer -ImageId $p.ImageId -ConsumerName $name -ConsumerTenantId ([guid]::NewGuid()) |
        Grant-GalleryReader
}

# The images for the consumer's administrator, through Azure Lighthouse.
function Grant-Delegation {
    New-LighthouseDelegation $p.ResourceGroupName -ManagedByTenantId $k.TenantId -PrincipalId $k.AdminObjectId -OfferName $name
}

# Another gallery, private, with a copy of the image; gives its id.
function Copy-Gallery { (Copy-SharedImage $galleryName $p.ResourceGroupName -ImageId $p.ImageVersionId).ImageId -replace '/images/.*' }

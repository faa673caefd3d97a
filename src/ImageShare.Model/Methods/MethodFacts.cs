namespace ImageShare.Model;

/// <summary>What holds for each way to share in every case: who must know, do and may do what.</summary>
internal static class MethodFacts
{
    public static IReadOnlyList<ImageShareMethod> All { get; } =
    [
        new()
        {
            Method = ShareMethod.AppRegistration,
            PublisherKnows = "nothing",
            ConsumerKnows = "hand-over file",
            PublisherDoes = ["Get-GalleryImage | New-GalleryShareApp | Grant-GalleryReader | Export-ImageShare"],
            ConsumerDoes = ["Import-ImageShare | Approve-GalleryShareApp", "Import-ImageShare | New-SharedImageVM"],
            PublisherMay = "sign in to the consumer's resource group at any time, as owner of the app; nothing, when the consumer owns it",
            ConsumerMay = "read the images of the gallery",
            EndsWith = "Remove-GalleryShareApp",
            Rank = 0, Verdict = MethodVerdict.Possible, Why = "",
        },
        new()
        {
            Method = ShareMethod.RoleAssignment,
            PublisherKnows = "builders' e-mails",
            ConsumerKnows = "image id and publisher's tenant id",
            PublisherDoes = ["Grant-GalleryReader -SignInName EMAIL -Invite"],
            ConsumerDoes = ["accept the invitation", "New-SharedImageVM -ImageId ID"],
            PublisherMay = "nothing",
            ConsumerMay = "read the images of the gallery, and what guests may see of the publisher's directory",
            EndsWith = "Revoke-GalleryReader",
            Rank = 0, Verdict = MethodVerdict.Possible, Why = "",
        },
        new()
        {
            Method = ShareMethod.Lighthouse,
            PublisherKnows = "tenant and object ids",
            ConsumerKnows = "nothing: Get-SharedImage shows it",
            PublisherDoes = ["New-LighthouseDelegation -ResourceGroupName GROUP -ManagedByTenantId TENANT -PrincipalId ID"],
            ConsumerDoes = ["Get-SharedImage | New-SharedImageVM"],
            PublisherMay = "nothing",
            ConsumerMay = "what the delegated roles allow in the gallery's whole resource group",
            EndsWith = "Remove-LighthouseDelegation",
            Rank = 0, Verdict = MethodVerdict.Possible, Why = "",
        },
        new()
        {
            Method = ShareMethod.DirectShare,
            PublisherKnows = "subscription or tenant",
            ConsumerKnows = "gallery's unique name",
            PublisherDoes = ["Grant-GalleryDirectAccess"],
            ConsumerDoes = ["Get-SharedImage | New-SharedImageVM"],
            PublisherMay = "nothing",
            ConsumerMay = "build from every image of the gallery, everybody in the tenant or subscription",
            EndsWith = "Revoke-GalleryDirectAccess",
            Rank = 0, Verdict = MethodVerdict.Possible, Why = "",
        },
        new()
        {
            Method = ShareMethod.Community,
            PublisherKnows = "nothing",
            ConsumerKnows = "gallery's public name",
            PublisherDoes = ["Enable-CommunityGallery"],
            ConsumerDoes = ["Get-SharedImage -PublicGalleryName NAME | New-SharedImageVM"],
            PublisherMay = "nothing",
            ConsumerMay = "build from every image of the gallery, everybody in the world",
            EndsWith = "Disable-CommunityGallery",
            Rank = 0, Verdict = MethodVerdict.Possible, Why = "",
        },
        new()
        {
            Method = ShareMethod.Marketplace,
            PublisherKnows = "nothing, or audience",
            ConsumerKnows = "publisher, offer and plan",
            PublisherDoes =
            [
                "Grant-GalleryReader -MarketplacePublishing", "Test-MarketplaceImage", "Add-MarketplaceImageVersion",
                "Set-MarketplacePlanAudience", "Publish-MarketplaceOffer -Target Preview", "Publish-MarketplaceOffer -Target Live",
            ],
            ConsumerDoes = ["Approve-MarketplaceImage", "New-SharedImageVM -Publisher P -Offer O -Sku S"],
            PublisherMay = "nothing",
            ConsumerMay = "build from the plan; nothing in the gallery",
            EndsWith = "the version or plan is deprecated in Partner Center",
            Rank = 0, Verdict = MethodVerdict.Possible, Why = "",
        },
    ];
}

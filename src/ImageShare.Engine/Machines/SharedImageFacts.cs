using Azure.Core;
using Azure.ResourceManager.Compute;
using ImageShare.Engine.Galleries;
using ImageShare.Model;

namespace ImageShare.Engine.Machines;

/// <summary>Facts of an image that was shared directly or is open to everyone: read as the consumer sees it, in the region it is used in.</summary>
internal static class SharedImageFacts
{
    public static async Task<GalleryImage> ReadAsync(
        Builder builder, ImageReference reference, string location, CancellationToken cancellationToken)
    {
        // "/SharedGalleries/GALLERY/Images/IMAGE/Versions/VERSION"
        var parts = reference.Id.Split('/');
        var (gallery, image, region) = (parts[2], parts[4], new AzureLocation(location));
        var client = builder.Client();
        if (reference is SharedGalleryImageReference)
        {
            var id = SharedGalleryImageResource.CreateResourceIdentifier(builder.SubscriptionId, region, gallery, image);
            var data = (await client.GetSharedGalleryImageResource(id).GetAsync(cancellationToken)).Value.Data;
            return Image(builder, reference, gallery, image) with
            {
                OSType = data.OSType?.ToString(),
                OSState = data.OSState?.ToString(),
                HyperVGeneration = data.HyperVGeneration?.ToString(),
                Architecture = data.Architecture?.ToString(),
                SecurityType = GalleryImages.Feature(data.Features, "SecurityType") ?? "Standard",
                DiskControllerTypes = GalleryImages.DiskControllers(data.Features),
                Plan = GalleryImages.Plan(data.PurchasePlan),
            };
        }
        else
        {
            var id = CommunityGalleryImageResource.CreateResourceIdentifier(builder.SubscriptionId, region, gallery, image);
            var data = (await client.GetCommunityGalleryImageResource(id).GetAsync(cancellationToken)).Value.Data;
            return Image(builder, reference, gallery, image) with
            {
                OSType = data.OSType?.ToString(),
                OSState = data.OSState?.ToString(),
                HyperVGeneration = data.HyperVGeneration?.ToString(),
                Architecture = data.Architecture?.ToString(),
                SecurityType = GalleryImages.Feature(data.Features, "SecurityType") ?? "Standard",
                DiskControllerTypes = GalleryImages.DiskControllers(data.Features),
                Plan = GalleryImages.Plan(data.PurchasePlan),
            };
        }
    }

    private static GalleryImage Image(Builder builder, ImageReference reference, string gallery, string image) => new()
    {
        Name = image,
        ResourceGroupName = "",
        GalleryName = gallery,
        SubscriptionId = builder.SubscriptionId,
        ImageId = reference.Id,
    };
}

using Azure.Core;
using Azure.ResourceManager.Compute;
using Azure.ResourceManager.Compute.Models;
using ImageShare.Engine.Galleries;
using ImageShare.Model;

namespace ImageShare.Engine.Machines;

/// <summary>
/// Facts of an image that was shared directly or is open to everyone: read as the consumer sees it, in the region it is used in.
/// </summary>
internal static class SharedImageFacts
{
    public static async Task<GalleryImage> ReadAsync(
        Builder builder, ImageReference reference, string location, CancellationToken cancellationToken)
    {
        if (reference is MarketplaceImageReference { Image: var marketplace })
            return await MarketplaceImageFacts.ReadAsync(builder, marketplace, location, cancellationToken);

        // "/SharedGalleries/GALLERY/Images/IMAGE/Versions/VERSION"
        var parts = reference.Id.Split('/');
        var (gallery, image, region) = (parts[2], parts[4], new AzureLocation(location));
        var client = builder.Client();
        if (reference is SharedGalleryImageReference)
        {
            var id = SharedGalleryImageResource.CreateResourceIdentifier(builder.SubscriptionId, region, gallery, image);
            var shared = (await client.GetSharedGalleryImageResource(id).GetAsync(cancellationToken)).Value.Data;
            return Of(shared.OSType, shared.OSState, shared.HyperVGeneration, shared.Architecture, shared.Features, shared.PurchasePlan);
        }

        var publicId = CommunityGalleryImageResource.CreateResourceIdentifier(builder.SubscriptionId, region, gallery, image);
        var community = (await client.GetCommunityGalleryImageResource(publicId).GetAsync(cancellationToken)).Value.Data;
        return Of(
            community.OSType, community.OSState, community.HyperVGeneration, community.Architecture, community.Features,
            community.PurchasePlan);

        // The two answers have the same members and no common type.
        GalleryImage Of(
            SupportedOperatingSystemType? os, OperatingSystemStateType? state, HyperVGeneration? generation, ArchitectureType? architecture,
            IReadOnlyList<GalleryImageFeature> features, ImagePurchasePlan? plan) => new()
        {
            Name = image,
            ResourceGroupName = "",
            GalleryName = gallery,
            SubscriptionId = builder.SubscriptionId,
            ImageId = reference.Id,
            OSType = os?.ToString(),
            OSState = state?.ToString(),
            HyperVGeneration = generation?.ToString(),
            Architecture = architecture?.ToString(),
            SecurityType = GalleryImages.Feature(features, "SecurityType") ?? "Standard",
            DiskControllerTypes = GalleryImages.DiskControllers(features),
            Plan = GalleryImages.Plan(plan),
        };
    }
}

using Azure;
using ImageShare.Engine.Galleries.Public;
using ImageShare.Engine.Http;
using ImageShare.Model;

namespace ImageShare.Engine.Machines;

/// <summary>
/// Facts of an image that was shared directly or is open to everyone: read as the consumer sees it, in the region it is used in.
/// </summary>
internal static class SharedImageFacts
{
    public static async Task<GalleryImage> ReadAsync(
        Builder builder, ImageChoice choice, string location, CancellationToken cancellationToken)
    {
        if (choice.Reference is MarketplaceImageReference { Image: var marketplace })
            return await MarketplaceImageFacts.ReadAsync(builder, marketplace, location, cancellationToken);

        var (id, known) = (PublicImageId.TryParse(choice.Reference.Id)!, choice.Known);
        var client = new PublicGalleryClient(RestClient.ForResourceManager(builder.Context, builder.TenantId), builder.SubscriptionId);
        try
        {
            return await client.FindImageAsync(location, id, cancellationToken) ?? throw NotThere(id, known, location);
        }
        catch (RequestFailedException refusal) when (refusal.Status == 403 && known is { OSType: not null, OSState: not null })
        {
            // Looking is a right on the whole subscription, building one on a resource group: who looked before may build.
            return known;
        }
    }

    private static ImageShareException NotThere(PublicImageId id, GalleryImage? known, string location)
    {
        var elsewhere = known?.Regions.Where(r => !r.Equals(location, StringComparison.OrdinalIgnoreCase)).ToList() ?? [];
        var regions = string.Join(" or ", elsewhere);
        return new("GalleryImageNotFound", ErrorKind.ObjectNotFound, $"The image '{id.ImageName}' is not available in {location} region.")
        {
            Target = id.ToString(),
            Reason = elsewhere.Count > 0 ? $"It has replicas in: {regions}."
                : id.IsCommunity ? "It has no replica there, or the publisher has closed the gallery."
                : "It has no replica there, or the gallery is not shared with this subscription or its tenant.",
            Fix = (elsewhere.Count > 0 ? $"Build in a region that has one (-Location {regions}). Or: " : "")
                + (id.IsCommunity ? "Ask the publisher of the gallery for that region."
                    : $"The publisher runs: Update-GalleryImageRegion -ResourceId {id} -AddRegion {location}"),
            Who = Party.Publisher,
        };
    }
}

using ImageShare.Model;
using Said = Azure.ResourceManager.Compute.Models.ImageReference;

namespace ImageShare.Engine.Machines;

/// <summary>What a machine says that it was built from.</summary>
internal static class UsedImage
{
    private const string Latest = "latest";

    /// <summary>The id, as in <see cref="ImageReference"/>; null when it is an image of neither a gallery nor the Marketplace.</summary>
    public static string? IdOf(Said? image) => image switch
    {
        null => null,
        { Id: { } id } => id.ToString(),
        { Publisher: { } publisher, Offer: { } offer, Sku: { } sku } =>
            $"{new MarketplaceImage(publisher, offer, sku, image.Version ?? Latest)}",
        _ => image.SharedGalleryImageUniqueId ?? image.CommunityGalleryImageId,
    };

    /// <summary>Whether it is the wanted one, by the name that was asked for, by its exact version, or as one of its versions.</summary>
    public static bool Is(Said? image, ImageReference wanted) =>
        Names(image).Any(name => wanted.Id.Equals(name, StringComparison.OrdinalIgnoreCase));

    // A machine remembers the id it was asked for, and beside it the version that "latest" was then.
    private static IEnumerable<string> Names(Said? image)
    {
        if (image is null || IdOf(image) is not { } id)
            yield break;

        yield return id;
        if (image is { Publisher: { } publisher, Offer: { } offer, Sku: { } sku })
        {
            yield return $"{new MarketplaceImage(publisher, offer, sku, Latest)}";
            if (image.ExactVersion is { } exact)
                yield return $"{new MarketplaceImage(publisher, offer, sku, exact)}";
        }
        else
        {
            yield return id.Split("/versions/", 2)[0];
            if (image.ExactVersion is { } exact)
                yield return $"{id}/versions/{exact}";
        }
    }
}

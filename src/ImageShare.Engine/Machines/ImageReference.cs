using ImageShare.Engine.Galleries;
using ImageShare.Engine.Galleries.Public;
using ImageShare.Model;

namespace ImageShare.Engine.Machines;

/// <summary>
/// What a VM is built from: four shapes of id, each of which has its own property in the request. Parsed strictly, never guessed.
/// </summary>
internal abstract record ImageReference(string Id)
{
    public static ImageReference Parse(string id)
    {
        if (GalleryId.TryParse(id) is { ImageName: not null } gallery)
            return new GalleryImageReference(gallery);
        if (PublicImageId.TryParse(id) is { } shared)
            return shared.IsCommunity ? new CommunityGalleryImageReference(id) : new SharedGalleryImageReference(id);
        throw new ImageShareException(
            "InvalidImageId", ErrorKind.InvalidArgument, $"'{id}' is not the id of an image that a VM can be built from.")
        {
            Target = id,
            Reason = "Four shapes are known: "
                + "/subscriptions/GUID/resourceGroups/NAME/providers/Microsoft.Compute/galleries/NAME/images/NAME, "
                + "the same with /versions/MAJOR.MINOR.PATCH, /SharedGalleries/NAME/Images/NAME/Versions/VERSION, "
                + "and /CommunityGalleries/NAME/Images/NAME/Versions/VERSION.",
            Fix = "Take the id from Get-GalleryImage, from the hand-over file or from the publisher.",
        };
    }

    public sealed override string ToString() => Id;
}

/// <summary>An image definition or version by ARM id; the only shape that may need a token of its owner's tenant.</summary>
internal sealed record GalleryImageReference(GalleryId Image) : ImageReference(Image.ToString());

/// <summary>An image that was shared directly with this subscription or tenant.</summary>
internal sealed record SharedGalleryImageReference(string UniqueId) : ImageReference(UniqueId);

/// <summary>An image of Azure Marketplace, as publisher:offer:sku:version.</summary>
internal sealed record MarketplaceImageReference(MarketplaceImage Image) : ImageReference($"{Image}");

/// <summary>An image that is open to everyone.</summary>
internal sealed record CommunityGalleryImageReference(string PublicId) : ImageReference(PublicId);

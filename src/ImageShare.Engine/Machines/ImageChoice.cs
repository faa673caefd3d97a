using ImageShare.Engine.Marketplace;
using ImageShare.Model;

namespace ImageShare.Engine.Machines;

/// <summary>The image a VM is to be built from, and what is known of it before anything is read.</summary>
internal sealed record ImageChoice(ImageReference Reference, GalleryImage? Known)
{
    public static ImageChoice Of(SharedImageVMSpec spec)
    {
        if (spec.Handover?.Kind == HandoverKind.Request)
        {
            throw new ImageShareException(
                "HandoverIsRequest", ErrorKind.InvalidArgument, "This hand-over file asks for access, it gives none.")
            {
                Target = spec.Handover.Path,
                Fix = "The publisher imports it, approves and grants, and sends back a share: "
                    + "Import-ImageShare ... | Approve-GalleryShareApp | Grant-GalleryReader | Export-ImageShare.",
                Who = Party.Publisher,
            };
        }

        if (spec.Marketplace is { } marketplace)
        {
            MarketplaceNames.Check(new ImagePlan(marketplace.Publisher, marketplace.Offer, marketplace.Sku));
            return new(new MarketplaceImageReference(marketplace), Known: null);
        }

        if (spec.ImageId is { } id)
        {
            var reference = ImageReference.Parse(id);
            return new(reference, Brought(spec).FirstOrDefault(image => Same(ImageReference.Parse(image.Id).Id, reference.Id)));
        }

        var chosen = spec.Image ?? FromHandover(spec);
        return new(ImageReference.Parse(chosen.Id), chosen);
    }

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<GalleryImage> Brought(SharedImageVMSpec spec) =>
        spec.Image is { } image ? [image, .. spec.Handover?.Images ?? []] : spec.Handover?.Images ?? [];

    private static GalleryImage FromHandover(SharedImageVMSpec spec)
    {
        if (spec.Handover is not { } handover)
            throw AzureNames.Invalid(
                "ImageRequired", null, "No image was given.", fix: "Give -ImageId, or pipe in an image or a hand-over file.");
        GalleryImage[] images =
        [
            .. handover.Images.Where(image => spec.ImageName is null || Same(spec.ImageName, image.Name)),
        ];
        if (images.Length == 1)
            return images[0];
        var names = string.Join(
            ", ", handover.Images.Select(image => image.Version is null ? image.Name : $"{image.Name} {image.Version}"));
        throw images.Length == 0
            ? AzureNames.Invalid("ImageNotInHandover", spec.ImageName, $"The hand-over file shares no image named '{spec.ImageName}'.",
                $"It shares: {(names.Length > 0 ? names : "none")}.")
            : AzureNames.Invalid("ImageAmbiguous", handover.Path, $"The hand-over file shares several images: {names}.",
                fix: "Choose one with -ImageName or -ImageId.");
    }
}

using ImageShare.Model;

namespace ImageShare.Engine.Machines.ScaleSets;

/// <summary>What can be said of a wish for a scale set before anything is made.</summary>
internal static class ScaleSetRules
{
    public static bool IsFlexible(SharedImageVMScaleSetSpec spec) =>
        spec.OrchestrationMode.Equals("Flexible", StringComparison.OrdinalIgnoreCase);

    public static void Check(SharedImageVMScaleSetSpec spec, ImageReference image)
    {
        SpecRules.Check(spec.Machine);
        foreach (var zone in spec.Zones)
            SpecRules.Check(spec.Machine with { Zone = zone });
        if (spec.InstanceCount is < 0 or > 1000)
        {
            throw AzureNames.Invalid(
                "InvalidInstanceCount", $"{spec.InstanceCount}", $"A scale set of {spec.InstanceCount} machines cannot be made.",
                "Azure takes 0 to 1000.");
        }

        if (IsFlexible(spec) && image is not GalleryImageReference)
            throw NotOwn(image.Id, "it is shared directly or with everyone");
    }

    /// <summary>What reading the image adds.</summary>
    public static void CheckAccess(SharedImageVMScaleSetSpec spec, ImageAccess access)
    {
        if (IsFlexible(spec) && access.OwnerTenantId is { } owner)
            throw NotOwn(access.Image.Id, $"it belongs to tenant {owner}");
    }

    private static ImageShareException NotOwn(string imageId, string why) =>
        new("FlexibleNeedsOwnImage", ErrorKind.InvalidArgument, "A Flexible scale set cannot be made from this image.")
        {
            Target = imageId,
            Reason = $"Azure makes Flexible scale sets only from images of one's own; {why}.",
            Fix = "Leave out -OrchestrationMode Flexible; or copy the image first: Copy-SharedImage ... | New-SharedImageVMScaleSet "
                + "-OrchestrationMode Flexible.",
        };
}

using ImageShare.Model;

namespace ImageShare.Engine.Machines;

/// <summary>What the image and the subscription decide about a VM.</summary>
/// <param name="Size">Its size.</param>
/// <param name="SecurityType">TrustedLaunch, ConfidentialVM, or null for none.</param>
/// <param name="UsesNvme">Its disks are behind an NVMe controller.</param>
internal sealed record MachineShape(string Size, string? SecurityType, bool UsesNvme)
{
    public static MachineShape Of(SharedImageVMSpec spec, GalleryImage image, SizeOffer? offer, MachineBatch batch)
    {
        var needs = SizeNeeds.Of(spec, image);
        var nvme = SizeChooser.RequiresNvme(needs.DiskControllers);
        if (spec.Size is { } asked)
            return new(asked, needs.SecurityType, nvme);
        var size = batch.ChooseSize(needs, offer);
        return new(size.Name, needs.SecurityType, nvme || SizeChooser.RequiresNvme(size.DiskControllers));
    }
}

using ImageShare.Model;

namespace ImageShare.Engine.Machines;

/// <summary>
/// The size of a VM when none was asked for: small, current, and one the image boots on. Taken from what the sizes' pages say, since the
/// SKU list of a subscription is several MB and a role on one resource group may not read it.
/// </summary>
internal static class DefaultSize
{
    public static string For(GalleryImage image)
    {
        var arm = string.Equals(image.Architecture, "Arm64", StringComparison.OrdinalIgnoreCase);
        // No burstable size has an NVMe controller; the v6 sizes have nothing else (x64) or both (Cobalt).
        if (RequiresNvme(image))
            return arm ? "Standard_D2pls_v6" : "Standard_D2ls_v6";
        return MachineSecurity.Of(image) switch
        {
            MachineSecurity.ConfidentialVM => "Standard_DC2as_v5",
            // 2 vCPU and 8 GiB run Windows too. Bsv2: both generations, trusted launch; its forerunner B2s is a "previous generation" size.
            _ => arm ? "Standard_B2ps_v2" : "Standard_B2s_v2",
        };
    }

    public static bool RequiresNvme(GalleryImage image) =>
        image.DiskControllerTypes.Count > 0 && !image.DiskControllerTypes.Contains("SCSI", StringComparer.OrdinalIgnoreCase);
}

using ImageShare.Model;

namespace ImageShare.Engine.Galleries;

/// <summary>Which regions of a version can be changed.</summary>
internal static class RegionRules
{
    public static void Check(GalleryImage version, string home, string[] missing, string[] leaving)
    {
        if (leaving.Contains(home))
            throw Refused("HomeRegionStays", version, $"cannot leave {home}", "It was made there: every other copy comes from that one.",
                "Leave that region out.");
        if (missing.Length > 0 && version.ReplicationMode == "Shallow")
        {
            throw Refused("ShallowImageVersion", version, "cannot be copied to other regions",
                "It was published with shallow replication, which makes no copies at all.",
                "Publish it again with full replication.");
        }

        if (missing.Length > 0 && version.Encrypted)
        {
            throw Refused("EncryptedImageVersion", version, "cannot be copied this way",
                "Disk encryption sets encrypt it, and each region needs one of its own.",
                "Add the regions with az sig image-version update --target-region-encryption.");
        }
    }

    private static ImageShareException Refused(string code, GalleryImage version, string what, string reason, string fix) =>
        new(code, ErrorKind.InvalidOperation, $"The image '{version.Name}' {version.Version} {what}.")
        {
            Target = version.Id,
            Reason = reason,
            Fix = fix,
            Who = Party.Publisher,
        };
}

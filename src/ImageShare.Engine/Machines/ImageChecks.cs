using ImageShare.Engine.Galleries;
using ImageShare.Model;

namespace ImageShare.Engine.Machines;

/// <summary>Whether a VM can be built from the image, there: said before anything is made.</summary>
internal static class ImageChecks
{
    /// <summary>The version that Azure will take for "latest" in that region.</summary>
    public static GalleryImage Latest(GalleryImage definition, IReadOnlyList<GalleryImage> versions, string location)
    {
        var candidates = LatestVersion.Candidates(versions).ToList();
        if (candidates.Count == 0)
            throw LatestVersion.None(definition, versions);
        return candidates.FirstOrDefault(version => version.Regions.Contains(location, StringComparer.OrdinalIgnoreCase))
            ?? throw NoReplica(candidates[0], location);
    }

    public static void Check(GalleryImage image, string location, string subscriptionId)
    {
        if ((Replica(image, location) ?? Encryption(image, subscriptionId) ?? Readiness(image, location)) is { } refusal)
            throw refusal;
    }

    /// <summary>Null when the version has a replica in the region.</summary>
    public static ImageShareException? Replica(GalleryImage image, string location) =>
        image.ImageVersionId is null || image.Regions.Contains(location, StringComparer.OrdinalIgnoreCase)
            ? null : NoReplica(image, location);

    /// <summary>Null when a subscription can use the version, as far as encryption goes; null means any other than its own.</summary>
    public static ImageShareException? Encryption(GalleryImage image, string? subscriptionId) =>
        !image.Encrypted || image.SubscriptionId.Equals(subscriptionId, StringComparison.OrdinalIgnoreCase) ? null : Encrypted(image);

    /// <summary>Null when the version is finished there.</summary>
    public static ImageShareException? Readiness(GalleryImage image, string? location)
    {
        if (image.ProvisioningState is { } state and not ("Succeeded" or "Updating"))
            return NotReady(image, $"The version is {state}.");
        var replica = image.Replication.FirstOrDefault(r => r.Region.Equals(location, StringComparison.OrdinalIgnoreCase));
        return replica is { State: "Replicating" or "Failed" }
            ? NotReady(image, $"Its replication to {location} is {replica.State}, at {replica.Percent} %. {replica.Details}".TrimEnd())
            : null;
    }

    /// <summary>What was asked for beside the image must go with it.</summary>
    public static void CheckWish(SharedImageVMSpec spec, GalleryImage image)
    {
        if (spec.OSDiskSizeInGb < image.OSDiskSizeInGb)
        {
            throw AzureNames.Invalid("ResizeDiskError", image.Id, $"A system disk of {spec.OSDiskSizeInGb} GiB is too small.",
                $"The image's disk has {image.OSDiskSizeInGb} GiB, and Azure makes no disk smaller.",
                "Give a larger -OSDiskSizeInGb, or none.");
        }

        if (spec.LicenseType?.StartsWith("Windows_", StringComparison.OrdinalIgnoreCase) is { } forWindows
            && forWindows != AdministratorRules.IsWindows(image))
        {
            throw AzureNames.Invalid("InvalidLicenseType", spec.LicenseType,
                $"The license type '{spec.LicenseType}' does not go with the image '{image.Name}', which holds {image.OSType}.");
        }
    }

    private static ImageShareException NoReplica(GalleryImage image, string location) =>
        new("GalleryImageNotFound", ErrorKind.ObjectNotFound,
            $"The image '{image.Name}' {image.Version} is not available in {location} region.")
        {
            Target = image.Id,
            Reason = image.Regions.Count == 0 ? "It has no replica anywhere yet."
                : $"It has replicas in: {string.Join(", ", image.Regions)}.",
            Fix = $"{BuildThere(image)}The publisher runs: Update-GalleryImageRegion -ResourceId {image.Id} -AddRegion {location}",
            Who = Party.Publisher,
        };

    private static string BuildThere(GalleryImage image) =>
        image.Regions.Count == 0 ? "" : $"Build in a region that has one (-Location {string.Join(" or ", image.Regions)}). Or: ";

    private static ImageShareException Encrypted(GalleryImage image) =>
        new("EncryptedImageVersion", ErrorKind.InvalidOperation,
            $"The image '{image.Name}' {image.Version} cannot be used from another subscription.")
        {
            Target = image.Id,
            Reason = "A disk encryption set of the publisher encrypts it, and Azure lets only the subscription of that set use it.",
            Fix = "Ask the publisher for a version that is encrypted with the platform's key.",
            Who = Party.Publisher,
        };

    private static ImageShareException NotReady(GalleryImage image, string reason) =>
        new("ImageVersionNotReady", ErrorKind.ResourceUnavailable, $"The image '{image.Name}' {image.Version} is not ready yet.")
        {
            Target = image.Id,
            Reason = reason,
            Fix = "Try again when Get-GalleryImage -Version shows it as completed; ask the publisher if it stays.",
            Who = Party.Publisher,
        };
}

using Azure.ResourceManager.Compute;
using Azure.ResourceManager.Compute.Models;
using ImageShare.Engine.Galleries;
using ImageShare.Model;

namespace ImageShare.Engine.Marketplace;

/// <summary>
/// The public rules for images of VM offers, as far as a gallery's data tells ("Troubleshoot virtual machine certification", "Technical
/// configuration for a virtual machine offer", "Store and share images in an Azure Compute Gallery").
/// </summary>
internal static class ImageRules
{
    private const int MaximumDataDisks = 16;
    private const int MaximumDataDiskSize = 1023;

    public static IEnumerable<Verdict> Check(
        GalleryImageData definition, GalleryImageVersionData version, GalleryImage image, string? publisher, DateTimeOffset now) =>
    [
        Generalized(definition),
        ImageType(definition),
        OSDisk(definition, version),
        DataDisks(version),
        SecurityType(image),
        Encryption(image),
        PurchasePlan(image),
        State(image),
        Life(image, now),
        Publisher(definition, publisher),
        .. InsideTheImage(definition),
    ];

    private static Verdict Generalized(GalleryImageData definition) => definition.OSState == OperatingSystemStateType.Generalized
        ? Verdict.Passed("Generalized", "The image is generalized.")
        : Verdict.Failed("Generalized", "The image is specialized; an offer takes generalized images only.",
            "Generalize the VM (waagent -deprovision+user, or Sysprep) and capture it into a definition with osState Generalized.");

    private static Verdict ImageType(GalleryImageData definition)
    {
        var isArm = definition.Architecture == ArchitectureType.Arm64;
        return isArm && definition.HyperVGeneration != HyperVGeneration.V2
            ? Verdict.Failed("Image type", "Arm64 images must be of generation 2.", "Make a definition with hyperVGeneration V2.")
            : Verdict.Passed("Image type", isArm ? "arm64Gen2" : definition.HyperVGeneration == HyperVGeneration.V2 ? "x64Gen2" : "x64Gen1");
    }

    private static Verdict OSDisk(GalleryImageData definition, GalleryImageVersionData version)
    {
        const string Name = "OS disk size";
        var (least, most) = definition.OSType == SupportedOperatingSystemType.Windows ? (30, 250) : (1, 1023);
        return version.StorageProfile?.OSDiskImage?.SizeInGB is not { } size
            ? Verdict.NotChecked(Name, "The gallery does not say how large the disk is.", $"It must have {least} to {most} GB.")
            : size < least || size > most
                ? Verdict.Failed(Name, $"{size} GB; {definition.OSType} images have {least} to {most} GB.", "Capture a VM with such an OS disk.")
                : Verdict.Passed(Name, $"{size} GB");
    }

    private static Verdict DataDisks(GalleryImageVersionData version)
    {
        const string Name = "Data disks";
        var disks = version.StorageProfile?.DataDiskImages ?? [];
        if (disks.Count > MaximumDataDisks)
        {
            return Verdict.Failed(Name, $"{disks.Count} data disks; {MaximumDataDisks} at most.",
                "Capture a VM with fewer data disks; consumers can add their own.");
        }

        var large = disks.FirstOrDefault(d => d.SizeInGB > MaximumDataDiskSize);
        return large is not null
            ? Verdict.Failed(Name, $"The disk of LUN {large.Lun} has {large.SizeInGB} GB; {MaximumDataDiskSize} at most.",
                "Capture a VM with smaller data disks.")
            : Verdict.Passed(Name, disks.Count == 0 ? "none" : $"{disks.Count}");
    }

    private static Verdict SecurityType(GalleryImage image) => image.SecurityType is "TrustedLaunch" or "ConfidentialVM"
        ? Verdict.Warning("Security type", $"{image.SecurityType} images are documented for private galleries only.",
            $"Capture into a definition with SecurityType {image.SecurityType}Supported.")
        : Verdict.Passed("Security type", image.SecurityType);

    private static Verdict Encryption(GalleryImage image) => image.Encrypted
        ? Verdict.Failed("Encryption", "A disk encryption set of yours encrypts the version; Partner Center cannot read it.",
            "Make a version with the platform's key.")
        : Verdict.Passed("Encryption", "platform's key");

    private static Verdict PurchasePlan(GalleryImage image) => image.Plan is { } plan
        ? Verdict.Warning("Purchase plan", $"The image was made from the offer {plan}.",
            "Start from a base image that Marketplace publishers may use, or have that offer's owner agree.")
        : Verdict.Passed("Purchase plan", "none");

    private static Verdict State(GalleryImage image)
    {
        const string Name = "Version state";
        if (image.ProvisioningState != "Succeeded" || image.ReplicationState is "InProgress" or "Failed")
        {
            return Verdict.Failed(Name, $"{image.ProvisioningState}, replication {image.ReplicationState}.",
                "Wait until Get-GalleryImage shows Succeeded and Completed.");
        }

        return image.ReplicationMode == "Shallow"
            ? Verdict.Warning(Name, "The version is shallow: made for tests.", "Make a full version (replicationMode Full).")
            : Verdict.Passed(Name, $"{image.Version}, {image.ProvisioningState}");
    }

    private static Verdict Life(GalleryImage image, DateTimeOffset now) => image.EndOfLifeDate < now
        ? Verdict.Warning("End of life", $"The version ended on {image.EndOfLifeDate:yyyy-MM-dd}.", "Publish a newer one.")
        : Verdict.Passed("End of life", image.EndOfLifeDate is { } end ? $"{end:yyyy-MM-dd}" : "none");

    // Reported by publishers: Partner Center passes over definitions whose publisher is another, without a word.
    private static Verdict Publisher(GalleryImageData definition, string? publisher) => publisher is null
        ? Verdict.NotChecked("Publisher id", $"The definition names publisher '{definition.Identifier?.Publisher}'.",
            "Compare with your publisher id in Partner Center: -Publisher ID.")
        : publisher.Equals(definition.Identifier?.Publisher, StringComparison.OrdinalIgnoreCase)
            ? Verdict.Passed("Publisher id", publisher)
            : Verdict.Warning("Publisher id", $"The definition names publisher '{definition.Identifier?.Publisher}', not '{publisher}'.",
                "Partner Center may not show such an image: make a definition whose identifier names your publisher id.");

    private static IEnumerable<Verdict> InsideTheImage(GalleryImageData definition)
    {
        const string Fix = "Make a VM from it and run Microsoft's certification test tool, or the self-test of Partner Center.";
        return definition.OSType == SupportedOperatingSystemType.Windows
            ?
            [
                Verdict.NotChecked("VM agent, extensions", "Whether the Azure VM agent is inside and takes extensions.", Fix),
                Verdict.NotChecked("Windows features", "64 bit, no BitLocker on the OS disk, none of the roles that Azure excludes.", Fix),
                Verdict.NotChecked("Left behind", "No accounts, passwords or unlicensed SQL Server or Office inside.", Fix),
            ]
            :
            [
                Verdict.NotChecked("Agent, extensions", "Azure Linux agent 2.2.41 or later with Python, and whether it takes extensions.", Fix),
                Verdict.NotChecked("Boot and disks", "64 bit, console=ttyS0, one root partition, no swap on the OS disk.", Fix),
                Verdict.NotChecked("Left behind", "No passwords, SSH keys or shell history; ClientAliveInterval 30 to 235.", Fix),
            ];
    }
}

/// <summary>What came of one rule.</summary>
internal sealed record Verdict(string Name, CheckOutcome Outcome, string Detail, string? Fix)
{
    public static Verdict Passed(string name, string detail) => new(name, CheckOutcome.Passed, detail, null);

    public static Verdict Warning(string name, string detail, string fix) => new(name, CheckOutcome.Warning, detail, fix);

    public static Verdict Failed(string name, string detail, string fix) => new(name, CheckOutcome.Failed, detail, fix);

    public static Verdict NotChecked(string name, string detail, string fix) => new(name, CheckOutcome.NotChecked, detail, fix);
}

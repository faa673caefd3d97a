using ImageShare.Model;

namespace ImageShare.Engine.Http;

/// <summary>
/// What Azure Compute refuses about the image of a VM. The wordings are those of "Troubleshoot images in an Azure Compute Gallery".
/// </summary>
internal static class ImageRules
{
    private const ErrorKind Invalid = ErrorKind.InvalidArgument;

    private const string OtherSize = "Choose another -Size, or leave it out: one that fits the image is then chosen.";

    private const string LeaveSecurityOut = "Leave -SecurityType out: it is then read from the image.";

    public static IReadOnlyList<ErrorRule> All { get; } =
    [
        new("GalleryImageNotFound", ErrorKind.ObjectNotFound,
            "The image has no replica in {region}. Regions that have one: {regions|unknown}.",
            "Build in one of those regions (-Location). Or the publisher runs: "
                + "Update-GalleryImageRegion -ResourceId {image|VERSION_ID} -AddRegion {region}")
        {
            Wording = @"(gallery image (?<image>/\S+) )?is not available in (?<region>\S+) region",
            SpeaksForItself = true,
            Who = Party.Publisher,
        },
        new("GalleryImageNotFound", ErrorKind.ObjectNotFound,
            "The image or the version is not there: a wrong id, removed, or without any version that counts as latest.",
            "Ask the publisher which versions are shared.") { Who = Party.Publisher },
        new("NotFound", ErrorKind.ObjectNotFound,
            "No version of the image counts as latest: every one is excluded from latest or unfinished, or there is none.",
            "Name a version (Get-GalleryImage -Version * lists them), or ask the publisher to publish one that is not excluded from latest.")
        {
            Wording = "no latest image version exists",
            SpeaksForItself = true,
            Who = Party.Publisher,
        },
        new("ReplicationFailed", ErrorKind.ResourceUnavailable, "The version was not copied to a region: {why}",
            "The publisher mends that and replicates again; Get-GalleryImage -Version shows the state of each region.")
        {
            Wording = @"Replication failed in this region due to '?(?<why>[^'\r\n]+)",
            SpeaksForItself = true,
            Who = Party.Publisher,
        },
        new("PlatformImageNotFound", ErrorKind.ObjectNotFound, "The id was taken for a Marketplace image.",
            "Give the whole id of the gallery image."),
        new("LinkedInvalidPropertyId", Invalid, "An id of a shared or community gallery stood where an ARM id belongs.",
            "Give the id to New-SharedImageVM -ImageId as it is; in a template it belongs into sharedGalleryImageId or "
            + "communityGalleryImageId.") { Wording = "/(Shared|Community)Galleries/" },
        new("LinkedInvalidPropertyId", Invalid, "That is not the whole ARM id of a resource.",
            "Give the id as Get-GalleryImage, Get-SharedImage or the hand-over file shows it."),
        new("InvalidResourceReference", ErrorKind.ObjectNotFound,
            "What the request refers to is not there (a typing error, another resource group), or it is hidden from who may not read it.",
            "Check the id; if it is right, have read permission given. For an image: Test-ImageShare -ImageId tells which of both it is."),
        new("InvalidParameter", Invalid, "The image is specialized: it keeps its own accounts, and takes no new one.",
            "Leave -Credential, -SshKeyPath and -GenerateSshKey out.") { Wording = "'osProfile' is not allowed", SpeaksForItself = true },
        new("InvalidParameter", Invalid, "The image is generalized: it needs an administrator account.",
            "Give -Credential, -SshKeyPath or -GenerateSshKey.") { Wording = "'osProfile' is missing", SpeaksForItself = true },
        new("BadRequest", Invalid, "The image demands the security type {type}, and the VM was not given it.", LeaveSecurityOut)
        {
            Wording = "only supports creation of VMs and VM Scale Sets with '(?<type>[^']+)' security type",
            SpeaksForItself = true,
        },
        new("BadRequest", Invalid,
            "The image cannot be used with {type}: it is of generation 1, for Arm64, or its definition does not say that it supports it.",
            LeaveSecurityOut)
        {
            Wording = @"Use of (?<type>\w+) setting is not supported for the provided image",
            SpeaksForItself = true,
        },
        new("BadRequest", Invalid, "Size and image do not go together: the size does not support the security type {type}.", OtherSize)
        {
            Wording = "VM size '[^']+' is not supported for creation of VMs and Virtual Machine Scale Set with '(?<type>[^']+)'",
            SpeaksForItself = true,
        },
        new("BadRequest", Invalid,
            "A security type with '{type}' in its name describes an image definition that may also do without; only TrustedLaunch and "
            + "ConfidentialVM are types of a VM, and versions can be made from either only in a private gallery.",
            "Give TrustedLaunch, ConfidentialVM or Standard to the VM, and the word with Supported to the image definition.")
        {
            Wording = @"security type '\w*(?<type>Supported)' is not supported",
            SpeaksForItself = true,
        },
        new("BadRequest", Invalid, "Size and image do not go together: the size cannot boot a machine of generation {generation}.", OtherSize)
        {
            Wording = "cannot boot Hypervisor Generation '(?<generation>[^']+)'",
            SpeaksForItself = true,
        },
        new("BadRequest", Invalid, "Size and image do not go together: the size is for {size}, the image for {image}.", OtherSize)
        {
            Wording = "only supports a CPU Architecture of '(?<size>[^']+)'.*CPU Architecture '(?<image>[^']+)'",
            SpeaksForItself = true,
        },
        new("InvalidParameter", Invalid, "Size and image do not go together: the size has no disk controller that the image supports.",
            OtherSize) { Wording = "cannot boot with OS image or disk.*disk controller types", SpeaksForItself = true },
        new("ImagePlanMismatch", Invalid,
            "The VM or disk that the version was made from has a Marketplace plan, and the image definition names another, or none.",
            "Make an image definition with that plan (az sig image-definition create --plan-name --plan-product --plan-publisher), and the "
            + "version in it.")
        {
            Wording = "has a different plan .* than the parent gallery image plan",
            SpeaksForItself = true,
            Who = Party.Publisher,
        },
        new("EncryptedImageVersion", ErrorKind.InvalidOperation,
            "A disk encryption set of the publisher encrypts the version, and Azure lets only the subscription of that set use it.",
            "Make a version that is encrypted with the platform's key, and share that.")
        {
            Wording = "(Disk encryption set .* belongs to subscription .* cannot be used with resource|Encrypted source: .* different "
                + "subscription)",
            SpeaksForItself = true,
            Who = Party.Publisher,
        },
        new("PropertyChangeNotAllowed", ErrorKind.InvalidOperation,
            "'{property}' is fixed when the gallery or the image is made; so is whether a gallery can be shared directly.",
            "Make a new one with the value that is wanted.")
        {
            Wording = "Changing property '(?<property>gallery[^']*)' is not allowed",
            SpeaksForItself = true,
            Who = Party.Publisher,
        },
    ];
}

using ImageShare.Model;

namespace ImageShare.Engine.Http;

/// <summary>What resource providers refuse.</summary>
internal static class ResourceRules
{
    public static IReadOnlyList<ErrorRule> All { get; } =
    [
        new("GalleryImageNotFound", ErrorKind.ObjectNotFound,
            "The image has no replica in {region}. Regions that have one: {regions|unknown}.",
            "Build in one of those regions (-Location), or ask the publisher to replicate the version to {region}.")
        {
            Wording = @"is not available in (?<region>\S+) region",
            Who = Party.Publisher,
        },
        new("GalleryImageNotFound", ErrorKind.ObjectNotFound,
            "The image or the version is not there: a wrong id, removed, or without any version that counts as latest.",
            "Ask the publisher which versions are shared.") { Who = Party.Publisher },
        new("PlatformImageNotFound", ErrorKind.ObjectNotFound, "The id was taken for a Marketplace image.",
            "Give the whole id of the gallery image."),
        new("LinkedInvalidPropertyId", ErrorKind.InvalidArgument, "An id of a shared or community gallery stood where an ARM id belongs.",
            "Give the id as Get-SharedImage shows it."),
        new("InvalidParameter", ErrorKind.InvalidArgument, "The image is specialized: it keeps its own accounts, and takes no new one.",
            "Leave -Credential, -SshKeyPath and -GenerateSshKey out.") { Wording = "'osProfile' is not allowed" },
        new("InvalidParameter", ErrorKind.InvalidArgument, "The image is generalized: it needs an administrator account.",
            "Give -Credential, -SshKeyPath or -GenerateSshKey.") { Wording = "'osProfile' is missing" },
        new("BadRequest", ErrorKind.InvalidArgument, "The image demands a security type that the VM was not given.",
            "Leave -SecurityType out: it is then read from the image.")
        { Wording = "only supports creation of VMs and VM Scale Sets with '(?<type>[^']+)' security type" },
        new("BadRequest", ErrorKind.InvalidArgument, "Size and image do not go together: the size does not support the security type.",
            "Choose another -Size.") { Wording = "VM size '[^']+' is not supported for creation of VMs" },
        new("QuotaExceeded", ErrorKind.QuotaExceeded, "The subscription has no quota left for it in that region.",
            "Choose another -Size or -Location, or ask for more quota."),
        new("OperationNotAllowed", ErrorKind.QuotaExceeded, "The subscription has no quota left for it in that region.",
            "Choose another -Size or -Location, or ask for more quota.") { Wording = "quota" },
        new("SkuNotAvailable", ErrorKind.ResourceUnavailable, "The size is not to be had there for this subscription.",
            "Choose another -Size, -Location or -Zone."),
        new("AllocationFailed", ErrorKind.ResourceUnavailable, "The region has no room for that size right now.",
            "Choose another -Size or -Zone, or try later."),
        new("ZonalAllocationFailed", ErrorKind.ResourceUnavailable, "The zone has no room for that size right now.",
            "Choose another -Zone or -Size."),
        new("IPv4BasicSkuPublicIpCountLimitReached", ErrorKind.QuotaExceeded, "Public IP addresses of SKU Basic are no more.",
            "Name a Standard one, or let one be made."),
        new("MissingSubscriptionRegistration", ErrorKind.InvalidOperation,
            "The subscription has never used {provider}.",
            "An owner of the subscription registers it: Register-AzResourceProvider -ProviderNamespace {provider}")
        { Wording = "namespace '(?<provider>[^']+)'" },
        new("ResourceGroupNotFound", ErrorKind.ObjectNotFound,
            "There is no such resource group in the subscription, or none that may be seen.",
            "Check the name and -SubscriptionId."),
        new("ResourceNotFound", ErrorKind.ObjectNotFound, "It is not there, or may not be seen.", "Check the id."),
        new("NotFound", ErrorKind.ObjectNotFound, "It is not there, or may not be seen.", "Check the id."),
        new("SubscriptionRequestsThrottled", ErrorKind.LimitsExceeded, "Too many requests in a short time.",
            "Wait some minutes; do less at once (-ThrottleLimit)."),
        new("ResourceRequestsThrottled", ErrorKind.LimitsExceeded, "Too many requests in a short time.",
            "Wait some minutes; do less at once (-ThrottleLimit)."),
        new("TooManyRequests", ErrorKind.LimitsExceeded, "Too many requests in a short time.",
            "Wait some minutes; do less at once (-ThrottleLimit)."),
        new("RetryableError", ErrorKind.ResourceBusy, "Another change of the same network is under way.", "Run the command again."),
        new("AnotherOperationInProgress", ErrorKind.ResourceBusy, "Another change of it is under way.",
            "Wait for it, then run the command again."),
    ];
}

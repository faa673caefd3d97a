using ImageShare.Model;

namespace ImageShare.Engine.Http;

/// <summary>What resource providers refuse, the image itself apart.</summary>
internal static class ResourceRules
{
    private const string NoQuota = "The subscription has no quota left for it in that region.";

    private const string NoQuotaFix = "Choose another -Size or -Location, or ask for more quota.";

    private const string NotThere = "It is not there, or it is hidden from who may not see it.";

    private const string NotThereFix = "Check name, resource group, subscription and tenant; if all are right, have read permission given.";

    private const string TooFast = "Too many requests in a short time.";

    private const string TooFastFix = "Wait some minutes; do less at once (-ThrottleLimit).";

    public static IReadOnlyList<ErrorRule> All { get; } =
    [
        new("QuotaExceeded", ErrorKind.QuotaExceeded, NoQuota, NoQuotaFix),
        new("OperationNotAllowed", ErrorKind.QuotaExceeded, NoQuota, NoQuotaFix) { Wording = "quota" },
        new("OperationNotAllowed", ErrorKind.InvalidArgument, "The size has no spare capacity to sell: no burstable size (B) has.",
            "Choose another -Size, or leave -Size or -Priority out.") { Wording = "with Spot priority|low.?priority" },
        new("SkuNotAvailable", ErrorKind.ResourceUnavailable, "The size is not to be had there for this subscription.",
            "Choose another -Size, -Location or -Zone."),
        new("NotAvailableForSubscription", ErrorKind.ResourceUnavailable,
            "Azure does not sell the size to this subscription in that region or zone.",
            "Choose another -Size, -Location or -Zone; a support request can open it."),
        new("AllocationFailed", ErrorKind.ResourceUnavailable, "The region has no room for that size right now.",
            "Choose another -Size or -Zone, or try later."),
        new("ZonalAllocationFailed", ErrorKind.ResourceUnavailable, "The zone has no room for that size right now.",
            "Choose another -Zone or -Size."),
        new("ComputeResourceZoneConstraintDoesNotMatchPublicIPAddressZoneConstraint", ErrorKind.InvalidArgument,
            "A VM in a zone needs a public IP address in that zone, or in all of them.",
            "Name an address of that zone, let one be made, or add -NoPublicIp."),
        new("SubnetIsFull", ErrorKind.QuotaExceeded, "The subnet has no free address left.",
            "Choose another subnet (-SubnetId, -SubnetName), or have it widened."),
        new("IPv4BasicSkuPublicIpCountLimitReached", ErrorKind.QuotaExceeded, "Public IP addresses of SKU Basic are no more.",
            "Name a Standard one, or let one be made."),
        new("MissingSubscriptionRegistration", ErrorKind.InvalidOperation,
            "The subscription has never used {provider}.",
            "An owner of the subscription registers it: Register-AzResourceProvider -ProviderNamespace {provider}")
        { Wording = "namespace '(?<provider>[^']+)'", SpeaksForItself = true },
        new("FeatureNotRegistered", ErrorKind.InvalidOperation,
            "Sharing a gallery directly must be opened by Microsoft for each subscription, and this one's is not.",
            "Ask for it at https://aka.ms/directsharedgallery-preview, or share through an app: New-GalleryShareApp | Grant-GalleryReader.")
        {
            Wording = @"not registered (for|with the) feature '?Microsoft\.Compute/SIGSharing",
            SpeaksForItself = true,
            Who = Party.Publisher,
        },
        new("RequestDisallowedByPolicy", ErrorKind.PermissionDenied, "An Azure Policy of the subscription forbids '{resource|it}'.",
            "The message names the policy: ask the subscription's administrator for an exemption, or change what is asked for.")
        { Wording = "^(.*Resource '(?<resource>[^']+)' was disallowed by policy)?" },
        new("ScopeLocked", ErrorKind.PermissionDenied, "A lock protects {lock|the resource}.",
            "Ask its owner to remove the lock (az lock list shows it), or use another resource group.")
        { Wording = @"^(.*scope\(s\) are locked: '(?<lock>[^']+)')?" },
        new("ResourceGroupNotFound", ErrorKind.ObjectNotFound,
            "There is no such resource group in the subscription, or none that may be seen.",
            "Check the name and -SubscriptionId."),
        new("ResourceNotFound", ErrorKind.ObjectNotFound, NotThere, NotThereFix),
        new("NotFound", ErrorKind.ObjectNotFound, NotThere, NotThereFix),
        new("SubscriptionRequestsThrottled", ErrorKind.LimitsExceeded, TooFast, TooFastFix),
        new("ResourceRequestsThrottled", ErrorKind.LimitsExceeded, TooFast, TooFastFix),
        new("TooManyRequests", ErrorKind.LimitsExceeded, TooFast, TooFastFix),
        new("RetryableError", ErrorKind.ResourceBusy, "Another change of the same network is under way.", "Run the command again."),
        new("AnotherOperationInProgress", ErrorKind.ResourceBusy, "Another change of it is under way.",
            "Wait for it, then run the command again."),
    ];
}

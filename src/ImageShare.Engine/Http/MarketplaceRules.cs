using ImageShare.Model;

namespace ImageShare.Engine.Http;

/// <summary>What purchases of Azure Marketplace refuse, and what Partner Center does.</summary>
internal static class MarketplaceRules
{
    private const string Terms = "The Marketplace terms of the plan are not accepted in this subscription.";

    private const string Accept =
        "Accept them there: Approve-MarketplaceImage -Publisher PUBLISHER -Offer OFFER -Sku PLAN, or pipe the image to it.";

    private static readonly string[] s_purchases = ["MarketplacePurchaseEligibilityFailed", "ResourcePurchaseValidationFailed"];

    public static IReadOnlyList<ErrorRule> All { get; } =
    [
        new("VMMarketplaceInvalidInput", ErrorKind.InvalidArgument,
            "The image does not come from the Marketplace: its VMs must not carry a plan.", "Leave the plan out.")
        {
            Wording = "(non.?Marketplace|should not|does not|not from).*plan|unexpected plan",
        },
        new("VMMarketplaceInvalidInput", ErrorKind.InvalidArgument,
            "The image comes from the Marketplace: its VMs must carry its plan.",
            "Give the image by hand-over, object or -Publisher -Offer -Sku, so that its plan is known."),
        .. s_purchases.SelectMany(Purchase),

        new("productLocked", ErrorKind.ResourceBusy, "Another submission or change of the offer is under way.",
            "Wait for it (Get-MarketplaceOffer shows it), then run the command again.") { Who = Party.Publisher },
        new("businessValidationError", ErrorKind.PermissionDenied,
            "Microsoft's principals that publish images cannot read the gallery, or not yet: a new role takes some minutes.",
            "Grant-GalleryReader -MarketplacePublishing -ResourceId GALLERY; Test-MarketplaceImage shows whether it is there.")
        {
            Wording = "image reference is not accessible",
            Who = Party.Publisher,
        },
        new("businessValidationError", ErrorKind.InvalidArgument, "Partner Center's rules for offers do not allow it.",
            "Correct it here or in Partner Center; Test-MarketplaceImage checks an image.") { Who = Party.Publisher },
        new("schemaValidationError", ErrorKind.InvalidArgument, "Partner Center does not take the request in this form.",
            "The API is a preview and may have changed: see whether a newer version of this module is there."),
    ];

    // One code for all that can stand in the way of a purchase: the words tell which.
    private static IEnumerable<ErrorRule> Purchase(string code) =>
    [
        new(code, ErrorKind.PermissionDenied, Terms, Accept) 
        {
            Wording = "legal terms|terms have not been accepted",
            Who = Party.Consumer,
        },
        new(code, ErrorKind.PermissionDenied, "The plan is private, and this subscription is not among those that may see it.",
            "Ask the publisher to add it: Set-MarketplacePlanAudience -Add -SubscriptionId SUBSCRIPTION.")
        {
            Wording = @"private (offer|plan|audience)|not (in|part of) the (private )?audience|not whitelisted|restricted audience",
            Who = Party.Publisher,
        },
        new(code, ErrorKind.ObjectNotFound, "The Marketplace does not know the offer or the plan; a new one takes an hour to be known.",
            "Check publisher, offer and plan with the publisher.") { Wording = "not found", Who = Party.Publisher },
        new(code, ErrorKind.PermissionDenied, "The publisher does not sell the offer in the country of the subscription's billing address.",
            "Use a subscription of another country, or ask the publisher to add the market.")
        {
            Wording = "not to be sold in market",
            Who = Party.Publisher,
        },
        new(code, ErrorKind.PermissionDenied, "The publisher has withdrawn the offer or the plan from sale.",
            "Ask the publisher for another plan.")
        {
            Wording = "removed from the marketplace|stop.?sell|no longer available",
            Who = Party.Publisher,
        },
        new(code, ErrorKind.PermissionDenied, "The company's agreement or its private marketplace does not allow the purchase.",
            "Ask whoever administers billing (or the private Azure Marketplace) to allow it.")
        {
            Wording = "purchase is not enabled|private (azure )?marketplace|private store|not allowed by (your|the) (organization|administrator)",
            Who = Party.Consumer,
        },
        new(code, ErrorKind.PermissionDenied, "The subscription has no means of payment that the offer takes; trial and credit offers have none.",
            "Add a payment method to the subscription, or use another.") { Wording = "payment|credit", Who = Party.Consumer },
        new(code, ErrorKind.PermissionDenied, "Partners who resell Azure may not buy this offer for others.",
            "Ask the publisher to open the offer to the Cloud Solution Provider program, or use another subscription.")
        {
            Wording = "Cloud Solution Provider|CSP",
            Who = Party.Publisher,
        },
        new(code, ErrorKind.PermissionDenied, "The plan carries a promotion code that is not valid.", "Leave the promotion code out.")
        {
            Wording = "promotion code",
            Who = Party.Consumer,
        },
        new(code, ErrorKind.PermissionDenied, "The subscription may not buy the plan; the message says why.",
            "If the terms are not accepted yet: Approve-MarketplaceImage.") { Who = Party.Consumer },
    ];
}

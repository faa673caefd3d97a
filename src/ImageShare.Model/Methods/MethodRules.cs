namespace ImageShare.Model;

/// <summary>What a fact means for a way to share.</summary>
/// <param name="Method">Which way.</param>
/// <param name="Holds">When it holds.</param>
/// <param name="Weight">How much it speaks for (or against) the way; <see cref="MethodRules.Out"/> rules it out.</param>
/// <param name="Reason">A sentence.</param>
internal sealed record MethodRule(ShareMethod Method, Func<ShareCase, bool> Holds, int Weight, string Reason);

/// <summary>
/// Why to take or leave each way. Limits are those of Azure's documents "Share gallery resources across subscriptions and tenants" (direct
/// sharing, community gallery), "Azure Lighthouse: cross-tenant management experiences" and "Technical configuration for a VM offer".
/// </summary>
internal static class MethodRules
{
    /// <summary>The weight of what rules a way out.</summary>
    public const int Out = int.MinValue;

    private const int DirectSubscriptions = 30;
    private const int DirectTenants = 5;

    public static IReadOnlyList<MethodRule> All { get; } =
    [
        new(ShareMethod.AppRegistration, c => c.PortalNeeded, Out, "Azure Portal cannot sign in to two tenants as an app: commands only."),
        new(ShareMethod.AppRegistration, Foreign, Out, Encrypted),
        new(ShareMethod.AppRegistration, c => c.SameTenant, -4, "Within one tenant a role for the builders does it, without an app."),
        new(ShareMethod.AppRegistration, c => c.Public, -2, "One app for all cannot be taken back from one of them."),
        new(ShareMethod.AppRegistration, c => !c.SameTenant && !c.Public && !c.ConsumerTenantKnown, 3,
            "The publisher need not know the consumer's tenant."),
        new(ShareMethod.AppRegistration, c => c.Unattended, 2, "Runs unattended: an app's credential builds the VM."),
        new(ShareMethod.AppRegistration, IsSovereign, 2, "Works in every cloud, within one cloud."),
        new(ShareMethod.AppRegistration, Always, 1, "One image or one gallery is shared, and nothing else."),
        new(ShareMethod.AppRegistration, c => !c.SameTenant, -1, "Two consents and a credential to look after."),

        new(ShareMethod.RoleAssignment, c => c.Public, Out, "Each builder is named one by one: not for consumers nobody knows."),
        new(ShareMethod.RoleAssignment, Foreign, Out, Encrypted),
        new(ShareMethod.RoleAssignment, c => c.SameTenant, 6, "Nobody is invited and nothing is handed over: one role does it."),
        new(ShareMethod.RoleAssignment, c => c.Unattended && !c.SameTenant, Out, "A service principal cannot be a guest."),
        new(ShareMethod.RoleAssignment, c => c.PortalNeeded && !c.SameTenant, Out,
            "Azure Portal does not build from an image of another tenant's directory: commands only."),
        new(ShareMethod.RoleAssignment, c => c.ConsumerCount > 10, -2, "Many people to invite, and to remove when they leave."),
        new(ShareMethod.RoleAssignment, c => !c.SameTenant, -1, "Every builder becomes a guest of the publisher's directory."),
        new(ShareMethod.RoleAssignment, Always, 1, "No app and no credential."),

        new(ShareMethod.Lighthouse, c => c.SameTenant, Out, "A subscription cannot be delegated to its own tenant."),
        new(ShareMethod.Lighthouse, c => c.Public, Out, "A delegation names a tenant: not for consumers nobody knows."),
        new(ShareMethod.Lighthouse, c => !c.ConsumerTenantKnown, Out, "The consumer's tenant id must be known, and the builders' object ids."),
        new(ShareMethod.Lighthouse, Foreign, Out, Encrypted),
        new(ShareMethod.Lighthouse, c => c.PortalNeeded, 1,
            "The consumer sees the gallery in Azure Portal; whether its VM page still offers the image is not proved."),
        new(ShareMethod.Lighthouse, c => c.Unattended, 1, "Runs unattended: a service principal of the consumer builds."),
        new(ShareMethod.Lighthouse, c => c.ConsumerCount > 10, -2, "One delegation for each consumer."),
        new(ShareMethod.Lighthouse, Always, 3, "The consumer builds as itself: no app, no file, no second token."),
        new(ShareMethod.Lighthouse, Always, -1, "The whole resource group of the gallery is delegated, not one image."),

        new(ShareMethod.DirectShare, IsSovereign, Out, "Direct sharing is not there in government and China clouds."),
        new(ShareMethod.DirectShare, c => c.Public, Out, "It names subscriptions or tenants: not for consumers nobody knows."),
        new(ShareMethod.DirectShare, c => !c.ConsumerTenantKnown && !c.SameTenant, Out,
            "The consumer's subscription or tenant id must be known."),
        new(ShareMethod.DirectShare, c => c.ConsumerCount > DirectSubscriptions, Out,
            $"A gallery is shared with at most {DirectSubscriptions} subscriptions and {DirectTenants} tenants."),
        new(ShareMethod.DirectShare, c => c.Encrypted, Out, "Versions that are encrypted with the publisher's key cannot be shared directly."),
        new(ShareMethod.DirectShare, HasGuestState, Out, "Images of this security type stay in private galleries; TrustedLaunchSupported goes."),
        new(ShareMethod.DirectShare, c => c.ConsumerCount > DirectTenants, -1,
            $"More than {DirectTenants} consumers: by subscription id, not by tenant id."),
        new(ShareMethod.DirectShare, c => c.PortalNeeded, 3, "Azure Portal offers shared images when a VM is made."),
        new(ShareMethod.DirectShare, c => c.Unattended, 1, "Runs unattended: whoever may build VMs there may use it."),
        new(ShareMethod.DirectShare, Always, 2, "The consumer does nothing before it builds: no app, no file, no second token."),
        new(ShareMethod.DirectShare, Always, -1,
            "The gallery must have been made for it, and everybody in the subscription or tenant may use all of its images."),

        new(ShareMethod.Community, IsSovereign, Out, "Community galleries are not there in government and China clouds."),
        new(ShareMethod.Community, c => c.Encrypted, Out, "Versions that are encrypted with the publisher's key cannot be made public."),
        new(ShareMethod.Community, HasGuestState, Out, "Images of this security type stay in private galleries; TrustedLaunchSupported goes."),
        new(ShareMethod.Community, c => c.HasPlan, Out, "An image that was made from a Marketplace image may not be made public."),
        new(ShareMethod.Community, c => c.Sold, Out, "Community images are free for everybody."),
        new(ShareMethod.Community, c => !c.Public, -6, "Everybody in the world could use the image, and sees the publisher's contact data."),
        new(ShareMethod.Community, c => c.Public, 4, "Everybody finds it by its public name, without asking."),
        new(ShareMethod.Community, c => c.PortalNeeded, 2, "Azure Portal offers community images when a VM is made."),
        new(ShareMethod.Community, c => c.Public, -1, "Nobody certifies it, and Azure Policy of a consumer may forbid it."),

        new(ShareMethod.Marketplace, IsChina, Out, "Azure China has a Marketplace of its own, which this module does not publish to."),
        new(ShareMethod.Marketplace, c => c.Encrypted, Out, "Partner Center cannot read versions that the publisher's key encrypts."),
        new(ShareMethod.Marketplace, c => Is(c.OSState, "Specialized"), Out, "An offer takes generalized images only."),
        new(ShareMethod.Marketplace, c => c.Sold, 8, "Microsoft bills the consumer: the only way to sell an image."),
        new(ShareMethod.Marketplace, c => c.Public, 3, "Everybody finds it, and it is certified."),
        new(ShareMethod.Marketplace, c => c.PortalNeeded, 2, "Azure Portal shows it to whoever may use the plan."),
        new(ShareMethod.Marketplace, c => c.ConsumerCount > DirectSubscriptions, 3,
            "A private plan names any number of subscriptions or tenants, with no second token."),
        new(ShareMethod.Marketplace, c => c.HasPlan, -2, "An image that was made from another offer needs its owner's agreement."),
        new(ShareMethod.Marketplace, c => !c.Sold, -2,
            "It takes a Partner Center account, an offer with texts and tax data, and days of certification for each version."),
    ];

    private const string Encrypted =
        "A disk encryption set of the publisher encrypts the version, and no other subscription may use that: publish one with the platform's key.";

    private static bool Always(ShareCase share) => true;

    private static bool Foreign(ShareCase share) => share.Encrypted && !share.SameTenant;

    private static bool IsSovereign(ShareCase share) => !Is(share.Environment, "AzureCloud");

    private static bool IsChina(ShareCase share) => Is(share.Environment, "AzureChinaCloud");

    private static bool HasGuestState(ShareCase share) => Is(share.SecurityType, "TrustedLaunch") || Is(share.SecurityType, "ConfidentialVM");

    private static bool Is(string? text, string word) => string.Equals(text, word, StringComparison.OrdinalIgnoreCase);
}

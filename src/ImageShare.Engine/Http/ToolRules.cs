using ImageShare.Model;

namespace ImageShare.Engine.Http;

/// <summary>What other tools refuse by themselves before Azure hears of it. They give no code: the codes here are ours.</summary>
internal static class ToolRules
{
    private const string UseModule = "New-SharedImageVM gets the tokens that the image needs by itself.";

    public static IReadOnlyList<ErrorRule> All { get; } =
    [
        new("SubscriptionNotInContext", ErrorKind.AuthenticationError,
            "Azure PowerShell looks for the image's subscription {subscription} among those that its sign-in lists. A role on a gallery "
            + "alone does not list the subscription there.",
            $"Take the tenant from the hand-over file in place of a list: {UseModule}")
        {
            Wording = @"does not have access to the following subscription\(s\)\s*:\s*(?<subscription>[\w-]+)",
            SpeaksForItself = true,
            Who = Party.Consumer,
        },
        new("AuxiliaryOptionsExclusive", ErrorKind.InvalidArgument,
            "Subscriptions and tenants of other companies were named both; az takes one kind.",
            $"Name the tenants only (--aux-tenants). {UseModule}")
        {
            Wording = "only one of aux_subscriptions and aux_tenants",
            SpeaksForItself = true,
            Who = Party.Consumer,
        },
        new("TooManyAuxiliaryTenants", ErrorKind.InvalidArgument,
            "One request may refer to resources of at most three other tenants.",
            "Name only the tenant of the image; split the deployment when it uses more.")
        {
            Wording = "(Number of tenants .*exceeds maximum allowed number of|only supports up to 3 auxiliary tenant)",
            SpeaksForItself = true,
            Who = Party.Consumer,
        },
        new("TenantNotReachable", ErrorKind.AuthenticationError,
            "A managed identity and Cloud Shell have tokens of their own tenant only, so none of the image's.",
            "Let an app of the consumer trust the identity (New-GalleryShareApp -ManagedIdentity) and sign in as that app.")
        {
            Wording = "Tenant shouldn't be specified for (MSI account|Cloud Shell)",
            SpeaksForItself = true,
            Who = Party.Consumer,
        },
        new("ImageIdMisread", ErrorKind.InvalidArgument,
            "The tool took the id of a gallery image apart as if it were an image of the Marketplace (New-AzVM did so in Az.Compute 7.0).",
            "Update the tool, or build with New-SharedImageVM -ImageId, which never guesses from an id.")
        {
            Wording = "value of parameter version is invalid",
            SpeaksForItself = true,
            Who = Party.Consumer,
        },
        new("UnrecognizedArgument", ErrorKind.InvalidArgument,
            "az sig share shares a whole gallery; it has no option for one image definition, although an example of it says so.",
            "Leave --gallery-image-definition out, or share one image through an app: Grant-GalleryReader -ResourceId <image definition>.")
        {
            Wording = "unrecognized arguments: .*--gallery-image-definition",
            SpeaksForItself = true,
            Who = Party.Publisher,
        },
    ];
}

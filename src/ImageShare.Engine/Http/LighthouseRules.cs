using ImageShare.Model;

namespace ImageShare.Engine.Http;

/// <summary>What Azure Lighthouse (Microsoft.ManagedServices) refuses.</summary>
internal static class LighthouseRules
{
    private const string Create = "InvalidRegistrationDefinitionCreateRequest";

    private const string Owner = "Delegating takes Owner of the subscription (Microsoft.Authorization/roleAssignments/write there), as a "
        + "member of its tenant and not as a guest.";

    private const string AskOwner =
        "Ask an owner of the subscription to run this command, or to deploy what Export-LighthouseTemplate writes.";

    public static IReadOnlyList<ErrorRule> All { get; } =
    [
        new(Create, ErrorKind.InvalidArgument, "A subscription cannot be delegated to the tenant it belongs to.",
            "Give the consumer's tenant as -ManagedByTenantId.") 
        { Wording = "not allowed to use the '[^']*' as ManagedByTenantId", SpeaksForItself = true, Who = Party.Publisher },
        new(Create, ErrorKind.InvalidArgument,
            "Lighthouse takes no role that may write authorizations or works on data, no Owner and no custom role; and no User Access "
            + "Administrator that may be activated for a while.",
            "Choose another built-in role; Reader is enough to use images.")
        {
            Wording = "role definition '?[^']*'? (is not allowed .*restricted actions|is restricted for|with data actions not allowed)",
            SpeaksForItself = true,
            Who = Party.Publisher,
        },
        new(Create, ErrorKind.InvalidArgument, "Azure Lighthouse does not take these authorizations.",
            "Check the object ids: those of users, security groups or service principals (never of applications) of the consumer's tenant. "
            + "A service principal cannot activate a role.") { Who = Party.Publisher },
        new("RegistrationAssignmentExists", ErrorKind.ResourceExists,
            "The same delegation is at this scope already, perhaps under another name.",
            "Nothing is to be done when it is the wanted one: Get-LighthouseDelegation shows it.")
        {
            Wording = "Another registration assignment present at this scope",
            SpeaksForItself = true,
            Who = Party.Publisher,
        },
        new("FeatureRegistrationUnsupported", ErrorKind.InvalidOperation,
            "An old sample registers a preview feature of Azure Lighthouse; it is generally available and has none.",
            "Leave that step out; New-LighthouseDelegation or Export-LighthouseTemplate need no feature."),
        new("InvalidRegistrationDefinitionUri", ErrorKind.InvalidArgument,
            "A registration definition belongs to a subscription, not to a resource group.",
            "Deploy the template at the subscription.") { Who = Party.Publisher },
        new("ClassicAdministratorListFailed", ErrorKind.PermissionDenied, Owner, AskOwner) { Who = Party.Publisher },
        new("AuthorizationFailed", ErrorKind.PermissionDenied, Owner + " Object id {object} is not.", AskOwner)
        {
            Wording = @"object id '(?<object>[^']+)'.*action 'Microsoft\.ManagedServices/registration(Definitions|Assignments)/write'",
            Who = Party.Publisher,
        },
        new("AuthorizationFailed", ErrorKind.PermissionDenied,
            "Removing a delegation takes Owner of the subscription, or, in the consumer's tenant, the Managed Services "
            + "Registration assignment Delete Role in that delegation. Object id {object} has neither.",
            "Ask the publisher: Get-LighthouseDelegation | Remove-LighthouseDelegation.")
        {
            Wording = @"object id '(?<object>[^']+)'.*action 'Microsoft\.ManagedServices/registrationAssignments/delete'",
        },
    ];
}

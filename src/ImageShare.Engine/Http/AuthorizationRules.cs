using ImageShare.Model;

namespace ImageShare.Engine.Http;

/// <summary>What Azure Resource Manager refuses for want of a right or of a token.</summary>
internal static class AuthorizationRules
{
    private const string WrongTenantReason =
        "The request showed a token of tenant {tenant|another tenant}; the subscription belongs to tenant {expected|of another company}.";

    private const string WrongTenantFix = "Run Connect-ImageShare -TenantId {expected|<its tenant id>}, or pass the -Context of that "
        + "tenant.";

    private const string OfApplication = "That is the object id of the application; roles go to its service principal.";

    private const string OfPrincipal = "Give the service principal's object id, or -ApplicationId.";

    public static IReadOnlyList<ErrorRule> All { get; } =
    [
        // Two causes, one code. This wording is never about a role: no token of the image's tenant came along.
        new("LinkedAuthorizationFailed", ErrorKind.PermissionDenied,
            "The request came without a token of the tenant that owns subscription {subscription}: {publisherTenant|the publisher's "
            + "tenant}. Azure cannot tell there who asks. A later change of a VM reads its image again and needs the token, too.",
            "Sign in with an identity that the publisher's tenant knows too and that can get tokens of both: the share app "
            + "(Import-ImageShare ... | New-SharedImageVM, or Connect-ImageShare as that app).")
        {
            Wording = "current tenant '?(?<tenant>[^' ]+)'? is not authorized "
                + "to access linked subscription '?(?<subscription>[^' ]*[^'. ])'?",
            SpeaksForItself = true,
            Who = Party.Consumer,
        },
        new("LinkedAuthorizationFailed", ErrorKind.PermissionDenied,
            "The publisher's tenant knows the identity, object id {reader,object}, but it has no read permission on {linked}, "
            + "or that id is wrong. A role that was given a moment ago takes some minutes to work.",
            "The publisher runs: Grant-GalleryReader -ObjectId {reader,object} -ResourceId {gallery|<id of the gallery>}")
        {
            Wording = @"with object id '(?<object>[^']+)'.*does not have permission to perform action.*linked scope\(s\) "
                + @"'(?<linked>(?<gallery>/subscriptions/[^/']+/resourceGroups/[^/']+/providers/Microsoft\.Compute/galleries/[^/']+)?"
                + "[^']*)'",
            SpeaksForItself = true,
            Who = Party.Publisher,
        },
        new("LinkedAuthorizationFailed", ErrorKind.PermissionDenied,
            "The request refers to a resource that this identity may not use.",
            "Whoever owns that resource gives the identity a role there."),
        new("AuthorizationFailed", ErrorKind.PermissionDenied,
            "Giving roles at {scope} takes Owner, User Access Administrator or Role Based Access Control Administrator there; object "
                + "id {object} has none.",
            "Ask an owner of {scope} to run this command, or to give you one of these roles.")
        {
            Wording = "object id '(?<object>[^']+)'.*action 'Microsoft.Authorization/roleAssignments/write' over scope "
                + "'(?<scope>.+?)/providers/Microsoft.Authorization/",
        },
        new("AuthorizationFailed", ErrorKind.PermissionDenied,
            "Object id {reader,object} has no read permission on the image, or not yet: a role takes some minutes to work.",
            "The publisher runs: Grant-GalleryReader -ObjectId {object} -ResourceId {gallery}")
        {
            Wording = @"object id '(?<object>[^']+)'.*action 'Microsoft\.Compute/galleries/images/[^']*read' over scope "
                + @"'(?<gallery>/subscriptions/[^/']+/resourceGroups/[^/']+/providers/Microsoft\.Compute/galleries/[^/']+)",
            Who = Party.Publisher,
        },
        new("AuthorizationFailed", ErrorKind.PermissionDenied,
            "Sharing a gallery directly takes Owner or Compute Gallery Sharing Admin; Contributor leaves it out.",
            "An owner runs: Grant-GalleryReader -ObjectId {object} -ResourceId {scope} -RoleDefinitionName 'Compute Gallery Sharing Admin'")
        {
            Wording = "object id '(?<object>[^']+)'.*action 'Microsoft.Compute/galleries/share/action' over scope '(?<scope>[^']+)'",
            SpeaksForItself = true,
            Who = Party.Publisher,
        },
        new("AuthorizationFailed", ErrorKind.PermissionDenied,
            "Object id {object} may not do {action} at {scope}: its role is on another resource group, or too new to work yet.",
            "An owner of that group runs: Grant-SharedImageBuilder -ObjectId {object} -SubscriptionId {subscription} "
            + "-ResourceGroupName {group}")
        {
            Wording = "object id '(?<object>[^']+)'.*action "
                + @"'(?<action>Microsoft\.(Network|Compute/(virtualMachine|disk|image|availability)\w*)/[^']+)' over scope "
                + "'(?<scope>/subscriptions/(?<subscription>[^/']+)/resourceGroups/(?<group>[^/']+)[^']*)'",
            SpeaksForItself = true,
            Who = Party.Consumer,
        },
        new("AuthorizationFailed", ErrorKind.PermissionDenied,
            "There is no resource group {group}, and object id {object} may not make one: its roles are on other groups.",
            "An owner of subscription {subscription} makes the group and runs: Grant-SharedImageBuilder -ObjectId {object} -SubscriptionId "
            + "{subscription} -ResourceGroupName {group}")
        {
            Wording = "object id '(?<object>[^']+)'.*action 'Microsoft.Resources/subscriptions/resourceGroups/write' over scope "
                + "'/subscriptions/(?<subscription>[^/']+)/resourceGroups/(?<group>[^/']+)'",
            SpeaksForItself = true,
            Who = Party.Consumer,
        },
        new("AuthorizationFailed", ErrorKind.PermissionDenied,
            "The subscription has never used {provider}, and a role on a resource group may not register it.",
            "An owner of the subscription runs: az provider register --namespace {provider} --subscription {subscription}")
        {
            Wording = @"action '(?<provider>Microsoft\.\w+)/register/action' over scope '/subscriptions/(?<subscription>[^/']+)'",
            SpeaksForItself = true,
        },
        new("AuthorizationFailed", ErrorKind.PermissionDenied,
            "Object id {object} may not do {action} at {scope}, or not yet: a role takes some minutes to work.",
            "Ask an owner of that resource to give it a role with this action; after that, try again in some minutes.")
        {
            Wording = "object id '(?<object>[^']+)'.*action '(?<action>[^']+)' over scope '(?<scope>[^']+)'",
        },
        new("InvalidAuthenticationTokenTenant", ErrorKind.AuthenticationError, WrongTenantReason, WrongTenantFix)
        {
            Wording = @"wrong issuer 'https://[^/']+/(?<tenant>[^/']+)/?'.*match the tenant 'https://[^/']+/(?<expected>[^/']+)/?'",
            SpeaksForItself = true,
        },
        new("InvalidAuthenticationTokenTenant", ErrorKind.AuthenticationError, WrongTenantReason, WrongTenantFix),
        new("ExpiredAuthenticationToken", ErrorKind.AuthenticationError, 
            "A token ran out. One that has, of whichever tenant, fails a request that shows several.",
            "Run the command again; an access token given by hand must be got anew."),
        new("InvalidAuthenticationToken", ErrorKind.AuthenticationError,
            "A token was refused: malformed, for another service, or of another cloud.",
            "Run Connect-ImageShare again; check -Environment."),
        new("PrincipalNotFound", ErrorKind.ObjectNotFound,
            "The directory does not know the principal (yet). A new one takes minutes to be known everywhere; the object id of the "
                + "*application* never works.",
            "Give the object id of the service principal (Get-GalleryShareApp shows it as ServicePrincipalId); if it is new, run the "
                + "command again."),
        new("UnsupportedPrincipalType", ErrorKind.InvalidArgument, OfApplication, OfPrincipal)
        {
            Wording = "Principals of type Application cannot validly be used",
            SpeaksForItself = true,
        },
        new("UnsupportedPrincipalType", ErrorKind.InvalidArgument, OfApplication, OfPrincipal),
        new("RoleAssignmentExists", ErrorKind.ResourceExists, "The principal has that role at that scope already.",
            "Nothing is to be done."),
        new("RoleAssignmentUpdateNotPermitted", ErrorKind.ResourceExists,
            "An assignment of the same name gives another role or to someone else.", "Remove that assignment, then run the command again."),
        new("RoleDefinitionDoesNotExist", ErrorKind.ObjectNotFound, "There is no such role at that scope.", "Check the role's name or id."),
        new("RoleAssignmentLimitExceeded", ErrorKind.QuotaExceeded, "The subscription holds as many role assignments as it may.",
            "Remove some, or give roles to groups."),
        new("SubscriptionNotFound", ErrorKind.ObjectNotFound,
            "There is no such subscription in this cloud, or the tenant that was signed in to may not see it.",
            "Check the id, -TenantId and -Environment."),
        new("InvalidSubscriptionId", ErrorKind.InvalidArgument, "That is no subscription id.", "Check -SubscriptionId."),
    ];
}

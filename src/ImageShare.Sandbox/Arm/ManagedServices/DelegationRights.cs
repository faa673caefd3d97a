using ImageShare.Sandbox.Arm.Authorization;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server.Tokens;

namespace ImageShare.Sandbox.Arm.ManagedServices;

/// <summary>Who may make a delegation, and who may end one: more than the role's actions alone.</summary>
internal static class DelegationRights
{
    private const string AssignRoles = "Microsoft.Authorization/roleAssignments/write";

    /// <summary>Only a member of the owner's tenant that may assign roles.</summary>
    public static void RequireToMake(ArmCall call, string scope)
    {
        if (!IsOwnersOwn(call) || IsGuest(call) || !call.Authorizer.Allows(call.Caller, AssignRoles, scope))
            throw ManagedServicesErrors.NotAnOwner(call.SubscriptionId);
    }

    /// <summary>The owner's side as above; the other side only with the role that is made for it.</summary>
    public static void RequireToEnd(ArmCall call, string scope)
    {
        if (IsOwnersOwn(call))
            RequireToMake(call, scope);
        else if (!call.Authorizer.RolesAt(call.Caller, scope).Any(r => r.Id == BuiltInRoles.RegistrationAssignmentDelete))
            throw call.Authorizer.Refused(call.Caller, call.Action, call.Id);
    }

    private static bool IsOwnersOwn(ArmCall call) => call.Caller.TenantId.Equals(call.Tenant.Id, StringComparison.OrdinalIgnoreCase);

    private static bool IsGuest(ArmCall call) =>
        call.Caller.Kind == CallerKind.User && call.Tenant.FindPrincipal(call.Caller.ObjectId) is User { IsGuest: true };
}

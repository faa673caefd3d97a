using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server.Tokens;

namespace ImageShare.Sandbox.Arm.Authorization;

/// <summary>Who may do what where, over every source of grants.</summary>
internal sealed class Authorizer(World world, IReadOnlyList<IGrantSource> sources)
{
    public bool Opens(string tenantId, Subscription subscription) => sources.Any(s => s.Opens(world, tenantId, subscription));

    public IEnumerable<string> ManagingTenants(Subscription subscription) =>
        sources.SelectMany(s => s.ManagingTenants(world, subscription)).Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>Roles in force at a scope, inherited ones included.</summary>
    public IEnumerable<RoleDefinition> RolesAt(Caller caller, string scope) =>
        Grants(caller).Where(g => ResourceIds.IsWithin(scope, g.Scope)).Select(g => g.Role);

    public bool Allows(Caller caller, string action, string scope) => RolesAt(caller, scope).Any(r => r.Allows(action));

    /// <summary>True when the caller has any role at the scope, above it or under it.</summary>
    public bool Sees(Caller caller, string scope) =>
        Grants(caller).Any(g => ResourceIds.IsWithin(scope, g.Scope) || ResourceIds.IsWithin(g.Scope, scope));

    public void Require(ArmCall call, string action, string scope)
    {
        if (!Allows(call.Caller, action, scope))
            throw Refused(call.Caller, action, scope);
    }

    public ArmException Refused(Caller caller, string action, string scope) => ArmErrors.Gateway(
        StatusCodes.Status403Forbidden, "AuthorizationFailed",
        $"The client '{Name(caller)}' with object id '{caller.ObjectId}' does not have authorization to perform action '{action}' "
        + $"over scope '{scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.");

    /// <summary>How refusals name a caller: a user by its principal name, an application by its id.</summary>
    public string Name(Caller caller) => caller.Kind == CallerKind.User
        && world.FindTenant(caller.TenantId)?.FindPrincipal(caller.ObjectId) is User user
            ? user.UserPrincipalName
            : caller.AppId;

    private IEnumerable<Grant> Grants(Caller caller) => sources.SelectMany(s => s.Of(world, caller));
}

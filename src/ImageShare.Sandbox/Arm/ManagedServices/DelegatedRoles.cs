using ImageShare.Sandbox.Arm.Authorization;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server.Tokens;

namespace ImageShare.Sandbox.Arm.ManagedServices;

/// <summary>Roles by delegation: principals of the managing tenant act with their own tenant's token.</summary>
internal sealed class DelegatedRoles : IGrantSource
{
    public bool Opens(World world, string tenantId, Subscription subscription) =>
        InForce(world).Any(r => Same(r.TenantId, tenantId) && ResourceIds.IsWithin(r.Scope, subscription.ResourceId));

    public IEnumerable<string> ManagingTenants(World world, Subscription subscription) =>
        InForce(world).Where(r => ResourceIds.IsWithin(r.Scope, subscription.ResourceId)).Select(r => r.TenantId);

    public IEnumerable<Grant> Of(World world, Caller caller) =>
        from delegated in InForce(world)
        where Same(delegated.TenantId, caller.TenantId)
            && caller.PrincipalIds.Contains(delegated.PrincipalId, StringComparer.OrdinalIgnoreCase)
        select new Grant(delegated.Scope, DelegableRoles.InForce(delegated.RoleDefinitionId));

    // A resource group takes the delegations made at it along.
    private static IEnumerable<DelegatedRole> InForce(World world) =>
        world.DelegatedRoles.Where(r => r.EffectiveFrom <= world.Now && world.Resources.Find(r.AssignmentId) is not null);

    private static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);
}

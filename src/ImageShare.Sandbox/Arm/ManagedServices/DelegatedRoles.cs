using ImageShare.Sandbox.Arm.Authorization;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server.Tokens;

namespace ImageShare.Sandbox.Arm.ManagedServices;

/// <summary>Roles by delegation: principals of the managing tenant act with their own tenant's token.</summary>
internal sealed class DelegatedRoles : IGrantSource
{
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(15);

    // Whoever ended its own delegation has no role left, and still asks whether the end is reached.
    public bool Opens(World world, string tenantId, Subscription subscription) =>
        InForce(world).Any(r => Same(r.TenantId, tenantId) && ResourceIds.IsWithin(r.Scope, subscription.ResourceId))
        || world.Operations.Any(o => HasJustStarted(world, o, tenantId) && ResourceIds.IsWithin(o.ResourceId!, subscription.ResourceId));

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

    private static bool HasJustStarted(World world, Operation operation, string tenantId) =>
        operation is { TenantId: not null, ResourceId: not null }
        && Same(operation.TenantId, tenantId)
        && operation.Started > world.Now - Memory;

    private static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);
}

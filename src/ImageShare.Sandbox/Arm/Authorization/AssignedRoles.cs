using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server.Tokens;

namespace ImageShare.Sandbox.Arm.Authorization;

/// <summary>Roles by assignment, to the caller or to one of its groups, once they took effect.</summary>
internal sealed class AssignedRoles : IGrantSource
{
    public bool Opens(World world, string tenantId, Subscription subscription) =>
        subscription.TenantId.Equals(tenantId, StringComparison.OrdinalIgnoreCase);

    public IEnumerable<string> ManagingTenants(World world, Subscription subscription) => [];

    public IEnumerable<Grant> Of(World world, Caller caller) =>
        from assignment in world.RoleAssignments
        where assignment.EffectiveFrom <= world.Now
            && caller.PrincipalIds.Contains(assignment.PrincipalId, StringComparer.OrdinalIgnoreCase)
        let role = Roles.Find(world, assignment.RoleDefinitionId)
        where role is not null
        select new Grant(assignment.Scope, role);
}

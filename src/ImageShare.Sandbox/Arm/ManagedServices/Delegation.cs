using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.ManagedServices;

/// <summary>Turns registration assignments into roles, and takes the roles back.</summary>
internal static class Delegation
{
    public const string Definitions = "Microsoft.ManagedServices/registrationDefinitions";
    public const string Assignments = "Microsoft.ManagedServices/registrationAssignments";

    public static Resource? DefinitionOf(World world, Resource assignment) =>
        world.Resources.Find(assignment.Properties.Text("registrationDefinitionId"));

    public static IEnumerable<Resource> AssignmentsOf(World world, Resource definition) =>
        world.Resources.Under($"/subscriptions/{definition.SubscriptionId}", Assignments).Where(a => DefinitionOf(world, a) == definition);

    public static string ScopeOf(Resource assignment) => ArmPath.Parse(assignment.Id).Scope;

    /// <summary>Gives what the definition says, takes what it no longer says. What was given already stays in force.</summary>
    public static void Project(World world, Resource assignment)
    {
        var definition = DefinitionOf(world, assignment)!;
        var said = definition.Properties.Objects("authorizations").Select(a => (Principal: Principal(a), Role: Role(a))).ToList();
        world.DelegatedRoles.RemoveAll(r => IsOf(r, assignment) && !said.Exists(s => r.Gives(s.Principal, s.Role)));
        var given = world.DelegatedRoles.Where(r => IsOf(r, assignment)).ToList();
        world.DelegatedRoles.AddRange(said.Where(s => !given.Exists(r => r.Gives(s.Principal, s.Role))).Select(s => new DelegatedRole
        {
            AssignmentId = assignment.Id,
            Scope = ScopeOf(assignment),
            TenantId = definition.Properties.Text("managedByTenantId")!,
            PrincipalId = s.Principal,
            RoleDefinitionId = s.Role,
            EffectiveFrom = world.After(world.Delays.DelegationEffective),
        }));
    }

    /// <summary>
    /// Takes the roles of an assignment back. As in Azure, other delegations of the subscription lose those that they give to the same
    /// principal, until they are made once more.
    /// </summary>
    public static void Withdraw(World world, Resource assignment)
    {
        var taken = world.DelegatedRoles.Where(r => IsOf(r, assignment)).ToList();
        var subscription = $"/subscriptions/{assignment.SubscriptionId}";
        world.DelegatedRoles.RemoveAll(r =>
            ResourceIds.IsWithin(r.Scope, subscription) && taken.Exists(t => r.Gives(t.PrincipalId, t.RoleDefinitionId)));
    }

    private static string Principal(JsonObject authorization) => authorization.Text("principalId")!;

    private static string Role(JsonObject authorization) => authorization.Text("roleDefinitionId")!;

    private static bool IsOf(DelegatedRole role, Resource assignment) =>
        role.AssignmentId.Equals(assignment.Id, StringComparison.OrdinalIgnoreCase);
}

using ImageShare.Sandbox.Arm.Authorization;

namespace ImageShare.Sandbox.Arm.ManagedServices;

/// <summary>Which roles may be given to another tenant, and what is left of them there.</summary>
internal static class DelegableRoles
{
    private static readonly string[] Guarded = ["roleAssignments", "roleDefinitions", "classicAdministrators", "locks", "denyAssignments"];

    /// <summary>Assigning roles to managed identities, its one use in a delegation, is nothing that sharing images needs.</summary>
    private static readonly RoleDefinition UserAccessAdministrator =
        BuiltInRoles.Find(BuiltInRoles.UserAccessAdministrator)! with { Actions = ["Microsoft.Support/*"] };

    /// <summary>True for a role that writes or deletes what guards access.</summary>
    public static bool IsRestricted(RoleDefinition role) =>
        Guarded.Any(k => role.Allows($"Microsoft.Authorization/{k}/write") || role.Allows($"Microsoft.Authorization/{k}/delete"));

    public static RoleDefinition InForce(string id) => BuiltInRoles.Find(id) is { } role && role.Id != BuiltInRoles.UserAccessAdministrator
        ? role
        : UserAccessAdministrator;
}

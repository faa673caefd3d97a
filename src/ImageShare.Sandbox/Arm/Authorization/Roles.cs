using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.Authorization;

/// <summary>Azure's own roles, and those that companies made for themselves.</summary>
internal static class Roles
{
    /// <summary>The roles that can be given in a tenant.</summary>
    public static IEnumerable<RoleDefinition> In(World world, string? tenantId) => BuiltInRoles.All.Concat(
        world.CustomRoles.Where(r => r.TenantId.Equals(tenantId, StringComparison.OrdinalIgnoreCase)).Select(Of));

    /// <summary>By a GUID, or by an id that ends in one.</summary>
    public static RoleDefinition? Find(World world, string? id) =>
        BuiltInRoles.Find(id)
            ?? world.CustomRoles.Where(r => id?.EndsWith(r.Id, StringComparison.OrdinalIgnoreCase) is true).Select(Of).FirstOrDefault();

    private static RoleDefinition Of(CustomRole role) => new(role.Id, role.Name, "", role.Actions) { Type = "CustomRole" };
}

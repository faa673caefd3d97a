using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Entra;

/// <summary>The first segment of an authority.</summary>
internal static class Tenants
{
    /// <summary>Null for <c>common</c> and <c>organizations</c>: the home tenant of whoever signs in.</summary>
    public static Tenant? Find(World world, string tenant) =>
        tenant.ToLowerInvariant() is "common" or "organizations"
            ? null
            : world.FindTenant(tenant) ?? throw EntraErrors.TenantNotFound(tenant);

    public static Tenant Require(World world, string tenant, string clientId) =>
        Find(world, tenant) ?? throw EntraErrors.NoTenant(clientId);
}

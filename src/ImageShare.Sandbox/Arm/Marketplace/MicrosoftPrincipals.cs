using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.Marketplace;

/// <summary>Principals of Microsoft's own that come into a tenant with a resource provider.</summary>
internal static class MicrosoftPrincipals
{
    public const string PartnerCenter = "Microsoft.PartnerCenterIngestion";

    /// <summary>The tenant that Microsoft's own applications belong to.</summary>
    public const string TenantId = "f8cdef31-a31e-4b4a-93e4-5f571e91255a";

    public static readonly IReadOnlyList<string> OfPartnerCenter = ["Microsoft Partner Center Resource Provider", "Compute Image Registry"];

    public static void Bring(World world, Tenant tenant, string provider)
    {
        if (!provider.Equals(PartnerCenter, StringComparison.OrdinalIgnoreCase))
            return;

        foreach (var name in OfPartnerCenter.Where(n => Find(tenant, n) is null))
        {
            tenant.ServicePrincipals.Add(new ServicePrincipal
            {
                AppId = Guid.NewGuid().ToString(),
                AppOwnerTenantId = TenantId,
                DisplayName = name,
                Created = world.Now,
                ListedFrom = world.After(world.Delays.GraphReplication),
                KnownFrom = world.After(world.Delays.PrincipalReplication),
            });
        }
    }

    public static ServicePrincipal? Find(Tenant tenant, string name) =>
        tenant.ServicePrincipals.Find(p => p.DisplayName == name && p.AppOwnerTenantId == TenantId);
}

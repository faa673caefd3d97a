using ImageShare.Engine.Graph;
using ImageShare.Engine.Identity;

namespace ImageShare.Engine.Marketplace;

/// <summary>
/// The two of Microsoft's own principals that read a gallery when an offer is published ("Grant permissions to Azure Compute Gallery",
/// aka.ms/ComputeGalleryPermissions). Their object ids differ from tenant to tenant, so they are found by name.
/// </summary>
internal static class PublishingPrincipals
{
    /// <summary>Registering it brings the principals into the tenant.</summary>
    public const string Provider = "Microsoft.PartnerCenterIngestion";

    public static IReadOnlyList<string> Names { get; } = ["Microsoft Partner Center Resource Provider", "Compute Image Registry"];

    // Anybody may call an app by these names. Microsoft's own apps belong to these tenants ("Verify first-party Microsoft applications in
    // sign-in reports").
    private static readonly string[] s_microsoft = ["f8cdef31-a31e-4b4a-93e4-5f571e91255a", "72f988bf-86f1-41af-91ab-2d7cd011db47"];

    /// <summary>The principal of that name which is Microsoft's; null when the tenant has none.</summary>
    public static async Task<GraphServicePrincipal?> FindAsync(EngineContext context, string name, CancellationToken cancellationToken)
    {
        await foreach (var principal in new GraphClient(context).ListServicePrincipalsAsync(name, cancellationToken))
        {
            if (principal.Id is not null && s_microsoft.Contains(principal.AppOwnerOrganizationId, StringComparer.OrdinalIgnoreCase))
                return principal;
        }

        return null;
    }
}

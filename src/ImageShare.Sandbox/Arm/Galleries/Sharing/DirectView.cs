using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.Galleries.Sharing;

/// <summary>
/// Galleries that are shared with a subscription or with its whole tenant, known by the publisher's subscription and their name.
/// </summary>
internal sealed class DirectView : PublicView
{
    public override string Segment => "sharedGalleries";

    public override string Root => "/SharedGalleries/";

    public override IEnumerable<Resource> Galleries(World world, Subscription subscription, string? sharedTo) => world.Resources
        .OfType(GalleryType)
        .Where(g => SharingProfile.Permissions(g) == SharingProfile.Groups && sharedTo?.ToLowerInvariant() switch
        {
            null => IsSharedWith(g, subscription) || IsSharedWithTenant(g, subscription),
            "tenant" => IsSharedWithTenant(g, subscription),
            _ => IsSharedWith(g, subscription),
        });

    public override string NameOf(Resource gallery) => gallery.Properties.Text("identifier.uniqueName")!;

    private static bool IsSharedWith(Resource gallery, Subscription subscription) =>
        ShareAction.SubscriptionsOf(gallery).Contains(subscription.Id, StringComparer.OrdinalIgnoreCase);

    private static bool IsSharedWithTenant(Resource gallery, Subscription subscription) =>
        ShareAction.TenantsOf(gallery).Contains(subscription.TenantId, StringComparer.OrdinalIgnoreCase);
}

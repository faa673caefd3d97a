using ImageShare.Sandbox.Arm.Galleries.Sharing;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;

namespace ImageShare.Sandbox.Arm.Galleries;

/// <summary>The publisher's gallery: one image of each kind that a consumer may meet.</summary>
internal sealed class GallerySeed : ISeed
{
    private const string GalleryName = "contoso_images";

    public void Plant(World world, SandboxAccounts accounts)
    {
        var publisher = accounts.Publisher;
        var group = $"/subscriptions/{publisher.SubscriptionId}/resourceGroups/{publisher.ResourceGroupName}";
        var provider = $"{group}/providers/Microsoft.Compute";
        var gallery = $"{provider}/galleries/{GalleryName}";
        var planter = new ImagePlanter(world, provider, publisher.Location);
        planter.Gallery(gallery, publisher.SubscriptionId, "Images that Contoso shares");
        // Made for direct sharing, to which Microsoft admitted Contoso: what cannot be decided later.
        SharingProfile.Of(world.Resources.Find(gallery)!)["permissions"] = SharingProfile.Groups;
        world.FindSubscription(publisher.SubscriptionId)!.RegisteredFeatures.Add(SharingProfile.DirectShareFeature);

        var ubuntu = planter.Definition(gallery, "ubuntu-server", "Linux", "Generalized", "x64", "TrustedLaunchSupported");
        planter.Version(ubuntu, "1.0.0", 30, false, "westeurope", "northeurope");
        var latest = planter.Version(ubuntu, "1.1.0", 30, false, "westeurope", "northeurope", "eastus");
        var windows = planter.Definition(gallery, "windows-server", "Windows", "Generalized", "x64", "TrustedLaunch");
        planter.Version(windows, "1.0.0", 127, false, "westeurope", "northeurope");
        var appliance = planter.Definition(gallery, "appliance", "Linux", "Specialized", "x64");
        planter.Version(appliance, "2.3.0", 64, false, "westeurope");
        var arm = planter.Definition(gallery, "ubuntu-arm64", "Linux", "Generalized", "Arm64");
        planter.Version(arm, "1.0.0", 30, false, "westeurope", "eastus");
        var nightly = planter.Definition(gallery, "nightly", "Linux", "Generalized", "x64");
        planter.Version(nightly, "0.1.0", 30, true, "westeurope");

        publisher.GalleryName = GalleryName;
        publisher.ImageId = ubuntu;
        publisher.ImageVersionId = latest;
    }
}

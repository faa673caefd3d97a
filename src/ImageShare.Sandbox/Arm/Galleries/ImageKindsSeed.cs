using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;

namespace ImageShare.Sandbox.Arm.Galleries;

/// <summary>A second gallery of the publisher, with the kinds of images that are met less often.</summary>
internal sealed class ImageKindsSeed : ISeed
{
    private const string GalleryName = "contoso_kinds";

    public void Plant(World world, SandboxAccounts accounts)
    {
        var publisher = accounts.Publisher;
        var group = $"/subscriptions/{publisher.SubscriptionId}/resourceGroups/{publisher.ResourceGroupName}";
        var provider = $"{group}/providers/Microsoft.Compute";
        var gallery = $"{provider}/galleries/{GalleryName}";
        var planter = new ImagePlanter(world, provider, publisher.Location);
        planter.Gallery(gallery, publisher.SubscriptionId, "One image of each kind");

        Plant("debian-gen1", "Linux", "Generalized", generation: "V1");
        Plant("windows-gen1", "Windows", "Generalized", generation: "V1");
        Plant("windows-desktop", "Windows", "Specialized", "TrustedLaunch");
        Plant("ubuntu-trusted", "Linux", "Generalized", "TrustedLaunch");
        Plant("ubuntu-confidential", "Linux", "Generalized", "ConfidentialVM");
        Plant("windows-confidential", "Windows", "Generalized", "TrustedLaunchAndConfidentialVmSupported");
        Plant("ubuntu-nvme", "Linux", "Generalized", diskControllers: "NVMe");
        Plant("ubuntu-both", "Linux", "Generalized", diskControllers: "SCSI, NVMe");
        Plant("firewall", "Linux", "Generalized", plan: new JsonObject(Nodes.AnyCase)
        {
            ["publisher"] = "contoso",
            ["product"] = "contoso-firewall",
            ["name"] = "byol",
        });
        var database = Plant("database", "Linux", "Generalized");
        world.Resources.Find(database)!.Properties.Child("storageProfile")["dataDiskImages"] = new JsonArray(
            new JsonObject(Nodes.AnyCase) { ["lun"] = 0, ["sizeInGB"] = 64, ["hostCaching"] = "ReadOnly", ["source"] = new JsonObject() });

        string Plant(
            string name, string osType, string osState, string? security = null, string generation = "V2", string? diskControllers = null,
            JsonObject? plan = null) => planter.Version(
            planter.Definition(gallery, name, osType, osState, "x64", security, generation, diskControllers, plan), "1.0.0",
            osType == "Windows" ? 127 : 30, false, "westeurope", "eastus");
    }
}

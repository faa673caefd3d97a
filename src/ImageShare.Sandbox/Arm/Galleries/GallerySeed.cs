using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Galleries.Sharing;
using ImageShare.Sandbox.Arm.Gateway;
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
        var planter = new Planter(world, provider, publisher.Location);
        planter.Put(gallery, "Microsoft.Compute/galleries", new JsonObject(Nodes.AnyCase)
        {
            ["description"] = "Images that Contoso shares",
            ["identifier"] = new JsonObject { ["uniqueName"] = $"{publisher.SubscriptionId}-{GalleryName.ToUpperInvariant()}" },
            // Made for direct sharing, to which Microsoft admitted Contoso: what cannot be decided later.
            ["sharingProfile"] = new JsonObject(Nodes.AnyCase) { ["permissions"] = SharingProfile.Groups },
        });
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

    private sealed class Planter(World world, string provider, string location)
    {
        public string Definition(
            string gallery, string name, string osType, string osState, string architecture, string? securityType = null)
        {
            var properties = new JsonObject(Nodes.AnyCase)
            {
                ["hyperVGeneration"] = "V2",
                ["architecture"] = architecture,
                ["osType"] = osType,
                ["osState"] = osState,
                ["identifier"] = new JsonObject { ["publisher"] = "Contoso", ["offer"] = osType, ["sku"] = name },
                ["recommended"] = new JsonObject
                {
                    ["vCPUs"] = new JsonObject { ["min"] = 1, ["max"] = 16 },
                    ["memory"] = new JsonObject { ["min"] = 2, ["max"] = 64 },
                },
            };
            if (securityType is not null)
                properties["features"] = new JsonArray(new JsonObject { ["name"] = "SecurityType", ["value"] = securityType });

            return Put($"{gallery}/images/{name}", "Microsoft.Compute/galleries/images", properties);
        }

        public string Version(string definition, string name, int sizeInGB, bool excludeFromLatest, params string[] regions) =>
            Put($"{definition}/versions/{name}", "Microsoft.Compute/galleries/images/versions", new JsonObject(Nodes.AnyCase)
            {
                ["publishingProfile"] = new JsonObject(Nodes.AnyCase)
                {
                    ["targetRegions"] = new JsonArray([.. regions.Select(r => new JsonObject(Nodes.AnyCase)
                    {
                        ["name"] = Locations.Get(r).DisplayName,
                        ["regionalReplicaCount"] = 1,
                        ["storageAccountType"] = "Standard_LRS",
                    })]),
                    ["replicaCount"] = 1,
                    ["excludeFromLatest"] = excludeFromLatest,
                    ["publishedDate"] = world.Now,
                    ["storageAccountType"] = "Standard_LRS",
                    ["replicationMode"] = "Full",
                },
                ["storageProfile"] = new JsonObject(Nodes.AnyCase)
                {
                    ["source"] = new JsonObject
                    {
                        ["virtualMachineId"] = $"{provider}/virtualMachines/build",
                    },
                    ["osDiskImage"] = new JsonObject(Nodes.AnyCase)
                    {
                        ["sizeInGB"] = sizeInGB,
                        ["hostCaching"] = "ReadWrite",
                        ["source"] = new JsonObject(),
                    },
                },
                ["safetyProfile"] = new JsonObject
                {
                    ["reportedForPolicyViolation"] = false,
                    ["allowDeletionOfReplicatedLocations"] = false,
                },
                ["replicationStatus"] = new JsonObject(Nodes.AnyCase)
                {
                    ["aggregatedState"] = "Completed",
                    ["summary"] = new JsonArray([.. regions.Select(r => Replication.Entry(r, isDone: true))]),
                },
            });

        public string Put(string id, string type, JsonObject properties)
        {
            properties["provisioningState"] = "Succeeded";
            world.Resources.Put(new Resource
            {
                Id = id,
                Type = type,
                Created = world.Now,
                Changed = world.Now,
                Body = new JsonObject(Nodes.AnyCase)
                {
                    ["name"] = id[(id.LastIndexOf('/') + 1)..],
                    ["id"] = id,
                    ["type"] = type,
                    ["location"] = location,
                    ["tags"] = new JsonObject(),
                    ["properties"] = properties,
                },
            });
            return id;
        }
    }
}

using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.Galleries;

/// <summary>Puts galleries, definitions and versions into the world, as if someone had made them.</summary>
internal sealed class ImagePlanter(World world, string provider, string location)
{
    public string Gallery(string gallery, string subscriptionId, string description) =>
        Put(gallery, "Microsoft.Compute/galleries", new JsonObject(Nodes.AnyCase)
        {
            ["description"] = description,
            ["identifier"] = new JsonObject
            {
                ["uniqueName"] = $"{subscriptionId}-{gallery[(gallery.LastIndexOf('/') + 1)..].ToUpperInvariant()}",
            },
        });

    public string Definition(
        string gallery, string name, string osType, string osState, string architecture, string? securityType = null,
        string generation = "V2", string? diskControllers = null, JsonObject? plan = null)
    {
        var properties = new JsonObject(Nodes.AnyCase)
        {
            ["hyperVGeneration"] = generation,
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
        (string Name, string? Value)[] features = [("SecurityType", securityType), ("DiskControllerTypes", diskControllers)];
        if (features.Any(f => f.Value is not null))
        {
            properties["features"] = new JsonArray(
                [.. features.Where(f => f.Value is not null).Select(f => new JsonObject { ["name"] = f.Name, ["value"] = f.Value })]);
        }

        if (plan is not null)
            properties["purchasePlan"] = plan;

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

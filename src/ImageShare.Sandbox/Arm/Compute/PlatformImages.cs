using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Arm.Resources;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.Compute;

/// <summary>Images of the Marketplace, which are in every region.</summary>
internal static class PlatformImages
{
    public static MachineImage Resolve(Draft draft, JsonObject reference)
    {
        string?[] urn = [reference.Text("publisher"), reference.Text("offer"), reference.Text("sku"), reference.Text("version")];
        if (draft.World.Marketplace.FindImage(urn[0], urn[1], urn[2], urn[3]) is not { } found
            || Find(draft.World, found.ImageVersionId) is not { } image)
        {
            throw new ArmException(
                StatusCodes.Status404NotFound, "PlatformImageNotFound",
                $"The platform image '{string.Join(':', urn)}' is not available. Verify that all fields in the storage profile are correct.")
            {
                Target = "imageReference",
            };
        }

        return draft.Body.Object("plan") is not null ? image : throw ArmErrors.BadRequest(
            "VMMarketplaceInvalidInput",
            "Creating a virtual machine from Marketplace image or a custom image sourced from a Marketplace image requires Plan information "
            + $"in the request. VM: '{draft.Id}'.");
    }

    public static MachineImage? Find(World world, string versionId)
    {
        var definition = world.Resources.Find(versionId[..versionId.LastIndexOf("/versions/", StringComparison.OrdinalIgnoreCase)]);
        return definition is not null && world.Resources.Find(versionId) is { } version ? new MachineImage(definition, version) : null;
    }
}

/// <summary>Versions of Marketplace images, as a subscription sees them.</summary>
internal sealed class PlatformImagesEndpoint : IArmEndpoint
{
    public string Type => "Microsoft.Compute/locations/publishers/artifactTypes/offers/skus/versions";

    public IReadOnlyList<string> ApiVersions => Gateway.ApiVersions.Compute;

    public ArmAnswer Answer(ArmCall call)
    {
        if (call is not { Method: "GET", Verb: null })
            throw ArmErrors.MethodNotAllowed(call.Method);

        var (publisher, offer, sku) = (call.Path.Names[1], call.Path.Names[3], call.Path.Names[4]);
        return call.Path.IsOpenEnded ? List(call, publisher, offer, sku) : Show(call, publisher, offer, sku, call.Path.Name);
    }

    // A bare array; the newest is asked for with $top and $orderby.
    private static ArmAnswer List(ArmCall call, string publisher, string offer, string sku)
    {
        var versions = call.World.Marketplace.Plans
            .Where(p => Same(p.Publisher, publisher) && Same(p.Offer, offer)).SelectMany(p => p.Images.Keys)
            .Where(i => Same(i.Sku, sku)).Select(i => i.Version).OrderBy(Version.Parse);
        var ordered = call.Query("$orderby") == "name desc" ? versions.Reverse() : versions;
        var top = int.TryParse(call.Query("$top"), out var asked) ? asked : int.MaxValue;
        return ArmAnswer.Ok(new JsonArray([.. ordered.Take(top).Select(v => new JsonObject
        {
            ["location"] = call.Path.Names[0],
            ["name"] = v,
            ["id"] = $"{call.Id}/{v}",
        })]));
    }

    private static ArmAnswer Show(ArmCall call, string publisher, string offer, string sku, string version)
    {
        if (call.World.Marketplace.FindImage(publisher, offer, sku, version) is not { } found
            || PlatformImages.Find(call.World, found.ImageVersionId) is not { } image)
        {
            throw new ArmException(StatusCodes.Status404NotFound, "NotFound", "Artifact: VMImage was not found.");
        }

        return ArmAnswer.Ok(new JsonObject
        {
            ["properties"] = new JsonObject
            {
                ["hyperVGeneration"] = image.Generation,
                ["architecture"] = image.Architecture,
                ["replicaType"] = "Managed",
                ["disallowed"] = new JsonObject { ["vmDiskType"] = "None" },
                ["automaticOSUpgradeProperties"] = new JsonObject { ["automaticOSUpgradeSupported"] = false },
                ["imageDeprecationStatus"] = new JsonObject { ["imageState"] = "Active" },
                ["features"] = image.Definition.Properties["features"]?.DeepClone(),
                ["plan"] = new JsonObject { ["publisher"] = publisher, ["name"] = found.Plan.Name, ["product"] = offer },
                ["osDiskImage"] = new JsonObject { ["operatingSystem"] = image.OSType, ["sizeInGb"] = image.DiskSize },
                ["dataDiskImages"] = new JsonArray([.. image.DataDisks.Select(d => new JsonObject
                {
                    ["lun"] = d.Lun,
                    ["sizeInGb"] = d.Size,
                })]),
            },
            ["location"] = call.Path.Names[0],
            ["name"] = version,
            ["id"] = call.Id,
        });
    }

    private static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);
}

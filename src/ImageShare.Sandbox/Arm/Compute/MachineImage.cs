using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Galleries;
using ImageShare.Sandbox.Arm.Galleries.Sharing;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Arm.Resources;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.Compute;

/// <summary>The image that a machine or disk is made from: its definition, and the version in the region.</summary>
internal sealed record MachineImage(Resource Definition, Resource Version)
{
    private const string DefinitionType = "Microsoft.Compute/galleries/images";
    private const string VersionType = "Microsoft.Compute/galleries/images/versions";

    private static readonly string[] Ids = ["id", "sharedGalleryImageId", "communityGalleryImageId"];
    private static readonly string[] Marketplace = ["publisher", "offer", "sku", "version"];

    public string OSType => Definition.Properties.Text("osType")!;

    public bool IsSpecialized => Definition.Properties.Text("osState") == "Specialized";

    public string Generation => Definition.Properties.Text("hyperVGeneration")!;

    public string Architecture => Definition.Properties.Text("architecture")!;

    /// <summary>Logical unit numbers and sizes of the data disks that the version brings.</summary>
    public IReadOnlyList<(int Lun, int Size)> DataDisks =>
        [.. Version.Properties.Objects("storageProfile.dataDiskImages").Select(d => (d.Number("lun")!.Value, d.Number("sizeInGB") ?? 32))];

    public int DiskSize => Version.Properties.Number("storageProfile.osDiskImage.sizeInGB")!.Value;

    public string? Feature(string name) => Definition.Properties.Objects("features")
        .FirstOrDefault(f => name.Equals(f.Text("name"), StringComparison.OrdinalIgnoreCase))?.Text("value");

    /// <summary>Finds the image, read with the caller's right or that of the auxiliary token of the image's tenant.</summary>
    public static MachineImage Resolve(Draft draft, JsonObject reference, string path)
    {
        RequireOneKind(reference);
        if ((reference.Text("sharedGalleryImageId") ?? reference.Text("communityGalleryImageId")) is { } sharedId)
            return FromPublic(draft, sharedId);

        return reference.Text("id") is { } id ? FromGallery(draft, id, path) : PlatformImages.Resolve(draft, reference);
    }

    /// <summary>The plan that the definition of the image demands; null when it does not come from the Marketplace.</summary>
    public static JsonObject? PlanOf(World world, string? id)
    {
        var at = id?.LastIndexOf("/versions/", StringComparison.OrdinalIgnoreCase) ?? -1;
        return world.Resources.Find(at < 0 ? id : id![..at])?.Properties.Object("purchasePlan");
    }

    /// <summary>The plan that a machine's image demands, whichever way it is shared.</summary>
    public static JsonObject? PlanOf(World world, Resource machine)
    {
        var reference = machine.Properties.Object("storageProfile.imageReference");
        return (reference.Text("sharedGalleryImageId") ?? reference.Text("communityGalleryImageId")) is { } publicId
            ? PublicDefinition(world, machine.SubscriptionId, publicId)?.Properties.Object("purchasePlan")
            : PlanOf(world, reference.Text("id"));
    }

    // Whom the gallery is shared with needs no right on it, and shows no token of its owner.
    private static MachineImage FromPublic(Draft draft, string id)
    {
        var parts = id.Split('/');
        var definition = PublicDefinition(draft.World, draft.Call.SubscriptionId, id) ?? throw NotAvailable(id, draft.Location);
        var version = parts.Length < 7 || parts[6].Equals("latest", StringComparison.OrdinalIgnoreCase)
            ? Replication.Latest(draft.World, definition, draft.Location)
            : PublicView.Versions(draft.World, definition, draft.Location).FirstOrDefault(v => v.Name == parts[6]);
        return new MachineImage(definition, version ?? throw NotAvailable(id, draft.Location));
    }

    // "/SharedGalleries/NAME/Images/NAME/Versions/VERSION"
    private static Resource? PublicDefinition(World world, string subscriptionId, string id)
    {
        var parts = id.Split('/');
        var view = PublicView.All.FirstOrDefault(v => id.StartsWith(v.Root, StringComparison.OrdinalIgnoreCase));
        return parts.Length >= 5 && view?.Find(world, world.FindSubscription(subscriptionId)!, parts[2]) is { } gallery
            ? PublicView.Image(world, gallery, parts[4])
            : null;
    }

    private static MachineImage FromGallery(Draft draft, string id, string path)
    {
        var type = id.StartsWith("/subscriptions/", StringComparison.OrdinalIgnoreCase) ? ArmPath.Parse(id).Type : "";
        var isVersion = type.Equals(VersionType, StringComparison.OrdinalIgnoreCase);
        if (!isVersion && !type.Equals(DefinitionType, StringComparison.OrdinalIgnoreCase))
            throw ArmErrors.InvalidLinkedId(id, path);

        id = draft.Link(isVersion ? $"{VersionType}/read" : $"{DefinitionType}/read", id, path);
        // An id may name the newest version as one: .../versions/latest.
        var parts = ArmPath.Parse(id);
        var isLatest = !isVersion || parts.Name.Equals("latest", StringComparison.OrdinalIgnoreCase);
        var definition = draft.World.Resources.Find(isVersion ? id[..id.LastIndexOf("/versions/", StringComparison.OrdinalIgnoreCase)] : id)
            ?? throw NotAvailable(id, draft.Location);
        if (isLatest)
        {
            return Replication.Latest(draft.World, definition, draft.Location) is { } latest
                ? new MachineImage(definition, latest)
                : throw NoLatest(draft, definition);
        }

        return draft.World.Resources.Find(id) is { } version && version.IsAvailableIn(draft.Location)
            ? new MachineImage(definition, version)
            : throw NotAvailable(id, draft.Location);
    }

    private static void RequireOneKind(JsonObject reference)
    {
        var kinds = Ids.Count(k => reference[k] is not null) + (Marketplace.Any(p => reference[p] is not null) ? 1 : 0);
        if (kinds != 1)
        {
            throw ArmErrors.InvalidParameter(
                "Exactly one of 'id', 'sharedGalleryImageId', 'communityGalleryImageId' and the Marketplace image's publisher, offer, sku "
                + "and version must be given in 'imageReference'.",
                "imageReference");
        }
    }

    // Versions that exist but are elsewhere are a matter of regions; none that counts as latest is another.
    private static ArmException NoLatest(Draft draft, Resource definition) =>
        draft.World.Resources.Under(definition.Id, VersionType).Any(v => v.Properties.Flag("publishingProfile.excludeFromLatest") != true)
            ? NotAvailable(definition.Id, draft.Location)
            : new ArmException(
                StatusCodes.Status404NotFound, "NotFound", $"There is no latest image version exists for \"{definition.Id}\".");

    private static ArmException NotAvailable(string id, string location) => new(
        StatusCodes.Status404NotFound, "GalleryImageNotFound",
        $"The gallery image {id} is not available in {location} region. Please contact image owner to replicate to this region, or change "
        + "your requested region.")
    {
        Target = "imageReference",
    };
}

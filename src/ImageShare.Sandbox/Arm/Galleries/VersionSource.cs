using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Arm.Resources;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.Galleries;

/// <summary>
/// What an image version is made from. The refusals are those of Microsoft's "Troubleshoot shared image galleries"; their codes are not
/// documented.
/// </summary>
internal static class VersionSource
{
    public const int DefaultDiskSize = 30;

    private const string VersionType = "Microsoft.Compute/galleries/images/versions";

    private static readonly string[] Paths = ["source.id", "source.virtualMachineId", "osDiskImage.source.id"];
    private static readonly string[] Images = [VersionType, "Microsoft.Compute/virtualMachines", "Microsoft.Compute/images"];
    private static readonly string[] Disks = ["Microsoft.Compute/disks", "Microsoft.Compute/snapshots"];

    /// <summary>Checks the source of a new version. One of another tenant is read with the auxiliary token.</summary>
    public static void Require(Draft draft)
    {
        var storage = draft.Properties.Object("storageProfile");
        var sources = Paths.Select(path => (Path: path, Id: storage.Text(path))).Where(s => s.Id is not null).ToList();
        if (sources.Count == 0)
            throw EntityNames.Missing("galleryImageVersion.properties.storageProfile.source");

        foreach (var (path, text) in sources)
        {
            var source = Find(draft, path, text!);
            var size = source.Properties.Number("storageProfile.osDiskImage.sizeInGB") ?? source.Properties.Number("diskSizeGB")
                ?? source.Properties.Number("storageProfile.osDisk.diskSizeGB") ?? DefaultDiskSize;
            storage!.Child("osDiskImage").Default("sizeInGB", size);
        }
    }

    /// <summary>The source of a version is never changed.</summary>
    public static void Keep(Draft draft, Resource existing)
    {
        var (asked, kept) = (draft.Properties.Object("storageProfile"), existing.Properties.Object("storageProfile"));
        foreach (var path in Paths)
        {
            if (asked.Text(path) is { } id && !id.Equals(kept.Text(path), StringComparison.OrdinalIgnoreCase))
                throw EntityNames.Fixed($"galleryImageVersion.properties.storageProfile.{path}");

            // Its right is asked for again at each request that names it.
            if (asked.Text(path) is { } named && !draft.IsPatch)
                draft.Link($"{ArmPath.Parse(named).Type}/read", named, $"properties.storageProfile.{path}");
        }

        draft.Properties["storageProfile"] = kept?.DeepClone();
    }

    private static Resource Find(Draft draft, string path, string text)
    {
        var type = text.StartsWith("/subscriptions/", StringComparison.OrdinalIgnoreCase) ? ArmPath.Parse(text).Type : "";
        var isDisk = path.StartsWith("osDiskImage.", StringComparison.Ordinal);
        if (!(isDisk ? Disks : Images).Contains(type, StringComparer.OrdinalIgnoreCase))
        {
            throw ArmErrors.InvalidParameter(
                isDisk ? $"The source id: {text} must be a managed disk or snapshot."
                    : $"The source id: {text} must either be a managed image, virtual machine or another gallery image version",
                $"galleryImageVersion.properties.storageProfile.{path}");
        }

        var id = draft.Link($"{type}/read", text, $"properties.storageProfile.{path}");
        var source = draft.World.Resources.Find(id);
        var isVersion = type.Equals(VersionType, StringComparison.OrdinalIgnoreCase);
        if (source is null || !(isVersion ? source.IsAvailableIn(draft.Location) : Locations.Same(source.Location, draft.Location)))
        {
            throw new ArmException(
                StatusCodes.Status404NotFound, "NotFound",
                $"Source {id} is not found. Please check source exists, and is in the same region as gallery image version being created.");
        }

        if (isVersion)
            RequireFit(draft, source);

        return source;
    }

    private static void RequireFit(Draft draft, Resource source)
    {
        var subscription = ResourceIds.Segment(source.Id, "subscriptions")!;
        if (IsEncrypted(source) && !subscription.Equals(draft.Call.SubscriptionId, StringComparison.OrdinalIgnoreCase))
        {
            throw ArmErrors.BadRequest(
                "BadRequest", $"Encrypted source: '{source.Id}' is in a different subscription ID than the current gallery image version "
                + $"subscription '{draft.Call.SubscriptionId}'. Please retry with an unencrypted source(s) or use the source's "
                + $"subscription '{subscription}' to create the gallery image version.");
        }

        var from = Definition(draft.World, source.Id);
        var parent = Definition(draft.World, draft.Id);
        if (from.Text("osState") != parent.Text("osState"))
        {
            throw ArmErrors.BadRequest(
                "BadRequest", $"Cannot create Gallery Image Version from: {source.Id} since the OS State in the parent gallery image "
                + $"('{parent.Text("osState")}') is not '{from.Text("osState")}'.");
        }

        RequireSame("hyperVGeneration", "Hypervisor generation", "Hypervisor generation");
        RequireSame("osType", "OS type", "OS type generation");

        void RequireSame(string property, string what, string ofParent)
        {
            if (from.Text(property) != parent.Text(property))
            {
                throw ArmErrors.BadRequest(
                    "BadRequest", $"The resource with id '{source.Id}' has a different {what} ['{from.Text(property)}'] than the parent "
                    + $"gallery image {ofParent} ['{parent.Text(property)}']");
            }
        }
    }

    private static bool IsEncrypted(Resource version) => version.Properties.Objects("publishingProfile.targetRegions")
        .Any(region => region.Text("encryption.osDiskImage.diskEncryptionSetId") is not null);

    private static JsonObject Definition(World world, string versionId) =>
        world.Resources.Find(versionId[..versionId.LastIndexOf("/versions/", StringComparison.OrdinalIgnoreCase)])!.Properties;
}

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ImageShare.Sandbox.Arm.Galleries.Sharing;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Arm.Resources;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.Galleries;

/// <summary>An image version: one build of an image, replicated to regions.</summary>
internal sealed partial class ImageVersionType : ResourceType
{
    private const int DefaultDiskSize = 30;

    private static readonly string[] SourcePaths = ["source.id", "source.virtualMachineId", "osDiskImage.source.id"];

    public override string Name => "Microsoft.Compute/galleries/images/versions";

    public override IReadOnlyList<string> ApiVersions => Gateway.ApiVersions.Galleries;

    public override LongRunning Writing => LongRunning.Gallery;

    public override DelayRange Duration(Delays delays) => delays.Replication;

    public override void CheckName(string name)
    {
        if (!NameRule().IsMatch(name))
            throw EntityNames.Invalid("galleryImageVersionName", NameRule());
    }

    public override void Prepare(Draft draft)
    {
        var profile = draft.Properties.Child("publishingProfile");
        var old = draft.Existing?.Properties.Object("publishingProfile");
        profile.Default("replicaCount", 1).Default("excludeFromLatest", false).Default("storageAccountType", "Standard_LRS");
        profile["publishedDate"] = old?["publishedDate"]?.DeepClone() ?? draft.World.Now;
        SharingProfile.RequirePlainVersion(Gallery(draft), profile);
        Replication.Prepare(draft, profile);
        draft.Properties.Child("safetyProfile")
            .Default("reportedForPolicyViolation", false).Default("allowDeletionOfReplicatedLocations", false);
        if (draft.Existing is { } existing)
            draft.Properties["storageProfile"] = existing.Properties["storageProfile"]?.DeepClone();
        else
            CheckSource(draft);
    }

    public override JsonObject? Complete(World world, Resource resource)
    {
        Replication.Complete(resource);
        resource.Properties.Child("storageProfile").Child("osDiskImage")
            .Default("sizeInGB", DefaultDiskSize).Default("hostCaching", "ReadWrite").Default("source", new JsonObject());
        return null;
    }

    public override JsonObject Show(ArmCall call, Resource resource)
    {
        var shown = base.Show(call, resource);
        Replication.Show(call, resource, shown);
        return shown;
    }

    private static Resource? Gallery(Draft draft) =>
        draft.World.Resources.Find(draft.ParentId[..draft.ParentId.LastIndexOf("/images/", StringComparison.OrdinalIgnoreCase)]);

    // A source of another tenant is read with the auxiliary token.
    private static void CheckSource(Draft draft)
    {
        var storage = draft.Properties.Object("storageProfile");
        var sources = SourcePaths.Select(path => (Path: path, Id: storage.Text(path))).Where(s => s.Id is not null).ToList();
        if (sources.Count == 0)
            throw EntityNames.Missing("galleryImageVersion.properties.storageProfile.source");

        foreach (var (path, text) in sources)
        {
            var type = ArmPath.Parse(text!).Type;
            var id = draft.Link($"{type}/read", text, $"properties.storageProfile.{path}");
            var source = draft.World.Resources.Find(id)
                ?? throw new ArmException(StatusCodes.Status404NotFound, "NotFound", $"The source resource '{id}' was not found.");
            var size = source.Properties.Number("storageProfile.osDiskImage.sizeInGB") ?? source.Properties.Number("diskSizeGB")
                ?? source.Properties.Number("storageProfile.osDisk.diskSizeGB") ?? DefaultDiskSize;
            storage!.Child("osDiskImage").Default("sizeInGB", size);
        }
    }

    [GeneratedRegex(@"^[0-9]+\.[0-9]+\.[0-9]+$")]
    private static partial Regex NameRule();
}

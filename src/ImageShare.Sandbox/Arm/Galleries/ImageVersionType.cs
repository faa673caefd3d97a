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
            VersionSource.Keep(draft, existing);
        else
            VersionSource.Require(draft);
    }

    public override JsonObject? Complete(World world, Resource resource)
    {
        Replication.Complete(resource);
        resource.Properties.Child("storageProfile").Child("osDiskImage")
            .Default("sizeInGB", VersionSource.DefaultDiskSize).Default("hostCaching", "ReadWrite").Default("source", new JsonObject());
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

    [GeneratedRegex(@"^[0-9]+\.[0-9]+\.[0-9]+$")]
    private static partial Regex NameRule();
}

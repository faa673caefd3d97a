using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Arm.Resources;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.Galleries.Sharing;

/// <summary>Whom a gallery may be shared with: nobody by itself, subscriptions and tenants, or everyone.</summary>
internal static partial class SharingProfile
{
    public const string Private = "Private";
    public const string Groups = "Groups";
    public const string Community = "Community";

    /// <summary>The preview feature without which no gallery can be made for direct sharing.</summary>
    public const string DirectShareFeature = "Microsoft.Compute/SIGSharing";

    private const string Name = "sharingProfile";
    private const string Path = "gallery.properties.sharingProfile";

    public static string Permissions(Resource? gallery) => gallery?.Properties.Text($"{Name}.permissions") ?? Private;

    public static JsonObject Of(Resource gallery) => gallery.Body.Child("properties").Child(Name);

    public static void Prepare(Draft draft)
    {
        var old = draft.Existing?.Properties.Object(Name);
        if (draft.Properties.Object(Name) is not { } sent)
        {
            // Who says nothing of sharing does not change it.
            if (old is not null)
                draft.Properties[Name] = old.DeepClone();
            return;
        }

        var wanted = EntityNames.OneOf($"{Path}.permissions", sent.Text("permissions") ?? Private, Private, Groups, Community);
        RequireChange(draft, wanted);
        var profile = new JsonObject(Nodes.AnyCase) { ["permissions"] = wanted };
        if (old?["groups"] is { } groups && wanted == Groups)
            profile["groups"] = groups.DeepClone();
        if (wanted == Community)
            profile["communityGalleryInfo"] = CommunityInfo(sent, old);
        draft.Properties[Name] = profile;
    }

    /// <summary>With whom it is shared is shown to those who ask for it.</summary>
    public static void Show(ArmCall call, JsonObject shown)
    {
        var asked = call.Query("$select")?.Equals("Permissions", StringComparison.OrdinalIgnoreCase) == true
            || call.Query("$expand")?.Equals("SharingProfile/Groups", StringComparison.OrdinalIgnoreCase) == true;
        if (!asked)
            shown.Child("properties").Object(Name)?.Remove("groups");
    }

    /// <summary>A shared gallery, of either kind, takes no version that a disk encryption set encrypts.</summary>
    public static void RequirePlainVersion(Resource? gallery, JsonObject publishingProfile)
    {
        if (Permissions(gallery) != Private && IsEncrypted(publishingProfile))
            throw Encrypted(gallery!);
    }

    public static void RequirePlainVersions(World world, Resource gallery)
    {
        var versions = world.Resources.Under(gallery.Id, "Microsoft.Compute/galleries/images/versions");
        if (versions.Any(v => v.Properties.Object("publishingProfile") is { } profile && IsEncrypted(profile)))
            throw Encrypted(gallery);
    }

    // From private to community and back is an update; to and from groups is none (Azure/azure-cli, issue 22223).
    private static void RequireChange(Draft draft, string wanted)
    {
        var has = Permissions(draft.Existing);
        if (draft.Existing is null && wanted == Groups)
            RequireFeature(draft.Call);
        if (draft.Existing is not null && has != wanted && (has, wanted) is not (Private, Community))
            throw EntityNames.Fixed($"{Path}.permissions");
        if (draft.Existing is { } gallery && wanted == Community)
            RequirePlainVersions(draft.World, gallery);
    }

    private static void RequireFeature(ArmCall call)
    {
        if (!call.Subscription!.RegisteredFeatures.Contains(DirectShareFeature))
        {
            throw new ArmException(
                StatusCodes.Status403Forbidden, "FeatureNotRegistered",
                $"Subscription {call.SubscriptionId} is not registered for feature {DirectShareFeature} required to carry out the "
                + "requested operation.");
        }
    }

    private static JsonObject CommunityInfo(JsonObject sent, JsonObject? old)
    {
        var info = (JsonObject?)sent.Object("communityGalleryInfo")?.DeepClone()
            ?? throw EntityNames.Missing($"{Path}.communityGalleryInfo");
        foreach (var name in (string[])["publisherUri", "publisherContact", "publicNamePrefix"])
        {
            if (string.IsNullOrEmpty(info.Text(name)))
                throw EntityNames.Missing($"{Path}.communityGalleryInfo.{name}");
        }

        var prefix = info.Text("publicNamePrefix")!;
        if (!Prefix().IsMatch(prefix))
            throw EntityNames.Invalid("publicNamePrefix", Prefix());

        var before = old.Object("communityGalleryInfo");
        info["communityGalleryEnabled"] = before.Flag("communityGalleryEnabled") ?? false;
        info["publicNames"] = before?["publicNames"]?.DeepClone() ?? new JsonArray($"{prefix}-{Guid.NewGuid()}");
        return info;
    }

    private static bool IsEncrypted(JsonObject publishingProfile) => publishingProfile.Objects("targetRegions").Any(
        r => r.Text("encryption.osDiskImage.diskEncryptionSetId") is not null
            || r.Objects("encryption.dataDiskImages").Any(d => d.Text("diskEncryptionSetId") is not null));

    private static ArmException Encrypted(Resource gallery) => ArmErrors.BadRequest(
        "BadRequest",
        $"The gallery '{gallery.Name}' with sharing permission '{Permissions(gallery)}' cannot contain encrypted image versions.");

    [GeneratedRegex("^[0-9A-Za-z]{5,16}$")]
    private static partial Regex Prefix();
}

using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Arm.Resources;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.Galleries.Sharing;

/// <summary>POST .../share: who else may use the gallery. Answers 202 without a body; the change shows at the operation's end.</summary>
internal static class ShareAction
{
    private const string Subscriptions = "Subscriptions";
    private const string Tenants = "AADTenants";

    // As documented for the preview of direct sharing.
    private const int MostSubscriptions = 30;
    private const int MostTenants = 5;

    public static ArmAnswer Answer(ArmCall call, Resource gallery)
    {
        var operation = EntityNames.OneOf(
            "operationType", call.Body.Text("operationType") ?? throw EntityNames.Missing("operationType"),
            "Add", "Remove", "Reset", "EnableCommunity");
        var groups = call.Body.Objects("groups").Select(Read).ToList();
        var profile = operation switch
        {
            "Reset" => new JsonObject(Nodes.AnyCase) { ["permissions"] = SharingProfile.Private },
            "EnableCommunity" => Opened(call, gallery),
            _ => Changed(call, gallery, operation == "Add", groups),
        };
        var running = OperationTracker.Start(call, gallery, call.World.Delays.ResourceCreation, () =>
        {
            gallery.Body.Child("properties")["sharingProfile"] = profile;
            return null;
        });
        return new ArmAnswer(StatusCodes.Status202Accepted).Track(call, running, LongRunning.GallerySharing, gallery.Location!);
    }

    private static JsonObject Opened(ArmCall call, Resource gallery)
    {
        if (SharingProfile.Permissions(gallery) != SharingProfile.Community)
            throw NotThatKind(gallery, SharingProfile.Community);

        SharingProfile.RequirePlainVersions(call.World, gallery);
        var profile = (JsonObject)SharingProfile.Of(gallery).DeepClone();
        profile.Child("communityGalleryInfo")["communityGalleryEnabled"] = true;
        return profile;
    }

    private static JsonObject Changed(
        ArmCall call, Resource gallery, bool isAddition, List<(string Type, IReadOnlyList<string> Ids)> changes)
    {
        if (SharingProfile.Permissions(gallery) != SharingProfile.Groups)
            throw NotThatKind(gallery, SharingProfile.Groups);
        if (changes.Count == 0)
            throw EntityNames.Missing("groups");

        SharingProfile.RequirePlainVersions(call.World, gallery);
        var profile = (JsonObject)SharingProfile.Of(gallery).DeepClone();
        List<JsonNode> groups = [];
        foreach (var (type, most) in (ReadOnlySpan<(string, int)>)[(Subscriptions, MostSubscriptions), (Tenants, MostTenants)])
        {
            var named = changes.Where(c => c.Type == type).SelectMany(c => c.Ids);
            var ids = Ids(gallery, type);
            ids = isAddition ? ids.Union(named, StringComparer.OrdinalIgnoreCase) : ids.Except(named, StringComparer.OrdinalIgnoreCase);
            List<string> all = [.. ids];
            if (isAddition && all.Count > most)
            {
                throw ArmErrors.BadRequest(
                    "BadRequest", $"The gallery '{gallery.Name}' can be shared with at most {most} {type}; {all.Count} were requested.");
            }

            if (all.Count > 0)
                groups.Add(new JsonObject { ["type"] = type, ["ids"] = new JsonArray([.. all.Select(id => (JsonNode)id)]) });
        }

        profile.Remove("groups");
        if (groups.Count > 0)
            profile["groups"] = new JsonArray([.. groups]);
        return profile;
    }

    /// <summary>The ids that a gallery is shared with.</summary>
    public static IEnumerable<string> SubscriptionsOf(Resource gallery) => Ids(gallery, Subscriptions);

    public static IEnumerable<string> TenantsOf(Resource gallery) => Ids(gallery, Tenants);

    private static IEnumerable<string> Ids(Resource gallery, string type) => gallery.Properties.Objects("sharingProfile.groups")
        .Where(g => type.Equals(g.Text("type"), StringComparison.OrdinalIgnoreCase))
        .SelectMany(g => g.Texts("ids"));

    private static (string Type, IReadOnlyList<string> Ids) Read(JsonObject group)
    {
        var type = EntityNames.OneOf("groups.type", group.Text("type") ?? throw EntityNames.Missing("groups.type"), Subscriptions, Tenants);
        var ids = group.Texts("ids");
        return ids.FirstOrDefault(id => !Guid.TryParse(id, out _)) is { } wrong
            ? throw ArmErrors.InvalidParameter($"The value '{wrong}' of parameter 'groups.ids' is invalid.", "groups.ids")
            : (type, ids);
    }

    private static ArmException NotThatKind(Resource gallery, string permissions) => ArmErrors.BadRequest(
        "BadRequest",
        $"The sharing permission of gallery '{gallery.Name}' is '{SharingProfile.Permissions(gallery)}'. This operation needs "
        + $"'{permissions}'.");
}

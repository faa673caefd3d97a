using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Arm.Resources;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.Galleries;

/// <summary>Target regions of an image version and how far each copy is. Kept in the version's body, shown when asked for.</summary>
internal static class Replication
{
    private const string Status = "replicationStatus";
    private const string Completed = "Completed";
    private const string Replicating = "Replicating";
    // Earlier versions of the API had no safetyProfile, and removed regions freely.
    private const string SafetySince = "2022-08-03";
    private const string TargetRegions = "galleryImageVersion.properties.publishingProfile.targetRegions";

    public static void Prepare(Draft draft, JsonObject profile)
    {
        if (profile.Objects("targetRegions").Count == 0)
            profile["targetRegions"] = new JsonArray(new JsonObject(Nodes.AnyCase) { ["name"] = draft.Location });

        var regions = profile.Objects("targetRegions").Select(r => Region(r, profile)).ToList();
        if (!regions.Exists(r => Locations.Same(r.Name, draft.Location)))
        {
            throw ArmErrors.InvalidParameter(
                $"Gallery image version publishing profile regions '{string.Join(", ", regions.Select(r => r.Name))}' must contain the "
                + $"location of image version '{draft.Location}'.", TargetRegions);
        }

        if (regions.GroupBy(r => r.Name).Any(g => g.Count() > 1))
            throw ArmErrors.InvalidParameter("Duplicate regions are not allowed in target publishing regions.", TargetRegions);

        var done = draft.Existing is null ? [] : Regions(draft.Existing, Completed);
        RequireRemovable(draft, done.Except(regions.Select(r => r.Name)).ToList());
        draft.Properties[Status] = new JsonObject
        {
            ["aggregatedState"] = "InProgress",
            ["summary"] = new JsonArray([.. regions.Select(r => Entry(r.Name, done.Contains(r.Name)))]),
        };
    }

    public static void Complete(Resource version)
    {
        foreach (var entry in version.Properties.Objects($"{Status}.summary"))
            (entry["state"], entry["progress"]) = (Completed, 100);

        version.Properties.Child(Status)["aggregatedState"] = Completed;
    }

    public static void Show(ArmCall call, Resource version, JsonObject shown)
    {
        var properties = shown.Child("properties");
        if (call.Query("$expand")?.Contains(Status, StringComparison.OrdinalIgnoreCase) != true)
        {
            properties.Remove(Status);
            return;
        }

        // Regions do not end together: each of those under way is some way behind the one before it.
        foreach (var (index, entry) in properties.Objects($"{Status}.summary").Where(e => e.Text("state") == Replicating).Index())
            entry["progress"] = Progress(version.Operation!, call.World.Now) * 4 / (4 + index);
    }

    // The default of a new version protects what machines are made from (safetyProfile of the version).
    private static void RequireRemovable(Draft draft, List<string> removed)
    {
        var isKnown = string.CompareOrdinal(draft.Call.ApiVersion, SafetySince) >= 0;
        if (isKnown && removed.Count > 0 && draft.Properties.Flag("safetyProfile.allowDeletionOfReplicatedLocations") != true)
        {
            throw new ArmException(
                StatusCodes.Status409Conflict, "OperationNotAllowed",
                $"The replicated location(s) '{string.Join(", ", removed)}' of gallery image version '{draft.Name}' cannot be removed, "
                + "because 'safetyProfile.allowDeletionOfReplicatedLocations' is false.");
        }
    }

    /// <summary>True when a machine can be made from it there.</summary>
    public static bool IsAvailableIn(this Resource version, string location) =>
        Regions(version, Completed).Contains(Locations.Normalize(location));

    /// <summary>The newest version that counts as latest in a region: highest number, not excluded, copied there.</summary>
    public static Resource? Latest(World world, Resource definition, string location) => world.Resources
        .Under(definition.Id, "Microsoft.Compute/galleries/images/versions")
        .Where(v => v.Properties.Flag("publishingProfile.excludeFromLatest") != true && v.IsAvailableIn(location))
        .Where(v => !v.Properties.Objects("publishingProfile.targetRegions")
            .Any(r => Locations.Same(r.Text("name"), location) && r.Flag("excludeFromLatest") == true))
        .MaxBy(v => Version.Parse(v.Name));

    private static List<string> Regions(Resource version, string state) =>
        [.. version.Properties.Objects($"{Status}.summary").Where(e => e.Text("state") == state).Select(e => e.Text("region")!)];

    private static Location Region(JsonObject region, JsonObject profile)
    {
        var name = region.Text("name") ?? throw EntityNames.Missing($"{TargetRegions}.name");
        var location = Locations.Find(name) ?? throw ArmErrors.LocationNotAvailable(name, "Microsoft.Compute/galleries/images/versions");
        region["name"] = location.DisplayName;
        region.Default("regionalReplicaCount", profile.Number("replicaCount"))
            .Default("storageAccountType", profile.Text("storageAccountType"));
        return location;
    }

    internal static JsonObject Entry(string region, bool isDone) => new()
    {
        ["region"] = region,
        ["state"] = isDone ? Completed : Replicating,
        ["progress"] = isDone ? 100 : 0,
    };

    private static int Progress(Operation operation, DateTimeOffset now)
    {
        var whole = operation.Ends - operation.Started;
        return whole <= TimeSpan.Zero ? 0 : (int)Math.Min(99, 100 * (now - operation.Started) / whole);
    }
}

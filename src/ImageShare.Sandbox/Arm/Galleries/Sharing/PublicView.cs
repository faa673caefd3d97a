using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.Galleries.Sharing;

/// <summary>
/// What a consumer sees of a shared gallery in a region: read-only, without ids of the publisher. One for galleries that are shared
/// directly, one for those of the community.
/// </summary>
internal abstract class PublicView
{
    protected const string GalleryType = "Microsoft.Compute/galleries";
    private const string ImageType = "Microsoft.Compute/galleries/images";
    private const string VersionType = "Microsoft.Compute/galleries/images/versions";

    private static readonly string[] OfImages =
    [
        "osType", "osState", "endOfLifeDate", "recommended", "disallowed", "hyperVGeneration", "features", "purchasePlan", "architecture",
        "privacyStatementUri", "eula",
    ];

    public static IReadOnlyList<PublicView> All { get; } = [new DirectView(), new CommunityView()];

    /// <summary>Type segment, as in <c>sharedGalleries</c>.</summary>
    public abstract string Segment { get; }

    /// <summary>How an id begins, as in <c>/SharedGalleries/</c>.</summary>
    public abstract string Root { get; }

    /// <summary>Galleries that this subscription may use; for a list, those that it asks for.</summary>
    public abstract IEnumerable<Resource> Galleries(World world, Subscription subscription, string? sharedTo);

    /// <summary>The name by which consumers know a gallery.</summary>
    public abstract string NameOf(Resource gallery);

    public virtual bool CanList => true;

    public Resource? Find(World world, Subscription subscription, string name) => Galleries(world, subscription, null)
        .FirstOrDefault(g => NameOf(g).Equals(name, StringComparison.OrdinalIgnoreCase));

    public static Resource? Image(World world, Resource gallery, string name) => world.Resources.Find($"{gallery.Id}/images/{name}");

    /// <summary>Versions with a copy in the region, oldest first.</summary>
    public static IEnumerable<Resource> Versions(World world, Resource image, string location) => world.Resources
        .Under(image.Id, VersionType).Where(v => v.IsAvailableIn(location)).OrderBy(v => Version.Parse(v.Name));

    /// <summary>A gallery has a proxy wherever one of its versions has a copy.</summary>
    public static bool IsIn(World world, Resource gallery, string location) =>
        Locations.Same(gallery.Location, location) || Images(world, gallery, location).Any();

    public static IEnumerable<Resource> Images(World world, Resource gallery, string location) =>
        world.Resources.Under(gallery.Id, ImageType).Where(i => Versions(world, i, location).Any());

    public JsonObject Show(Resource gallery, string location, bool isItem) => Proxy(
        NameOf(gallery), location, NameOf(gallery), isItem ? null : GalleryProperties(gallery));

    public virtual JsonObject ShowImage(Resource gallery, Resource image, string location)
    {
        var properties = Common();
        foreach (var name in OfImages)
        {
            if (image.Properties[name] is { } value)
                properties[name] = value.DeepClone();
        }

        properties.Default("recommended", new JsonObject());
        properties["identifier"] = Identifier(image);
        return Proxy(image.Name, location, $"{NameOf(gallery)}/Images/{image.Name}", properties);
    }

    public JsonObject ShowVersion(Resource gallery, Resource image, Resource version, string location)
    {
        var properties = Common();
        var profile = version.Properties.Object("publishingProfile");
        foreach (var name in (string[])["publishedDate", "endOfLifeDate", "excludeFromLatest"])
        {
            if (profile?[name] is { } value)
                properties[name] = value.DeepClone();
        }

        var storage = new JsonObject { ["osDiskImage"] = Disk(version.Properties.Object("storageProfile.osDiskImage")!) };
        var data = version.Properties.Objects("storageProfile.dataDiskImages");
        if (data.Count > 0)
            storage["dataDiskImages"] = new JsonArray([.. data.Select(Disk)]);
        properties["storageProfile"] = storage;
        return Proxy(version.Name, location, $"{NameOf(gallery)}/Images/{image.Name}/Versions/{version.Name}", properties);
    }

    protected virtual JsonObject Common() => [];

    protected virtual JsonObject GalleryProperties(Resource gallery) => Common();

    protected virtual JsonNode Identifier(Resource image) => image.Properties["identifier"]!.DeepClone();

    private static JsonNode Disk(JsonObject disk)
    {
        var shown = new JsonObject();
        if (disk["lun"] is { } lun)
            shown["lun"] = lun.DeepClone();
        shown["diskSizeGB"] = disk["sizeInGB"]?.DeepClone();
        shown["hostCaching"] = disk["hostCaching"]?.DeepClone();
        return shown;
    }

    private JsonObject Proxy(string name, string location, string id, JsonObject? properties)
    {
        var shown = new JsonObject
        {
            ["location"] = location,
            ["name"] = name,
            ["identifier"] = new JsonObject { ["uniqueId"] = Root + id },
        };
        if (properties is not null)
            shown["properties"] = properties;
        return shown;
    }
}

using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.Galleries.Sharing;

/// <summary>Galleries that are open to everyone who knows their public name.</summary>
internal sealed class CommunityView : PublicView
{
    private const string Info = "sharingProfile.communityGalleryInfo";

    private static readonly string[] Metadata = ["publisherUri", "publisherContact", "eula", "publicNames"];

    public override string Segment => "communityGalleries";

    public override string Root => "/CommunityGalleries/";

    public override bool CanList => false;

    public override IEnumerable<Resource> Galleries(World world, Subscription subscription, string? sharedTo) => world.Resources
        .OfType(GalleryType).Where(g => g.Properties.Flag($"{Info}.communityGalleryEnabled") == true);

    public override string NameOf(Resource gallery) => gallery.Properties.Texts($"{Info}.publicNames")[0];

    protected override JsonObject Common() => new() { ["disclaimer"] = "https://aka.ms/community-gallery-disclaimer" };

    protected override JsonObject GalleryProperties(Resource gallery)
    {
        var properties = Common();
        properties["communityMetadata"] = MetadataOf(gallery);
        return properties;
    }

    // What a publisher writes about an image is public only where it must be.
    protected override JsonNode Identifier(Resource image) => new JsonObject { ["publisher"] = "", ["offer"] = "", ["sku"] = "" };

    /// <summary>Recorded beside the properties, too.</summary>
    public static JsonObject MetadataOf(Resource gallery)
    {
        var info = gallery.Properties.Object(Info)!;
        return new JsonObject(Metadata.Where(n => info[n] is not null).Select(n => KeyValuePair.Create(n, info[n]?.DeepClone())));
    }
}

using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Arm.Resources;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.Galleries.Sharing;

/// <summary>Reads of shared galleries, of their images or of their versions, in a region of the consumer's subscription.</summary>
/// <param name="view">Shared directly, or open to everyone.</param>
/// <param name="children">What follows the gallery's name: nothing, <c>/images</c> or <c>/images/versions</c>.</param>
internal sealed class PublicGalleriesEndpoint(PublicView view, string children) : IArmEndpoint
{
    public string Type => $"Microsoft.Compute/locations/{view.Segment}{children}";

    public IReadOnlyList<string> ApiVersions => Gateway.ApiVersions.Galleries;

    public static IEnumerable<PublicGalleriesEndpoint> Of(PublicView view) =>
        ((string[])["", "/images", "/images/versions"]).Select(children => new PublicGalleriesEndpoint(view, children));

    public ArmAnswer Answer(ArmCall call)
    {
        if (call.Method != "GET" || call.Verb is not null)
            throw ArmErrors.MethodNotAllowed(call.Method);

        ResourceEndpoint.RequireRegistration(call);
        var names = call.Path.Names;
        var location = Locations.Find(names[0])?.Name ?? throw ArmErrors.LocationNotAvailable(names[0], Type);
        var (world, subscription) = (call.World, call.Subscription!);
        if (names.Count == 1)
        {
            return view.CanList
                ? ArmAnswer.List(call, view.Galleries(world, subscription, call.Query("sharedTo") ?? "subscription")
                    .Where(g => PublicView.IsIn(world, g, location)).Select(g => view.Show(g, location, isItem: true)))
                : throw ArmErrors.MethodNotAllowed(call.Method);
        }

        var gallery = view.Find(world, subscription, names[1]) is { } found && PublicView.IsIn(world, found, location)
            ? found : throw NotFound(names[1]);
        if (names.Count == 2)
        {
            return children.Length > 0
                ? ArmAnswer.List(call, PublicView.Images(world, gallery, location).Select(i => view.ShowImage(gallery, i, location)))
                : ArmAnswer.Ok(Whole(gallery, location));
        }

        var image = PublicView.Image(world, gallery, names[2]) is { } known && PublicView.Versions(world, known, location).Any()
            ? known : throw NotFound($"{names[1]}/Images/{names[2]}");
        var versions = PublicView.Versions(world, image, location);
        if (names.Count == 3)
        {
            return children.EndsWith("versions", StringComparison.Ordinal)
                ? ArmAnswer.List(call, versions.Select(v => view.ShowVersion(gallery, image, v, location)))
                : ArmAnswer.Ok(view.ShowImage(gallery, image, location));
        }

        var version = versions.FirstOrDefault(v => v.Name == names[3])
            ?? throw NotFound($"{names[1]}/Images/{names[2]}/Versions/{names[3]}");
        return ArmAnswer.Ok(view.ShowVersion(gallery, image, version, location));
    }

    private JsonObject Whole(Resource gallery, string location)
    {
        var shown = view.Show(gallery, location, isItem: false);
        if (view is CommunityView)
            shown["communityMetadata"] = CommunityView.MetadataOf(gallery);
        return shown;
    }

    private ArmException NotFound(string name) => new(
        StatusCodes.Status404NotFound, "NotFound", $"The resource '{view.Root}{name}' was not found.");
}

using System.IO.Enumeration;
using System.Text.Json;
using System.Text.Json.Serialization;
using ImageShare.Engine.Galleries;
using ImageShare.Engine.Galleries.Sharing;
using ImageShare.Engine.Graph;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Shares;

/// <summary>Galleries with what they say of direct sharing and community.</summary>
internal sealed class GalleryProfiles(EngineContext context)
{
    private const string Version = $"api-version={ApiVersions.Galleries}";

    private readonly RestClient _rest = RestClient.ForResourceManager(context);

    public async Task<IReadOnlyList<GalleryProfile>> ReadAsync(ShareScope scope, CancellationToken cancellationToken)
    {
        if (scope.Gallery is { } one)
            return [await ExpandedAsync(one.GalleryResourceId, cancellationToken)];

        var list = _rest.ListAsync(
            $"{scope.ResourceId}/providers/Microsoft.Compute/galleries?{Version}", GalleryProfileJson.Default.PageGalleryProfile,
            cancellationToken);
        var wanted = list.Where(
            g => scope.GalleryName is not { } name || FileSystemName.MatchesSimpleExpression(name, g.Name), cancellationToken);
        // A list does not say with whom; only those that are shared are asked.
        return await Galleries.Parallel.SelectAsync(
            wanted,
            (gallery, token) => gallery.Sharing?.Permissions == SharingProfileBody.ForGroups ? ExpandedAsync(gallery.Id, token) : Task.FromResult(gallery),
            cancellationToken).ToListAsync(cancellationToken);
    }

    private Task<GalleryProfile> ExpandedAsync(string galleryId, CancellationToken cancellationToken) => _rest.GetAsync(
        $"{galleryId}?{Version}&$expand=SharingProfile/Groups", GalleryProfileJson.Default.GalleryProfile, cancellationToken);
}

/// <summary>Where to look for readers.</summary>
/// <param name="SubscriptionId">Subscription (GUID).</param>
/// <param name="Gallery">A gallery, or an image definition in it; null for all.</param>
/// <param name="ResourceGroupName">Resource group; null for all.</param>
/// <param name="GalleryName">Name of galleries, wildcards allowed; null for all.</param>
internal sealed record ShareScope(
    string SubscriptionId, GalleryId? Gallery = null, string? ResourceGroupName = null, string? GalleryName = null)
{
    /// <summary>ARM id of the narrowest thing that holds all that is looked for.</summary>
    public string ResourceId =>
        Gallery is { ImageName: not null } image ? image.ImageResourceId
        : Gallery is { } gallery ? gallery.GalleryResourceId
        : ResourceGroupName is { } group ? $"/subscriptions/{SubscriptionId}/resourceGroups/{group}"
        : $"/subscriptions/{SubscriptionId}";
}

internal sealed record GalleryProfile(string Id, string Name, GalleryProfileProperties? Properties)
{
    [JsonIgnore]
    public SharingProfileBody? Sharing => Properties?.SharingProfile;
}

internal sealed record GalleryProfileProperties(SharingProfileBody? SharingProfile);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Page<GalleryProfile>))]
internal sealed partial class GalleryProfileJson : JsonSerializerContext;

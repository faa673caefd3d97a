using ImageShare.Engine.Graph;
using ImageShare.Engine.Http;
using ImageShare.Model;

namespace ImageShare.Engine.Galleries.Public;

/// <summary>Reads shared and community galleries as a subscription of the consumer sees them, region by region.</summary>
internal sealed class PublicGalleryClient(RestClient rest, string subscriptionId)
{
    private const string Version = $"api-version={ApiVersions.Galleries}";

    public string SubscriptionId => subscriptionId;

    /// <summary>Regions (Azure's short names) that resources can be made in.</summary>
    public async Task<IReadOnlyList<string>> RegionsAsync(CancellationToken cancellationToken)
    {
        var all = rest.ListAsync(
            $"subscriptions/{subscriptionId}/locations?api-version={ApiVersions.Subscriptions}", PublicGalleryJson.Default.PageRegionItem,
            cancellationToken);
        return [.. (await all.ToListAsync(cancellationToken)).Where(r => r.Metadata?.RegionType is null or "Physical").Select(r => r.Name)];
    }

    /// <summary>Galleries that are shared with the subscription, or with its tenant as a whole.</summary>
    public IAsyncEnumerable<PublicItem> SharedGalleriesAsync(string region, bool withTenant, CancellationToken cancellationToken) =>
        rest.ListAsync(
            $"{Root(region, false)}?{Version}{(withTenant ? "&sharedTo=tenant" : "")}", PublicGalleryJson.Default.PagePublicItem,
            cancellationToken);

    public Task<PublicItem?> FindCommunityGalleryAsync(string region, string name, CancellationToken cancellationToken) =>
        rest.FindAsync(
            $"{Root(region, true)}/{Uri.EscapeDataString(name)}?{Version}", PublicGalleryJson.Default.PublicItem, cancellationToken);

    public IAsyncEnumerable<PublicItem> ImagesAsync(
        string region, bool isCommunity, string gallery, bool withTenant, CancellationToken cancellationToken) => rest.ListAsync(
        $"{Root(region, isCommunity)}/{Uri.EscapeDataString(gallery)}/images?{Version}{(withTenant ? "&sharedTo=tenant" : "")}",
        PublicGalleryJson.Default.PagePublicItem, cancellationToken);

    public IAsyncEnumerable<PublicItem> VersionsAsync(
        string region, PublicImageId image, bool withTenant, CancellationToken cancellationToken) => rest.ListAsync(
        $"{Image(region, image)}/versions?{Version}{(withTenant ? "&sharedTo=tenant" : "")}", PublicGalleryJson.Default.PagePublicItem,
        cancellationToken);

    /// <summary>The image that an id names, as it is in that region; null when it is not there, or not for this subscription.</summary>
    public async Task<GalleryImage?> FindImageAsync(string region, PublicImageId id, CancellationToken cancellationToken)
    {
        var gallery = id.IsCommunity
            ? FindCommunityGalleryAsync(region, id.GalleryName, cancellationToken)
            : Task.FromResult<PublicItem?>(null);
        var image = rest.FindAsync($"{Image(region, id)}?{Version}", PublicGalleryJson.Default.PublicItem, cancellationToken);
        await Task.WhenAll(gallery, image);
        return await image is { } found ? PublicImages.Of(id, found, (await gallery)?.Properties?.CommunityMetadata?.Eula, [region]) : null;
    }

    private string Image(string region, PublicImageId id) =>
        $"{Root(region, id.IsCommunity)}/{Uri.EscapeDataString(id.GalleryName)}/images/{Uri.EscapeDataString(id.ImageName)}";

    private string Root(string region, bool isCommunity) =>
        $"subscriptions/{subscriptionId}/providers/Microsoft.Compute/locations/{Uri.EscapeDataString(region)}/"
        + (isCommunity ? "communityGalleries" : "sharedGalleries");
}

using System.Runtime.CompilerServices;
using Azure.Core;
using Azure.ResourceManager;
using Azure.ResourceManager.Compute;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Galleries.Sharing;

/// <summary>Everything in a gallery, looked at before all of it is shared.</summary>
internal sealed record GalleryContents(IReadOnlyList<GalleryImage> Images, IReadOnlyList<GalleryImage> Versions)
{
    public static async Task<GalleryContents> ReadAsync(EngineContext context, GalleryId id, CancellationToken cancellationToken)
    {
        var client = ArmClientFactory.Create(context);
        List<GalleryImage> images = [], versions = [];
        var readers = ImagesAsync(client, id, context.TenantId, images, cancellationToken);
        await foreach (var all in Parallel.SelectAsync(readers, (reader, token) => reader.VersionsAsync(token), cancellationToken))
            versions.AddRange(all);
        return new(images, versions);
    }

    /// <summary>No version may be encrypted by a disk encryption set.</summary>
    public void RequirePlain()
    {
        if (Versions.FirstOrDefault(v => v.Encrypted) is { } encrypted)
            throw SharingRefusals.Encrypted(encrypted);
    }

    /// <summary>What is made in another region than the gallery's is not shown to consumers.</summary>
    public void WarnOfStrangers(string location, ICaller caller)
    {
        var home = GalleryImages.RegionName(location);
        foreach (var image in Images.Where(i => i.Location is { } region && GalleryImages.RegionName(region) != home))
        {
            caller.Warning(
                $"The image '{image.Name}' was made in {image.Location}, the gallery in {location}: consumers do not see such an image.");
        }
    }

    private static async IAsyncEnumerable<GalleryImageReader> ImagesAsync(
        ArmClient client, GalleryId id, string tenantId, List<GalleryImage> images,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var gallery = client.GetGalleryResource(new ResourceIdentifier(id.GalleryResourceId));
        await foreach (var image in gallery.GetGalleryImages().GetAllAsync(cancellationToken))
        {
            var known = GalleryImages.Of(id, image.Data, tenantId);
            images.Add(known);
            yield return new(client, id with { ImageName = known.Name }, tenantId, known);
        }
    }
}

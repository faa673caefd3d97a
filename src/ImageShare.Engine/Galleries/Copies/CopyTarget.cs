using Azure;
using Azure.Core;
using Azure.ResourceManager.Compute;
using Azure.ResourceManager.Compute.Models;
using ImageShare.Engine.Machines;

namespace ImageShare.Engine.Galleries.Copies;

/// <summary>Where the copy goes, and what is there already.</summary>
/// <param name="Id">Id of the copy.</param>
/// <param name="Gallery">The gallery; null when it is to be made.</param>
/// <param name="Definition">The definition; null when it is to be made.</param>
/// <param name="Version">The copy; null when it is to be made.</param>
internal sealed record CopyTarget(GalleryId Id, GalleryData? Gallery, GalleryImageData? Definition, GalleryImageVersionData? Version)
{
    public static async Task<CopyTarget> ReadAsync(Builder builder, GalleryId id, CancellationToken cancellationToken)
    {
        var client = builder.Client();
        var gallery = FindAsync(async () => (await client.GetGalleryResource(new ResourceIdentifier(id.GalleryResourceId))
            .GetAsync(cancellationToken: cancellationToken)).Value.Data);
        var definition = FindAsync(async () => (await client.GetGalleryImageResource(new ResourceIdentifier(id.ImageResourceId))
            .GetAsync(cancellationToken)).Value.Data);
        var version = FindAsync(async () => (await client.GetGalleryImageVersionResource(new ResourceIdentifier(id.ToString()))
            .GetAsync(ReplicationStatusType.ReplicationStatus, cancellationToken)).Value.Data);
        await Task.WhenAll(gallery, definition, version);
        return new(id, await gallery, await definition, await version);
    }

    private static async Task<T?> FindAsync<T>(Func<Task<T>> read)
        where T : class
    {
        try
        {
            return await read();
        }
        // Only that it is not there: a group that is not there is a mistake, and nothing is made in its place.
        catch (RequestFailedException missing) when (missing.Status == 404 && missing.ErrorCode != "ResourceGroupNotFound")
        {
            return null;
        }
    }
}

using Azure;
using Azure.Core;
using Azure.ResourceManager.Compute;
using Azure.ResourceManager.Compute.Models;
using ImageShare.Engine.Http;
using ImageShare.Engine.Machines;
using ImageShare.Model;

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
        try
        {
            await Task.WhenAll(gallery, definition, version);
        }
        catch (RequestFailedException refusal) when (refusal.Status == 403)
        {
            throw NotPermitted(builder, id, ServiceErrors.Explain(refusal));
        }

        return new(id, await gallery, await definition, await version);
    }

    // The table knows refusals of a publisher's gallery; this one is the consumer's.
    private static ImageShareException NotPermitted(Builder builder, GalleryId id, ImageShareException refusal) =>
        new(refusal.Code, refusal.Kind, refusal.Message, refusal)
        {
            Target = id.GalleryResourceId,
            Reason = $"{builder.Context.Account} has no role that reads and writes the gallery to copy to, or not yet: a role takes some "
                + "minutes to work.",
            Fix = "An owner of the resource group runs: Grant-SharedImageBuilder "
                + $"-ObjectId {builder.Context.ObjectId} -ResourceGroupName {id.ResourceGroupName} "
                + "-RoleDefinitionName 'Compute Gallery Artifacts Publisher'",
            Who = Party.Consumer,
            CorrelationId = refusal.CorrelationId,
        };

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

using System.Runtime.CompilerServices;
using Azure;
using Azure.Core;
using ImageShare.Engine.Delegation;
using ImageShare.Engine.Graph;
using ImageShare.Engine.Http;
using ImageShare.Model;

namespace ImageShare.Engine.Galleries;

/// <summary>
/// Galleries that a sign-in may read in several subscriptions: listed one by one when they are few, asked of Resource Graph else.
/// </summary>
internal sealed class GalleryFinder(DelegationClient client, ICaller caller)
{
    private const int Few = 3;

    public async IAsyncEnumerable<GalleryId> FindAsync(
        IReadOnlyList<SubscriptionItem> subscriptions, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (subscriptions.Count > Few && await AskAsync(subscriptions, cancellationToken) is { } answered)
        {
            foreach (var id in answered)
                yield return id;
            yield break;
        }

        var lists = Parallel.SelectAsync(AsyncLists.From(subscriptions), ListAsync, cancellationToken);
        await foreach (var list in lists)
        {
            foreach (var gallery in list)
                yield return GalleryId.Parse(gallery.Id);
        }
    }

    // Null when it cannot be asked: the lists say the same, more slowly.
    private async Task<IReadOnlyList<GalleryId>?> AskAsync(
        IReadOnlyList<SubscriptionItem> subscriptions, CancellationToken cancellationToken)
    {
        try
        {
            var ids = await new ResourceGraph(client.Rest).GalleriesAsync(subscriptions.Select(s => s.SubscriptionId), cancellationToken);
            caller.Verbose($"Azure Resource Graph names {ids.Count} galleries in {subscriptions.Count} subscriptions.");
            return [.. ids.Select(GalleryId.TryParse).OfType<GalleryId>()];
        }
        catch (RequestFailedException refusal) when (refusal.Status is >= 400 and < 500)
        {
            caller.Verbose($"Azure Resource Graph does not answer ({ServiceError.Read(refusal).Code}); each subscription is listed.");
            return null;
        }
    }

    // One list of what may be read, at whatever scope it was delegated.
    private Task<IReadOnlyList<ResourceItem>> ListAsync(SubscriptionItem subscription, CancellationToken cancellationToken) =>
        client.ListResourcesAsync(
            new ResourceIdentifier($"/subscriptions/{subscription.SubscriptionId}"), "Microsoft.Compute/galleries", cancellationToken)
            .ToListAsync(cancellationToken);
}

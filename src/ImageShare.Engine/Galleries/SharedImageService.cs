using System.IO.Enumeration;
using System.Runtime.CompilerServices;
using ImageShare.Engine.Delegation;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Galleries;

/// <summary>Finds images of other tenants with the consumer's own sign-in.</summary>
internal sealed class SharedImageService(IGalleryService galleries) : ISharedImageService
{
    public IAsyncEnumerable<GalleryImage> GetDelegatedAsync(GalleryImageQuery query, ICaller caller, CancellationToken cancellationToken) =>
        Explained.StreamAsync(DelegatedAsync(query, caller, cancellationToken), ErrorFacts.None, cancellationToken);

    private async IAsyncEnumerable<GalleryImage> DelegatedAsync(
        GalleryImageQuery query, ICaller caller, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A session of both companies sees each other's images as its own; per tenant, what belongs to another is shared.
        foreach (var context in ContextSelector.OnePerTenant(caller))
        {
            var client = new DelegationClient(context);
            await foreach (var subscription in client.ListSubscriptionsAsync(cancellationToken))
            {
                if (subscription.TenantId is null || Same(subscription.TenantId, context.TenantId)
                    || (query.SubscriptionId is { } wanted && !Same(wanted, subscription.SubscriptionId)))
                {
                    continue;
                }

                // One list of what may be read, at whatever scope it was delegated.
                var scope = new Azure.Core.ResourceIdentifier($"/subscriptions/{subscription.SubscriptionId}");
                await foreach (var gallery in client.ListResourcesAsync(scope, "Microsoft.Compute/galleries", cancellationToken))
                {
                    await foreach (var image in ImagesAsync(gallery.Id, query, new SingleSignIn(caller, context), cancellationToken))
                        yield return image with { TenantId = image.TenantId ?? subscription.TenantId };
                }
            }
        }
    }

    private async IAsyncEnumerable<GalleryImage> ImagesAsync(
        string galleryId, GalleryImageQuery query, ICaller caller, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var id = GalleryId.Parse(galleryId);
        if (query.ResourceGroupName is { } group && !Same(group, id.ResourceGroupName))
            yield break;
        if (query.GalleryName is { } name && !FileSystemName.MatchesSimpleExpression(name, id.GalleryName))
            yield break;

        var inGallery = new GalleryImageQuery
        {
            SubscriptionId = id.SubscriptionId,
            ResourceGroupName = id.ResourceGroupName,
            GalleryName = id.GalleryName,
            // A pattern: that this gallery has no such image is no failure.
            Name = query.Name is { } wanted && !wanted.AsSpan().ContainsAny('*', '?') ? null : query.Name,
            Version = query.Version,
        };
        await foreach (var image in galleries.GetImagesAsync(inGallery, caller, cancellationToken))
        {
            if (query.Name is null || FileSystemName.MatchesSimpleExpression(query.Name, image.Name))
                yield return image;
        }
    }

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}

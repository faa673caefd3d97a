using System.IO.Enumeration;
using System.Runtime.CompilerServices;
using ImageShare.Engine.Delegation;
using ImageShare.Engine.Galleries.Public;
using ImageShare.Engine.Graph;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Galleries;

/// <summary>Finds images of others with the consumer's own sign-in, over every way at the same time.</summary>
internal sealed class SharedImageService(IGalleryService galleries) : ISharedImageService
{
    public IAsyncEnumerable<GalleryImage> GetAsync(SharedImageQuery query, ICaller caller, CancellationToken cancellationToken) =>
        Explained.StreamAsync(ReadAsync(Checked(query), caller, cancellationToken), ErrorFacts.None, cancellationToken);

    private async IAsyncEnumerable<GalleryImage> ReadAsync(
        SharedImageQuery query, ICaller caller, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A session of both companies sees each other's images as its own; per tenant, what belongs to another is shared.
        foreach (var context in ContextSelector.OnePerTenant(caller))
        {
            var client = new DelegationClient(context);
            var subscriptions = await client.ListSubscriptionsAsync(cancellationToken).ToListAsync(cancellationToken);
            var own = subscriptions.Where(s => s.TenantId is null || Same(s.TenantId, context.TenantId)).ToList();
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var shared = PublicAsync(query, context, own, caller, stop.Token);
            try
            {
                await foreach (var image in ReadableAsync(query, context, client, subscriptions, caller, cancellationToken))
                    yield return image;
                foreach (var image in await shared)
                    yield return image;
            }
            finally
            {
                // Whoever stops early, or fails, leaves no request behind.
                await stop.CancelAsync();
                await Task.WhenAny(shared);
            }
        }
    }

    // Images that answer the sign-in's own token: delegated ones, and those of other subscriptions of the same tenant.
    private async IAsyncEnumerable<GalleryImage> ReadableAsync(
        SharedImageQuery query, EngineContext context, DelegationClient client, IReadOnlyList<SubscriptionItem> subscriptions,
        ICaller caller, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var home = subscriptions.Where(s => Same(s.TenantId, context.TenantId)).ToList();
        // The only one there is, is where one builds.
        var building = context.SubscriptionId ?? (home.Count == 1 ? home[0].SubscriptionId : null);
        List<SubscriptionItem> looked =
        [
            .. subscriptions.Where(s => s.TenantId is not null && query.Sources.Contains(SourceOf(s, context))
                && !Same(s.SubscriptionId, building) && (query.SubscriptionId is not { } wanted || Same(wanted, s.SubscriptionId))),
        ];
        var one = new SingleSignIn(caller, context);
        await foreach (var gallery in new GalleryFinder(client, caller).FindAsync(looked, cancellationToken))
        {
            var subscription = looked.First(s => Same(s.SubscriptionId, gallery.SubscriptionId));
            await foreach (var image in ImagesAsync(gallery, query, one, cancellationToken))
                yield return image with { TenantId = image.TenantId ?? subscription.TenantId, Source = SourceOf(subscription, context) };
        }
    }

    private async IAsyncEnumerable<GalleryImage> ImagesAsync(
        GalleryId id, SharedImageQuery query, ICaller caller, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
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
            Locations = query.Locations,
        };
        await foreach (var image in galleries.GetImagesAsync(inGallery, caller, cancellationToken))
        {
            if ((query.Name is null || FileSystemName.MatchesSimpleExpression(query.Name, image.Name))
                && (query.Locations.Count == 0 || image.Regions.Intersect(query.Locations, StringComparer.OrdinalIgnoreCase).Any()))
            {
                yield return image;
            }
        }
    }

    // Shared galleries are seen from a subscription: the one that was chosen, else from each.
    private static async Task<IReadOnlyList<GalleryImage>> PublicAsync(
        SharedImageQuery query, EngineContext context, IReadOnlyList<SubscriptionItem> own, ICaller caller,
        CancellationToken cancellationToken)
    {
        var from = context.SubscriptionId is { } chosen ? [chosen] : own.Select(s => s.SubscriptionId).ToArray();
        var direct = query.Sources.Contains(SharedImageSource.DirectShare);
        if (from.Length == 0 && (direct || query.PublicGalleryNames.Count > 0))
            caller.Verbose($"{context.Account} sees no subscription in tenant {context.TenantId}: no shared gallery can be looked for.");
        if (from.Length == 0)
            return [];

        var rest = RestClient.ForResourceManager(context);
        var finders = from.Select(id => new PublicImageFinder(new PublicGalleryClient(rest, id), query, caller)).ToArray();
        List<Task<IReadOnlyList<GalleryImage>>> lists = [];
        if (direct)
            lists.AddRange(finders.Select((finder, index) => finder.SharedAsync(withTenant: index == 0, cancellationToken)));
        if (query.PublicGalleryNames.Count > 0)
            lists.Add(finders[0].CommunityAsync(cancellationToken));
        return [.. (await Task.WhenAll(lists)).SelectMany(list => list).DistinctBy(i => i.Id, StringComparer.OrdinalIgnoreCase)];
    }

    // Where an image can be used is a matter of its versions.
    private static SharedImageQuery Checked(SharedImageQuery query) => query with
    {
        Locations = [.. query.Locations.Select(l => InputRules.Region(l, "Location"))],
        Version = query.Version ?? (query.Locations.Count > 0 ? PublicImageId.Latest : null),
    };

    private static SharedImageSource SourceOf(SubscriptionItem subscription, EngineContext context) =>
        Same(subscription.TenantId, context.TenantId) ? SharedImageSource.OwnSubscription : SharedImageSource.Lighthouse;

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}

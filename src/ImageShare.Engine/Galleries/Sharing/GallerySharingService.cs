using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Galleries.Sharing;

/// <summary>Shares whole galleries, with the publisher's sign-in.</summary>
internal sealed class GallerySharingService(ContextSelector contexts, TimeProvider time) : IGallerySharingService
{
    private readonly Waiter _waiter = new(time);

    public Task<GalleryDirectAccess> GrantDirectAsync(DirectAccessSpec spec, ICaller caller, CancellationToken cancellationToken) =>
        RunAsync(
            spec.Gallery, caller,
            client => new DirectShare(client, caller).GrantAsync(Subscriptions(spec), Tenants(spec), spec.Location, cancellationToken),
            cancellationToken);

    public Task<GalleryDirectAccess> RevokeDirectAsync(DirectAccessSpec spec, ICaller caller, CancellationToken cancellationToken) =>
        RunAsync(
            spec.Gallery, caller,
            client => new DirectShare(client, caller).RevokeAsync(Subscriptions(spec), Tenants(spec), spec.All, cancellationToken),
            cancellationToken);

    public Task<CommunityGallery> EnableCommunityAsync(CommunityGallerySpec spec, ICaller caller, CancellationToken cancellationToken) =>
        RunAsync(
            spec.Gallery, caller, client => new CommunityShare(client, caller).EnableAsync(Info(spec), cancellationToken),
            cancellationToken);

    public Task<CommunityGallery> DisableCommunityAsync(GallerySpec gallery, ICaller caller, CancellationToken cancellationToken) =>
        RunAsync(gallery, caller, client => new CommunityShare(client, caller).DisableAsync(cancellationToken), cancellationToken);

    private Task<T> RunAsync<T>(
        GallerySpec gallery, ICaller caller, Func<GalleryClient, Task<T>> work, CancellationToken cancellationToken)
    {
        var facts = new ErrorFacts { Target = gallery.ResourceId ?? gallery.GalleryName };
        return Explained.RunAsync(
            async () =>
            {
                var (context, id) = await FindAsync(gallery, caller, cancellationToken);
                return await work(new GalleryClient(context, id, _waiter, caller));
            },
            facts, cancellationToken);
    }

    private async Task<(EngineContext Context, GalleryId Id)> FindAsync(
        GallerySpec gallery, ICaller caller, CancellationToken cancellationToken)
    {
        var id = gallery.ResourceId is { } given ? GalleryId.Parse(given) : null;
        var context = (id?.SubscriptionId ?? gallery.SubscriptionId) is { } named
            ? await contexts.ForSubscriptionAsync(caller, InputRules.Guid(named, "SubscriptionId"), cancellationToken)
            : ContextSelector.Default(caller);
        var subscription = id?.SubscriptionId ?? gallery.SubscriptionId ?? context.SubscriptionId
            ?? throw GalleryService.SubscriptionRequired();
        // Names from outside are read as strictly as an id.
        id ??= GalleryId.Parse(new GalleryId(subscription, gallery.ResourceGroupName!, gallery.GalleryName!).GalleryResourceId);
        return (context, id with { ImageName = null, Version = null });
    }

    private static CommunityInfo Info(CommunityGallerySpec spec) => new()
    {
        PublicNamePrefix = spec.PublicNamePrefix,
        PublisherUri = spec.PublisherUri,
        PublisherContact = spec.PublisherContact,
        Eula = spec.Eula,
    };

    private static string[] Subscriptions(DirectAccessSpec spec) => Guids(spec.ConsumerSubscriptionIds, "ConsumerSubscriptionId");

    private static string[] Tenants(DirectAccessSpec spec) => Guids(spec.ConsumerTenantIds, "ConsumerTenantId");

    private static string[] Guids(IReadOnlyList<string> ids, string parameter) =>
        [.. ids.Select(id => InputRules.Guid(id, parameter)).Distinct(StringComparer.OrdinalIgnoreCase)];
}

using System.IO.Enumeration;
using System.Runtime.CompilerServices;
using Azure.Core;
using ImageShare.Engine.Access;
using ImageShare.Engine.Delegation;
using ImageShare.Engine.Galleries;
using ImageShare.Engine.Graph;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Shares;

/// <summary>Shows what is shared with whom and takes it back, and finds the sign-in for it.</summary>
internal sealed class ShareService(ContextSelector contexts, SubscriptionTenants tenants, TimeProvider time) : IShareService
{
    private readonly Waiter _waiter = new(time);

    public IAsyncEnumerable<GalleryReader> GetReadersAsync(
        GalleryReaderQuery query, ICaller caller, CancellationToken cancellationToken) =>
        Explained.StreamAsync(
            ReadersAsync(query, caller, cancellationToken), new ErrorFacts { Target = query.ResourceId }, cancellationToken);

    public IAsyncEnumerable<ConsumerShare> GetSharesAsync(
        ConsumerShareQuery query, ICaller caller, CancellationToken cancellationToken) =>
        Explained.StreamAsync(SharesAsync(query, caller, cancellationToken), ErrorFacts.None, cancellationToken);

    public Task RevokeReaderAsync(ReaderRevocation revocation, ICaller caller, CancellationToken cancellationToken) => Explained.RunAsync(
        () => new ReaderRevoker(contexts, caller).RevokeAsync(revocation, cancellationToken),
        new ErrorFacts { Target = revocation.Reader?.RoleAssignmentId ?? (revocation.ResourceIds is [var first, ..] ? first : null) },
        cancellationToken);

    public Task RemoveShareAsync(ConsumerShareRemoval removal, ICaller caller, CancellationToken cancellationToken) => Explained.RunAsync(
        () => RemoveAsync(removal, caller, cancellationToken),
        new ErrorFacts { Target = removal.ConsumerName ?? removal.ConsumerTenantId ?? removal.Share?.ToString() }, cancellationToken);

    private async IAsyncEnumerable<GalleryReader> ReadersAsync(
        GalleryReaderQuery query, ICaller caller, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var id = query.ResourceId is { } resource ? GalleryId.Parse(resource) : null;
        var context = (id?.SubscriptionId ?? query.SubscriptionId) is { } named
            ? await contexts.ForSubscriptionAsync(caller, InputRules.Guid(named, "SubscriptionId"), cancellationToken)
            : ContextSelector.Default(caller);
        if (id is null && query is { ResourceGroupName: { } group, GalleryName: { } gallery } && !gallery.AsSpan().ContainsAny('*', '?'))
        {
            var subscriptions = await SubscriptionsAsync(context, One(query.SubscriptionId), cancellationToken);
            id = new GalleryId(subscriptions[0], InputRules.ResourceGroup(group), gallery) { ImageName = query.Name };
        }

        var reader = new ShareReader(context, caller, new ShareDirectory(context, caller), tenants);
        IReadOnlyList<ShareScope> scopes = id is not null ? [new ShareScope(id.SubscriptionId, id)]
            : [.. (await SubscriptionsAsync(context, One(query.SubscriptionId), cancellationToken))
                .Select(s => new ShareScope(s, null, query.ResourceGroupName, query.GalleryName))];
        await foreach (var sight in Galleries.Parallel.SelectAsync(
            AsyncLists.From(scopes), (scope, token) => reader.ReadAsync(scope, query.All, token), cancellationToken))
        {
            foreach (var found in sight.Readers)
                yield return found;
        }
    }

    private async IAsyncEnumerable<ConsumerShare> SharesAsync(
        ConsumerShareQuery query, ICaller caller, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (context, sights, apps) = await LookAsync(query.SubscriptionIds, caller, cancellationToken);
        var until = time.GetUtcNow().AddDays(query.ExpiringWithinDays ?? 0);
        foreach (var share in ConsumerGroups.Of(sights.SelectMany(s => s.Readers), apps)
            .Where(g => g.Readers.Count > 0).Select(g => g.ToShare(context.TenantId)))
        {
            if ((query.ConsumerName is null || FileSystemName.MatchesSimpleExpression(query.ConsumerName, share.ConsumerName ?? ""))
                && (query.ConsumerTenantId is null || Same(query.ConsumerTenantId, share.ConsumerTenantId))
                && (query.ExpiringWithinDays is null || share.ExpiresOn <= until))
            {
                yield return share;
            }
        }
    }

    private async Task RemoveAsync(ConsumerShareRemoval removal, ICaller caller, CancellationToken cancellationToken)
    {
        var (context, sights, apps) = await LookAsync(removal.SubscriptionIds, caller, cancellationToken);
        var groups = ConsumerGroups.Of(sights.SelectMany(s => s.Readers), apps);
        var chosen = new ConsumerChoice(removal).Choose(groups);
        if (chosen.Count == 0)
            caller.Verbose($"Nothing of {removal.ConsumerName ?? removal.ConsumerTenantId ?? removal.Share?.ToString()} is shared any more.");

        RoleAssignment[] assignments = [.. sights.SelectMany(s => s.Assignments).DistinctBy(a => a.Id, StringComparer.OrdinalIgnoreCase)];
        foreach (var group in chosen)
            await new ShareRemover(context, caller, _waiter).RemoveAsync(group, assignments, cancellationToken);
        var others = groups.Except(chosen).Where(g => g.Readers.Count > 0 && g.TenantId is not null);
        foreach (var other in others.Where(g => chosen.Any(c => Same(c.TenantId, g.TenantId))))
        {
            caller.Warning($"Tenant {other.TenantId} still reads as another consumer, '{other.Name}' "
                + $"({string.Join(", ", other.ToShare(context.TenantId).Methods)}), which is left alone.");
        }
    }

    private async Task<(EngineContext Context, IReadOnlyList<ShareSight> Sights, IReadOnlyList<GraphApplication> Apps)> LookAsync(
        IReadOnlyList<string> subscriptionIds, ICaller caller, CancellationToken cancellationToken)
    {
        var context = subscriptionIds is [var first, ..]
            ? await contexts.ForSubscriptionAsync(caller, InputRules.Guid(first, "SubscriptionId"), cancellationToken)
            : ContextSelector.Default(caller);
        var directory = new ShareDirectory(context, caller);
        var reader = new ShareReader(context, caller, directory, tenants);
        var subscriptions = await SubscriptionsAsync(context, subscriptionIds, cancellationToken);
        var sights = await Galleries.Parallel.SelectAsync(
            AsyncLists.From(subscriptions), (id, token) => reader.ReadAsync(new ShareScope(id), all: false, token), cancellationToken)
            .ToListAsync(cancellationToken);
        return (context, sights, await directory.AppsAsync(cancellationToken));
    }

    private static async Task<IReadOnlyList<string>> SubscriptionsAsync(
        EngineContext context, IReadOnlyList<string> named, CancellationToken cancellationToken)
    {
        if (named.Count > 0)
            return [.. named.Select(id => InputRules.Guid(id, "SubscriptionId"))];
        if (context.SubscriptionId is { } own)
            return [own];

        // What other companies delegated to this tenant is theirs to look after.
        return [.. (await new DelegationClient(context).ListSubscriptionsAsync(cancellationToken)
            .Where(s => s.TenantId is null || Same(s.TenantId, context.TenantId), cancellationToken).ToListAsync(cancellationToken))
            .Select(s => s.SubscriptionId)];
    }

    private static IReadOnlyList<string> One(string? subscriptionId) => subscriptionId is null ? [] : [subscriptionId];

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}

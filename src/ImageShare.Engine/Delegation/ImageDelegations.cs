using ImageShare.Engine.Galleries;
using ImageShare.Engine.Graph;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Delegation;

/// <summary>The delegations that let the consumer read images it has built from, and who and what else they serve.</summary>
internal sealed class ImageDelegations(EngineContext consumer, IGalleryService galleries, ICaller caller)
{
    /// <summary>Delegations to remove; none when the images are not readable through one.</summary>
    public async Task<IReadOnlyList<LighthouseDelegation>> FindAsync(IReadOnlyList<GalleryId> images, CancellationToken cancellationToken)
    {
        List<LighthouseDelegation> found = [];
        foreach (var subscription in images.Select(i => i.SubscriptionId).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var query = new LighthouseDelegationQuery
            {
                SubscriptionId = subscription, ManagedByTenantId = consumer.TenantId, Direction = DelegationDirection.Received,
            };
            var received = await new DelegationReader(consumer, caller).ReadAsync(query, cancellationToken).ToListAsync(cancellationToken);
            found.AddRange(received.Where(d => images.Any(i => Covers(d, i))));
        }

        return found;
    }

    /// <summary>Who else, and which other images, would lose access.</summary>
    public async Task<IReadOnlyList<string>> LossesAsync(
        IReadOnlyList<LighthouseDelegation> delegations, IReadOnlyList<GalleryId> images, CancellationToken cancellationToken)
    {
        List<string> losses =
        [
            .. delegations.SelectMany(d => d.Authorizations.Concat(d.EligibleAuthorizations)).DistinctBy(a => a.PrincipalId)
                .Where(a => !a.PrincipalId.Equals(consumer.ObjectId, StringComparison.OrdinalIgnoreCase))
                .Select(a => $"principal {a.PrincipalDisplayName ?? "without name"} ({a.PrincipalId})"),
        ];
        foreach (var delegation in delegations.DistinctBy(d => d.Scope, StringComparer.OrdinalIgnoreCase))
        {
            foreach (var image in await ImagesAsync(delegation, cancellationToken))
            {
                if (!images.Any(used => used.ImageResourceId.Equals(image.ImageId, StringComparison.OrdinalIgnoreCase)))
                    losses.Add($"image {image.Name} of gallery {image.GalleryName}");
            }
        }

        return losses;
    }

    private async Task<IReadOnlyList<GalleryImage>> ImagesAsync(LighthouseDelegation delegation, CancellationToken cancellationToken)
    {
        var query = new GalleryImageQuery { SubscriptionId = delegation.SubscriptionId, ResourceGroupName = delegation.ResourceGroupName };
        try
        {
            return await galleries.GetImagesAsync(query, new SingleSignIn(caller, consumer), cancellationToken)
                .ToListAsync(cancellationToken);
        }
        catch (ImageShareException refusal) when (refusal.Kind == ErrorKind.PermissionDenied)
        {
            caller.Warning(
                $"Which other images {delegation.Scope} shows may not be listed with this delegation's roles; they lose access, too.");
            return [];
        }
    }

    private static bool Covers(LighthouseDelegation delegation, GalleryId image) =>
        delegation.SubscriptionId.Equals(image.SubscriptionId, StringComparison.OrdinalIgnoreCase)
        && (delegation.ResourceGroupName is null
            || delegation.ResourceGroupName.Equals(image.ResourceGroupName, StringComparison.OrdinalIgnoreCase));
}

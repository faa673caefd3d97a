using Azure;
using Azure.Core;
using Azure.ResourceManager.Compute;
using Azure.ResourceManager.Compute.Models;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Shares;

/// <summary>Takes tenants and subscriptions out of the sharing profile of galleries.</summary>
internal sealed class DirectShares(EngineContext context, ICaller caller)
{
    public async Task RemoveAsync(IReadOnlyList<GalleryReader> shares, CancellationToken cancellationToken)
    {
        foreach (var gallery in shares.GroupBy(s => s.GalleryResourceId!, StringComparer.OrdinalIgnoreCase))
        {
            var update = new SharingUpdate(SharingUpdateOperationType.Remove);
            foreach (var type in gallery.DistinctBy(s => s.ObjectId).GroupBy(s => s.ObjectType))
            {
                var ids = string.Join(", ", type.Select(s => s.ObjectId));
                if (!await caller.ShouldProcessAsync(gallery.Key, $"End direct sharing with {type.Key.ToLowerInvariant()} {ids}"))
                    continue;

                var group = new SharingProfileGroup
                {
                    GroupType = type.Key == "Tenant" ? SharingProfileGroupType.AADTenants : SharingProfileGroupType.Subscriptions,
                };
                foreach (var share in type)
                    group.Ids.Add(share.ObjectId);

                update.Groups.Add(group);
            }

            if (update.Groups.Count == 0)
                continue;

            await ArmClientFactory.Create(context).GetGalleryResource(new ResourceIdentifier(gallery.Key))
                .UpdateSharingProfileAsync(WaitUntil.Completed, update, cancellationToken);
            caller.Verbose($"{gallery.Key} is no longer shared directly with these.");
        }
    }
}

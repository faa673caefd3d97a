using System.Text.Json;
using System.Text.Json.Serialization;
using Azure.Core;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Shares;

/// <summary>Takes tenants and subscriptions out of the sharing profile of galleries.</summary>
internal sealed class DirectShares(EngineContext context, ICaller caller, Waiter waiter)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);

    private readonly RestClient _rest = RestClient.ForResourceManager(context);

    public async Task RemoveAsync(IReadOnlyList<GalleryReader> shares, CancellationToken cancellationToken)
    {
        foreach (var gallery in shares.GroupBy(s => s.GalleryResourceId!, StringComparer.OrdinalIgnoreCase))
        {
            List<SharingGroup> groups = [];
            foreach (var type in gallery.DistinctBy(s => s.ObjectId).GroupBy(s => s.ObjectType))
            {
                string[] ids = [.. type.Select(s => s.ObjectId)];
                var action = $"End direct sharing with {type.Key.ToLowerInvariant()} {string.Join(", ", ids)}";
                if (await caller.ShouldProcessAsync(gallery.Key, action))
                    groups.Add(new SharingGroup(type.Key == "Tenant" ? SharingGroup.Tenants : SharingGroup.Subscriptions, ids));
            }

            if (groups.Count > 0)
                await RemoveAsync(gallery.Key, groups, cancellationToken);
        }
    }

    // The SDK's share action expects a body at the end, where Azure sends none.
    private async Task RemoveAsync(string galleryId, IReadOnlyList<SharingGroup> groups, CancellationToken cancellationToken)
    {
        var running = await _rest.StartAsync(
            RequestMethod.Post, $"{galleryId}/share?api-version={ApiVersions.Galleries}", new SharingChange("Remove", groups),
            SharingChangeJson.Default.SharingChange, cancellationToken);
        var wait = new Wait($"End direct sharing of {galleryId.Split('/')[^1]}", "Azure tells every region of the gallery.", s_patience);
        await running.CompleteAsync(_rest, wait, waiter, caller, cancellationToken);
        caller.Verbose($"{galleryId} is no longer shared directly with these.");
    }
}

internal sealed record SharingChange(string OperationType, IReadOnlyList<SharingGroup> Groups);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SharingChange))]
internal sealed partial class SharingChangeJson : JsonSerializerContext;

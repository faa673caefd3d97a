using Azure.Core;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Galleries.Sharing;

/// <summary>One gallery of the publisher: reads it with its sharing profile, writes it, shares it.</summary>
internal sealed class GalleryClient(EngineContext context, GalleryId id, Waiter waiter, ICaller caller)
{
    private const string Version = $"api-version={ApiVersions.Galleries}";

    private readonly RestClient _rest = RestClient.ForResourceManager(context);

    public GalleryId Id => id;

    public EngineContext Context => context;

    /// <summary>The gallery with whom it is shared with; null when it is not there.</summary>
    public Task<GalleryBody?> FindAsync(CancellationToken cancellationToken) =>
        _rest.FindAsync($"{id.GalleryResourceId}?{Version}&$select=Permissions", GalleryJson.Default.GalleryBody, cancellationToken);

    public async Task<GalleryBody> GetAsync(CancellationToken cancellationToken) =>
        await FindAsync(cancellationToken) ?? throw SharingRefusals.NotFound(id);

    public async Task PutAsync(GalleryBody gallery, CancellationToken cancellationToken)
    {
        var running = await _rest.StartAsync(
            RequestMethod.Put, $"{id.GalleryResourceId}?{Version}", gallery, GalleryJson.Default.GalleryBody, cancellationToken);
        await CompleteAsync(running, $"Write gallery {id.GalleryName}", cancellationToken);
    }

    /// <summary>Changes whom it is shared with, and reads it until it says so.</summary>
    public async Task<GalleryBody> ShareAsync(SharingUpdate update, Func<GalleryBody, bool> holds, CancellationToken cancellationToken)
    {
        var running = await _rest.StartAsync(
            RequestMethod.Post, $"{id.GalleryResourceId}/share?{Version}", update, GalleryJson.Default.SharingUpdate, cancellationToken);
        await CompleteAsync(running, $"Share gallery {id.GalleryName}", cancellationToken);
        var wait = new Wait($"Read back gallery {id.GalleryName}", "Azure does not show the change yet.", Patience.GallerySharing);
        return await waiter.UntilAsync(
            wait, async token => await FindAsync(token) is { } gallery && holds(gallery) ? gallery : null, caller, cancellationToken)
            ?? throw SharingRefusals.NotShown(id);
    }

    private Task CompleteAsync(RunningOperation running, string activity, CancellationToken cancellationToken)
    {
        var wait = new Wait(activity, "Azure tells every region of the gallery.", Patience.GallerySharing);
        return running.CompleteAsync(_rest, wait, waiter, caller, cancellationToken);
    }
}

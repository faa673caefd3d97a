using Azure;
using ImageShare.Engine.Http;
using ImageShare.Model;

namespace ImageShare.Engine.Graph;

/// <summary>Purges what was deleted: until then it counts against quotas, and could come back.</summary>
internal sealed class DeletedItems(GraphClient graph, Waiter waiter, ICaller caller)
{
    public async Task PurgeAsync(string objectId, CancellationToken cancellationToken)
    {
        var wait = new Wait($"Purge {objectId}", "The directory takes a moment to move it to the deleted items.", Patience.Purge);
        try
        {
            await waiter.UntilAsync(wait, async token => await graph.PurgeAsync(objectId, token) ? wait : null, caller, cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status == 403)
        {
            caller.Warning($"Object {objectId} is deleted and works no more, but stays among the directory's deleted items for 30 days: "
                + "only an administrator may purge it.");
        }
    }
}

using Azure;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Graph;

/// <summary>Removes a share app for good. What is gone already is success.</summary>
internal sealed class ShareAppRemover(EngineContext context, ICaller caller, Waiter waiter)
{
    private readonly GraphClient _graph = new(context);

    public async Task RemoveAsync(string applicationId, CancellationToken cancellationToken)
    {
        var id = InputRules.Guid(applicationId, "ApplicationId");
        var application = await _graph.FindShareAppAsync(id, cancellationToken);
        var principal = await _graph.FindServicePrincipalAsync(id, cancellationToken);
        List<string> deleted = [];
        if (principal?.Id is { } principalId && await AskAsync($"service principal {principalId} of application {id}"))
        {
            await _graph.DeleteServicePrincipalAsync(principalId, cancellationToken);
            deleted.Add(principalId);
        }

        if (application?.Id is { } objectId && await AskAsync($"application '{application.DisplayName}' ({id})"))
        {
            await _graph.DeleteApplicationAsync(objectId, cancellationToken);
            deleted.Add(objectId);
        }

        if (principal is null)
            deleted.AddRange(await LeftoversAsync(id, application, cancellationToken));

        foreach (var item in deleted)
            await new DeletedItems(_graph, waiter, caller).PurgeAsync(item, cancellationToken);

        caller.Verbose(deleted.Count == 0
            ? $"Nothing of application {id} is left in tenant {context.TenantId}."
            : $"Removed application {id} from tenant {context.TenantId}.");
    }

    private Task<bool> AskAsync(string what) => caller.ShouldProcessAsync($"{what} in tenant {context.TenantId}", "Delete for good");

    // An earlier run may have been stopped between deleting and purging; the principal was then deleted first.
    private async Task<IReadOnlyList<string>> LeftoversAsync(
        string applicationId, GraphApplication? application, CancellationToken cancellationToken)
    {
        if (application is null)
            return await LeftoversAsync(applicationId, ["servicePrincipal", "application"], cancellationToken);

        try
        {
            return await LeftoversAsync(applicationId, ["servicePrincipal"], cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status == 403)
        {
            caller.Verbose($"Whether a deleted service principal of {applicationId} is left cannot be seen: {exception.ErrorCode}.");
            return [];
        }
    }

    private async Task<IReadOnlyList<string>> LeftoversAsync(
        string applicationId, IReadOnlyList<string> types, CancellationToken cancellationToken)
    {
        List<string> ids = [];
        foreach (var type in types)
        {
            await foreach (var item in _graph.ListDeletedAsync(type, cancellationToken))
            {
                if (applicationId.Equals(item.AppId, StringComparison.OrdinalIgnoreCase)
                    && await AskAsync($"deleted {type} {item.Id} of application {applicationId}"))
                {
                    ids.Add(item.Id);
                }
            }
        }

        return ids;
    }
}

using Azure.Core;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;

namespace ImageShare.Engine.Graph;

/// <summary>The few calls of Microsoft Graph that sharing needs, in one tenant.</summary>
internal sealed class GraphClient(EngineContext context, string? tenantId = null)
{
    private const string Root = "v1.0";

    private readonly RestClient _rest = RestClient.ForGraph(context, tenantId);

    public IAsyncEnumerable<GraphApplication> ListApplicationsAsync(string filter, CancellationToken cancellationToken) =>
        _rest.ListAsync($"{Root}/applications?$filter={Uri.EscapeDataString(filter)}", GraphJson.Default.PageGraphApplication,
            cancellationToken);

    public Task<GraphApplication?> FindApplicationAsync(string objectId, CancellationToken cancellationToken) =>
        _rest.FindAsync($"{Root}/applications/{objectId}", GraphJson.Default.GraphApplication, cancellationToken);

    public Task<GraphApplication> CreateApplicationAsync(GraphApplication application, CancellationToken cancellationToken) =>
        _rest.CreateAsync(
            $"{Root}/applications", application, GraphJson.Default.GraphApplication, GraphJson.Default.GraphApplication,
            cancellationToken);

    /// <summary>Changes the properties that are not null; a list replaces the one before.</summary>
    public Task UpdateApplicationAsync(string objectId, GraphApplication changes, CancellationToken cancellationToken) =>
        _rest.SendAsync(RequestMethod.Patch, $"{Root}/applications/{objectId}", changes, GraphJson.Default.GraphApplication,
            cancellationToken);

    public Task DeleteApplicationAsync(string objectId, CancellationToken cancellationToken) =>
        _rest.DeleteAsync($"{Root}/applications/{objectId}", cancellationToken);

    public Task<GraphPassword> AddPasswordAsync(string objectId, GraphPassword password, CancellationToken cancellationToken) =>
        _rest.CreateAsync(
            $"{Root}/applications/{objectId}/addPassword", new AddPassword(password), GraphJson.Default.AddPassword,
            GraphJson.Default.GraphPassword, cancellationToken);

    public Task RemovePasswordAsync(string objectId, string keyId, CancellationToken cancellationToken) =>
        _rest.SendAsync(
            RequestMethod.Post, $"{Root}/applications/{objectId}/removePassword", new RemovePassword(keyId), GraphJson.Default.RemovePassword,
            cancellationToken);

    public IAsyncEnumerable<GraphFederation> ListFederationsAsync(string objectId, CancellationToken cancellationToken) =>
        _rest.ListAsync($"{Root}/applications/{objectId}/federatedIdentityCredentials", GraphJson.Default.PageGraphFederation,
            cancellationToken);

    public Task<GraphFederation> AddFederationAsync(string objectId, GraphFederation federation, CancellationToken cancellationToken) =>
        _rest.CreateAsync(
            $"{Root}/applications/{objectId}/federatedIdentityCredentials", federation,
            GraphJson.Default.GraphFederation,
            GraphJson.Default.GraphFederation, cancellationToken);

    public Task RemoveFederationAsync(string objectId, string id, CancellationToken cancellationToken) =>
        _rest.DeleteAsync($"{Root}/applications/{objectId}/federatedIdentityCredentials/{id}", cancellationToken);

    public async Task<GraphServicePrincipal?> FindServicePrincipalAsync(string applicationId, CancellationToken cancellationToken) =>
        (await _rest.GetAsync(
            $"{Root}/servicePrincipals?$filter={Uri.EscapeDataString($"appId eq '{applicationId}'")}",
            GraphJson.Default.PageGraphServicePrincipal, cancellationToken)).Value is [var principal, ..] ? principal : null;

    public IAsyncEnumerable<GraphServicePrincipal> ListServicePrincipalsAsync(string displayName, CancellationToken cancellationToken) =>
        _rest.ListAsync(
            $"{Root}/servicePrincipals?$filter={Uri.EscapeDataString($"displayName eq '{displayName}'")}",
            GraphJson.Default.PageGraphServicePrincipal, cancellationToken);

    public Task<GraphServicePrincipal> CreateServicePrincipalAsync(string applicationId, CancellationToken cancellationToken) =>
        _rest.SendAsync(
            RequestMethod.Post, $"{Root}/servicePrincipals", new GraphServicePrincipal { AppId = applicationId, AccountEnabled = true },
            GraphJson.Default.GraphServicePrincipal, GraphJson.Default.GraphServicePrincipal, cancellationToken);

    public Task DeleteServicePrincipalAsync(string objectId, CancellationToken cancellationToken) =>
        _rest.DeleteAsync($"{Root}/servicePrincipals/{objectId}", cancellationToken);

    /// <summary>
    /// Deleted applications or service principals that can still come back; <paramref name="type"/> is application or servicePrincipal.
    /// </summary>
    public IAsyncEnumerable<GraphObject> ListDeletedAsync(string type, CancellationToken cancellationToken) =>
        _rest.ListAsync(
            $"{Root}/directory/deletedItems/microsoft.graph.{type}?$select=id,appId,displayName", GraphJson.Default.PageGraphObject,
            cancellationToken);

    /// <summary>False when it is not among the deleted items (yet).</summary>
    public Task<bool> PurgeAsync(string objectId, CancellationToken cancellationToken) =>
        _rest.DeleteAsync($"{Root}/directory/deletedItems/{objectId}", cancellationToken);

    /// <summary>The directory roles that a user or service principal holds, through groups too.</summary>
    public IAsyncEnumerable<GraphDirectoryRole> ListRolesAsync(string objectId, bool isUser, CancellationToken cancellationToken) =>
        _rest.ListAsync(
            $"{Root}/{SetOf(isUser)}/{objectId}/transitiveMemberOf/microsoft.graph.directoryRole?$select=id,roleTemplateId",
            GraphJson.Default.PageGraphDirectoryRole, cancellationToken);

    /// <summary>What a user or service principal owns.</summary>
    public IAsyncEnumerable<GraphObject> ListOwnedAsync(string objectId, bool isUser, CancellationToken cancellationToken) =>
        _rest.ListAsync(
            $"{Root}/{SetOf(isUser)}/{objectId}/ownedObjects?$select=id&$top=999", GraphJson.Default.PageGraphObject, cancellationToken);

    /// <summary>Deleted applications of a user that can still come back; the directory tells it of users only.</summary>
    public async Task<IReadOnlyList<GraphObject>> ListDeletedOfUserAsync(string userId, CancellationToken cancellationToken) =>
        (await _rest.SendAsync(
            RequestMethod.Post, $"{Root}/directory/deletedItems/getUserOwnedObjects", new GetUserOwned(userId, "Application"),
            GraphJson.Default.GetUserOwned, GraphJson.Default.PageGraphObject, cancellationToken)).Value;

    /// <summary>What an object id stands for; null when the directory does not know it.</summary>
    public async Task<GraphObject?> FindObjectAsync(string objectId, CancellationToken cancellationToken) =>
        await FindObjectsAsync([objectId], cancellationToken) is [var found, ..] ? found : null;

    /// <summary>What up to <see cref="GetByIds.Most"/> object ids stand for; those that the directory does not know are left out.</summary>
    public async Task<IReadOnlyList<GraphObject>> FindObjectsAsync(IReadOnlyList<string> objectIds, CancellationToken cancellationToken) =>
        (await _rest.SendAsync(
            RequestMethod.Post, $"{Root}/directoryObjects/getByIds", new GetByIds(objectIds), GraphJson.Default.GetByIds,
            GraphJson.Default.PageGraphObject, cancellationToken)).Value;

    /// <summary>Members of a group, those of groups inside it too.</summary>
    public IAsyncEnumerable<GraphObject> ListMembersAsync(string groupId, CancellationToken cancellationToken) =>
        _rest.ListAsync($"{Root}/groups/{groupId}/transitiveMembers", GraphJson.Default.PageGraphObject, cancellationToken);

    public IAsyncEnumerable<GraphUser> ListUsersAsync(string filter, CancellationToken cancellationToken) =>
        _rest.ListAsync(
            $"{Root}/users?$filter={Uri.EscapeDataString(filter)}&$select={GraphUser.Properties}", GraphJson.Default.PageGraphUser,
            cancellationToken);

    /// <summary>Invites a guest, or sends a pending guest the invitation again.</summary>
    public Task<GraphInvitation> InviteAsync(GraphInvitation invitation, CancellationToken cancellationToken) =>
        _rest.SendAsync(
            RequestMethod.Post, $"{Root}/invitations", invitation, GraphJson.Default.GraphInvitation, GraphJson.Default.GraphInvitation,
            cancellationToken);

    private static string SetOf(bool isUser) => isUser ? "users" : "servicePrincipals";
}

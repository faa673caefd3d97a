using Azure;
using ImageShare.Engine.Galleries;
using ImageShare.Engine.Graph;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Shares;

/// <summary>Who stands behind the object ids of role assignments, as the publisher's directory knows them.</summary>
internal sealed class ShareDirectory(EngineContext context, ICaller caller)
{
    // Home of the apps that are parts of Azure itself.
    private const string AzureTenant = "f8cdef31-a31e-4b4a-93e4-5f571e91255a";

    private readonly GraphClient _graph = new(context);

    private Task<IReadOnlyList<GraphApplication>>? _apps;

    /// <summary>Applications of this tenant that were made as share apps.</summary>
    public Task<IReadOnlyList<GraphApplication>> AppsAsync(CancellationToken cancellationToken) => _apps ??= AllowedAsync(
        token => _graph.ListApplicationsAsync($"tags/any(t:t eq '{ShareAppTags.Marker}')", token).ToListAsync(token), cancellationToken);

    /// <summary>One entry per id; an id that the directory does not know is <see cref="GalleryReaderKind.Unknown"/>.</summary>
    public async Task<IReadOnlyDictionary<string, Holder>> FindAsync(
        IReadOnlyCollection<string> objectIds, bool all, CancellationToken cancellationToken)
    {
        var objects = (await EachAsync(objectIds.Chunk(GetByIds.Most), (ids, token) => AllowedAsync(
            t => _graph.FindObjectsAsync(ids, t), token), cancellationToken)).SelectMany(found => found).ToList();
        var groups = objects.Where(o => KindOf(o) == GalleryReaderKind.Group).ToList();
        var members = await EachAsync(groups, (group, token) => AllowedAsync(
            t => _graph.ListMembersAsync(group.Id, t).ToListAsync(t), token), cancellationToken);
        var everyone = objects.Concat(members.SelectMany(m => m)).DistinctBy(o => o.Id).ToList();
        var users = UsersAsync(everyone, all, cancellationToken);
        var apps = await ShareAppsAsync(everyone, cancellationToken);
        var holders = new Dictionary<string, Holder>(StringComparer.OrdinalIgnoreCase);
        foreach (var o in everyone)
            holders[o.Id] = Of(o, (await users).GetValueOrDefault(o.Id), apps.GetValueOrDefault(o.Id));
        for (var i = 0; i < groups.Count; i++)
            holders[groups[i].Id] = holders[groups[i].Id] with { Members = [.. members[i].Select(m => holders[m.Id])] };
        foreach (var id in objectIds.Where(id => !holders.ContainsKey(id)))
            holders[id] = new Holder(id, GalleryReaderKind.Unknown) { Outside = IsBlind };

        return holders;
    }

    /// <summary>True once the directory has refused to be read: then nobody is known to belong to the house.</summary>
    private bool IsBlind { get; set; }

    // Graph shows the state of an invitation only when it is selected, and an object of several types cannot be selected from.
    private async Task<IReadOnlyDictionary<string, GraphUser>> UsersAsync(
        IEnumerable<GraphObject> objects, bool all, CancellationToken cancellationToken)
    {
        var ids = objects.Where(o => KindOf(o) == GalleryReaderKind.Guest || (all && KindOf(o) == GalleryReaderKind.User))
            .Select(o => o.Id);
        var found = await EachAsync(ids.Chunk(GraphUser.MostInFilter), (chunk, token) => AllowedAsync(
            t => _graph.ListUsersAsync($"id in ({string.Join(',', chunk.Select(id => $"'{id}'"))})", t).ToListAsync(t), token),
            cancellationToken);
        return found.SelectMany(u => u).ToDictionary(u => u.Id, StringComparer.OrdinalIgnoreCase);
    }

    private async Task<IReadOnlyDictionary<string, GalleryShareApp>> ShareAppsAsync(
        IEnumerable<GraphObject> objects, CancellationToken cancellationToken)
    {
        var registered = (await AppsAsync(cancellationToken)).ToDictionary(a => a.AppId!, StringComparer.OrdinalIgnoreCase);
        var principals = objects.Where(o => o.AppId is not null && registered.ContainsKey(o.AppId));
        var apps = await EachAsync(principals, async (principal, token) => ShareAppView.Of(
            context, registered[principal.AppId!], new GraphServicePrincipal { Id = principal.Id },
            await _graph.ListFederationsAsync(registered[principal.AppId!].Id!, token).ToListAsync(token)), cancellationToken);
        return apps.ToDictionary(a => a.ServicePrincipalId!, StringComparer.OrdinalIgnoreCase);
    }

    private Holder Of(GraphObject found, GraphUser? user, GalleryShareApp? app)
    {
        var kind = KindOf(found);
        var home = kind == GalleryReaderKind.App ? found.AppOwnerOrganizationId : kind == GalleryReaderKind.Guest ? null : context.TenantId;
        return new Holder(found.Id, kind)
        {
            DisplayName = found.DisplayName,
            ApplicationId = found.AppId,
            HomeTenantId = home,
            SignInName = user?.SignInName ?? found.UserPrincipalName,
            State = user?.ExternalUserState,
            App = app,
            Outside = app is not null || kind == GalleryReaderKind.Guest
                || (home is not null && !Same(home, context.TenantId) && !Same(home, AzureTenant)),
        };
    }

    private static GalleryReaderKind KindOf(GraphObject found) => found.Type switch
    {
        "#microsoft.graph.servicePrincipal" when found.ServicePrincipalType == "ManagedIdentity" => GalleryReaderKind.ManagedIdentity,
        "#microsoft.graph.servicePrincipal" => GalleryReaderKind.App,
        "#microsoft.graph.group" => GalleryReaderKind.Group,
        "#microsoft.graph.user" => GraphUser.IsGuest(found.UserPrincipalName) ? GalleryReaderKind.Guest : GalleryReaderKind.User,
        _ => GalleryReaderKind.Unknown,
    };

    private async Task<IReadOnlyList<T>> AllowedAsync<T>(
        Func<CancellationToken, Task<IReadOnlyList<T>>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await read(cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status == 403)
        {
            if (!IsBlind)
            {
                caller.Warning($"{context.Account} may not read the directory of tenant {context.TenantId}: who the readers are, and which "
                    + "of them are from outside, is not known. Directory Readers, or the permission Directory.Read.All, would tell.");
            }

            IsBlind = true;
            return [];
        }
    }

    private static async Task<IReadOnlyList<TOut>> EachAsync<TIn, TOut>(
        IEnumerable<TIn> items, Func<TIn, CancellationToken, Task<TOut>> read, CancellationToken cancellationToken) =>
        await Galleries.Parallel.SelectAsync(AsyncLists.From(items), read, cancellationToken).ToListAsync(cancellationToken);

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Who holds a role.</summary>
internal sealed record Holder(string ObjectId, GalleryReaderKind Kind)
{
    public string? DisplayName { get; init; }

    public string? ApplicationId { get; init; }

    public string? HomeTenantId { get; init; }

    public string? SignInName { get; init; }

    public string? State { get; init; }

    public GalleryShareApp? App { get; init; }

    public bool Outside { get; init; }

    /// <summary>Of a group: who is in it, also through other groups.</summary>
    public IReadOnlyList<Holder> Members { get; init; } = [];
}

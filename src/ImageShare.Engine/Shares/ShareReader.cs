using Azure.Core;
using ImageShare.Engine.Access;
using ImageShare.Engine.Delegation;
using ImageShare.Engine.Graph;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Shares;

/// <summary>Who reads which gallery of one subscription. What does not depend on each other is asked at the same time.</summary>
internal sealed class ShareReader(EngineContext context, ICaller caller, ShareDirectory directory, SubscriptionTenants tenants)
{
    private readonly RoleAssignmentClient _roles = new(context);

    public async Task<ShareSight> ReadAsync(ShareScope scope, bool all, CancellationToken cancellationToken)
    {
        var target = new ResourceIdentifier(scope.ResourceId);
        var galleries = new GalleryProfiles(context).ReadAsync(scope, cancellationToken);
        var assignments = _roles.ListAllAsync(target, cancellationToken).ToListAsync(cancellationToken);
        var given = new LighthouseDelegationQuery { SubscriptionId = scope.SubscriptionId, Direction = DelegationDirection.Given };
        var delegations = new DelegationReader(context, caller).ReadAsync(given, cancellationToken).ToListAsync(cancellationToken);
        await Task.WhenAll(galleries, assignments, delegations, directory.AppsAsync(cancellationToken));

        var roles = new ReadingRoles(_roles);
        var grants = await RoleGrantsAsync(await galleries, await assignments, scope, roles, cancellationToken);
        var holders = await directory.FindAsync(
            [.. grants.Select(g => g.Assignment.Properties.PrincipalId).Distinct(StringComparer.OrdinalIgnoreCase)], all,
            cancellationToken);
        var readers = grants.SelectMany(g => ReaderView.Of(g, holders[g.Assignment.Properties.PrincipalId], context.TenantId))
            .Concat(await DelegatedAsync(await galleries, await delegations, roles, cancellationToken))
            .Concat(await SharedAsync(await galleries, cancellationToken));
        return new ShareSight([.. readers.Where(r => all || r.Outside)], await assignments);
    }

    private static async Task<IReadOnlyList<ReadingGrant>> RoleGrantsAsync(
        IReadOnlyList<GalleryProfile> galleries, IReadOnlyList<RoleAssignment> assignments, ShareScope scope, ReadingRoles roles,
        CancellationToken cancellationToken)
    {
        var near = galleries.SelectMany(gallery => assignments.Where(a => Touches(a.Properties.Scope!, gallery, scope))
            .Select(assignment => (gallery, assignment))).ToList();
        var found = await Task.WhenAll(
            near.Select(n => roles.FindAsync(new(n.gallery.Id), n.assignment.Properties.RoleDefinitionId, cancellationToken)));
        return
        [
            .. near.Zip(found).Where(n => n.Second is not null)
                .Select(n => new ReadingGrant(n.First.gallery, n.First.assignment, n.Second!)),
        ];
    }

    private async Task<IReadOnlyList<GalleryReader>> DelegatedAsync(
        IReadOnlyList<GalleryProfile> galleries, IReadOnlyList<LighthouseDelegation> delegations, ReadingRoles roles,
        CancellationToken cancellationToken)
    {
        List<GalleryReader> readers = [];
        foreach (var gallery in galleries)
        {
            foreach (var delegation in delegations.Where(d => Covers(d.Scope, gallery.Id)))
            {
                foreach (var authorization in delegation.Authorizations.Concat(delegation.EligibleAuthorizations))
                {
                    if (await roles.FindAsync(new(gallery.Id), authorization.RoleDefinitionId, cancellationToken) is { } role)
                        readers.Add(ReaderView.Of(gallery, delegation, authorization, role, context.TenantId));
                }
            }
        }

        return readers;
    }

    private async Task<IReadOnlyList<GalleryReader>> SharedAsync(
        IReadOnlyList<GalleryProfile> galleries, CancellationToken cancellationToken)
    {
        List<GalleryReader> readers = [];
        foreach (var gallery in galleries)
        {
            foreach (var group in gallery.Sharing?.Groups ?? [])
            {
                var owners = await Task.WhenAll(group.Ids.Select(id => ReaderView.IsTenant(group)
                    ? Task.FromResult<string?>(id) : tenants.FindAsync(context.Cloud, id, cancellationToken)));
                readers.AddRange(group.Ids.Zip(owners).Select(p => ReaderView.Of(gallery, group, p.First, p.Second, context.TenantId)));
            }

            if (gallery.Sharing is { Permissions: "Community" } sharing)
                readers.Add(ReaderView.Community(gallery, sharing, context.TenantId));
        }

        return readers;
    }

    // At the gallery, above it, or at an image in it; of one image, only what is at it or above.
    private static bool Touches(string assigned, GalleryProfile gallery, ShareScope scope) =>
        Covers(assigned, scope.Gallery?.ImageName is null ? gallery.Id : scope.ResourceId)
        || (scope.Gallery?.ImageName is null && Covers(gallery.Id, assigned));

    private static bool Covers(string scope, string id) =>
        scope == "/" || scope.StartsWith("/providers/Microsoft.Management/", StringComparison.OrdinalIgnoreCase)
        || (id + '/').StartsWith(scope.TrimEnd('/') + '/', StringComparison.OrdinalIgnoreCase);
}

/// <summary>What was seen.</summary>
/// <param name="Readers">Who reads.</param>
/// <param name="Assignments">Every role assignment at the scope, above and below, whatever its role.</param>
internal sealed record ShareSight(IReadOnlyList<GalleryReader> Readers, IReadOnlyList<RoleAssignment> Assignments);

/// <summary>A role that lets somebody read a gallery.</summary>
internal sealed record ReadingGrant(GalleryProfile Gallery, RoleAssignment Assignment, Role Role);

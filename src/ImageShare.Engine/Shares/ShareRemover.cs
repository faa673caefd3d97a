using ImageShare.Engine.Access;
using ImageShare.Engine.Delegation;
using ImageShare.Engine.Galleries;
using ImageShare.Engine.Galleries.Sharing;
using ImageShare.Engine.Graph;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Shares;

/// <summary>
/// Takes everything from one consumer: first what its apps may do, then the apps with their credentials, then what people may do,
/// delegations, and entries of direct sharing. A run that was stopped is finished by the next.
/// </summary>
internal sealed class ShareRemover(EngineContext context, ICaller caller, Waiter waiter)
{
    private readonly GraphClient _graph = new(context);
    private readonly RoleTaker _roles = new(context, caller);

    public async Task RemoveAsync(ConsumerGroup consumer, IReadOnlyList<RoleAssignment> assignments, CancellationToken cancellationToken)
    {
        caller.Warning($"{consumer.ToShare(context.TenantId)} keeps the VMs and scale sets that it made of these images, but Azure will "
            + "refuse their later updates that read the image again: a reimage, a scale-out, a change of the model.");
        var ownApps = consumer.Apps.Where(a => ShareAppTags.Read(a.Tags) is { Shared: false }).ToList();
        foreach (var app in ownApps)
            await RemoveAppAsync(app.AppId!, app.DisplayName, assignments, cancellationToken);

        var others = consumer.Readers
            .Where(r => r.RoleAssignmentId is not null && !ownApps.Exists(a => Same(a.AppId, r.ApplicationId))).ToList();
        await TakeRolesAsync(others, assignments, cancellationToken);
        foreach (var delegation in consumer.Readers.Select(r => r.RegistrationAssignmentId).OfType<string>()
            .Distinct(StringComparer.OrdinalIgnoreCase))
        {
            await new DelegationRemover(context, caller, waiter).RemoveAsync(delegation, question: null, cancellationToken);
        }

        foreach (var gallery in consumer.Readers.Where(r => r.Kind == GalleryReaderKind.DirectShare)
            .ToLookup(r => r.GalleryResourceId!, StringComparer.OrdinalIgnoreCase))
        {
            var direct = new DirectShare(new GalleryClient(context, GalleryId.Parse(gallery.Key), waiter, caller), caller);
            await direct.RevokeAsync(Ids(gallery, "Subscription"), Ids(gallery, "Tenant"), all: false, cancellationToken);
        }
    }

    private static IReadOnlyList<string> Ids(IEnumerable<GalleryReader> shares, string type) =>
        [.. shares.Where(s => s.ObjectType == type).Select(s => s.ObjectId).Distinct(StringComparer.OrdinalIgnoreCase)];

    private async Task RemoveAppAsync(
        string applicationId, string? name, IReadOnlyList<RoleAssignment> assignments, CancellationToken cancellationToken)
    {
        // All its roles, not only those that read: the app serves nothing else, and a role of nobody stays in the lists for ever.
        if ((await _graph.FindServicePrincipalAsync(applicationId, cancellationToken))?.Id is { } principal)
        {
            foreach (var assignment in assignments.Where(a => Same(a.Properties.PrincipalId, principal)))
                await _roles.TakeAsync(assignment.Id!, NameOf(assignment), Principal.Describe(name, principal), cancellationToken);
        }

        await new ShareAppRemover(context, caller, waiter).RemoveAsync(applicationId, cancellationToken);
    }

    private async Task TakeRolesAsync(
        IReadOnlyList<GalleryReader> readers, IReadOnlyList<RoleAssignment> assignments, CancellationToken cancellationToken)
    {
        foreach (var reader in readers.DistinctBy(r => (r.RoleAssignmentId, r.GroupId, r.ObjectId)))
        {
            var who = Principal.Describe(reader.DisplayName ?? reader.SignInName, reader.ObjectId);
            var assignment = assignments.FirstOrDefault(a => Same(a.Id, reader.RoleAssignmentId));
            var ours = ConsumerMark.Read(assignment?.Properties.Description) is not null;
            if (reader.App is { Shared: true } shared)
                caller.Warning($"The app {shared} serves several consumers and stays: Remove-GalleryShareApp removes it for all of them.");
            else if (reader.GroupId is { } group)
                caller.Warning($"{who} still reads as a member of the group {group}: remove it from the group.");
            else if (reader.Inherited && !ours)
                caller.Warning($"{who} keeps the role '{reader.RoleDefinitionName}' at {reader.Scope}, which reaches beyond galleries.");
            else
                await _roles.TakeAsync(reader.RoleAssignmentId!, reader.RoleDefinitionName, who, cancellationToken);
        }

        await RemovePrincipalsAsync(readers, assignments, cancellationToken);
    }

    // An app of the consumer's, which was approved here for the share; one that does something else here, too, is left.
    private async Task RemovePrincipalsAsync(
        IReadOnlyList<GalleryReader> readers, IReadOnlyList<RoleAssignment> assignments, CancellationToken cancellationToken)
    {
        var apps = readers.Where(r => r is { Kind: GalleryReaderKind.App, App: null, GroupId: null });
        foreach (var reader in apps.DistinctBy(r => r.ObjectId))
        {
            var own = assignments.Where(a => Same(a.Properties.PrincipalId, reader.ObjectId)).ToList();
            if (own.TrueForAll(a => ConsumerMark.Read(a.Properties.Description) is not null))
                await new ShareAppRemover(context, caller, waiter).RemoveAsync(reader.ApplicationId!, cancellationToken);
            else
                caller.Verbose($"The service principal of {reader.DisplayName} stays: it has roles that were not given for a share.");
        }
    }

    private static string NameOf(RoleAssignment assignment)
    {
        var id = assignment.Properties.RoleDefinitionId.Split('/')[^1];
        return BuiltInRoles.NameOf(id) ?? id;
    }

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}

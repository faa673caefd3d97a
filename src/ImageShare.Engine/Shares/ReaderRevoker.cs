using Azure.Core;
using ImageShare.Engine.Access;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Shares;

/// <summary>Takes a reader's roles, found by what Get-GalleryReader gave or by a name and a place.</summary>
internal sealed class ReaderRevoker(ContextSelector contexts, ICaller caller)
{
    private static readonly string[] s_types = ["Microsoft.Compute/galleries", "Microsoft.Compute/galleries/images"];

    public async Task RevokeAsync(ReaderRevocation revocation, CancellationToken cancellationToken)
    {
        if (revocation.Reader is { } reader)
        {
            await RevokeAsync(reader, revocation.Force, cancellationToken);
            return;
        }

        var scopes = revocation.ResourceIds.Select(id => InputRules.ResourceId(id, "ResourceId", s_types)).ToList();
        if (scopes.Count == 0)
        {
            throw new ImageShareException("ScopeRequired", ErrorKind.InvalidArgument, "Nothing was named to take the role at.")
            {
                Fix = "Give -ResourceId with the id of a gallery or an image definition, or pipe readers in: Get-GalleryReader.",
            };
        }

        var find = Finder(revocation);
        Dictionary<string, Principal?> principals = new(StringComparer.OrdinalIgnoreCase);
        foreach (var scope in scopes)
        {
            var context = await contexts.ForResourceAsync(caller, scope, cancellationToken);
            if (!principals.TryGetValue(context.TenantId, out var principal))
                principal = principals[context.TenantId] = await find(context, cancellationToken);
            if (principal is not null)
                await new RoleTaker(context, caller).TakeAsync(scope, principal, revocation.RoleDefinitionName, cancellationToken);
        }
    }

    private async Task RevokeAsync(GalleryReader reader, bool force, CancellationToken cancellationToken)
    {
        Check(reader, force);
        var id = new ResourceIdentifier(reader.RoleAssignmentId!);
        var context = id.SubscriptionId is null ? ContextSelector.ForTenant(caller, reader.TenantId)
            : await contexts.ForResourceAsync(caller, id, cancellationToken);
        await new RoleTaker(context, caller).TakeAsync(
            reader.RoleAssignmentId!, reader.RoleDefinitionName,
            Principal.Describe(reader.DisplayName ?? reader.SignInName, reader.ObjectId), cancellationToken);
    }

    private static void Check(GalleryReader reader, bool force)
    {
        if (reader.GroupId is { } group)
        {
            throw Refuse(reader, "ReadsThroughGroup", $"{reader} reads as a member of the group {group}.",
                "Remove it from the group, or pipe the group in (Get-GalleryReader -All) to take the role from all its members.");
        }

        if (reader.RegistrationAssignmentId is { } delegation)
        {
            throw Refuse(reader, "ReadsThroughDelegation", $"{reader} reads through the delegation '{reader.ConsumerName}'.",
                $"Remove-LighthouseDelegation -RegistrationAssignmentId {delegation}");
        }

        if (reader.Kind == GalleryReaderKind.Community)
            throw Refuse(reader, "CommunityIsEveryone", "A community gallery is open to everyone.", "Disable-CommunityGallery");
        if (reader.Kind == GalleryReaderKind.DirectShare)
        {
            throw Refuse(reader, "ReadsThroughDirectShare", $"{reader} reads by direct sharing.",
                "Revoke-GalleryDirectAccess, or Remove-ImageShare for all that the consumer has.");
        }

        if (reader.Inherited && !force)
        {
            throw Refuse(
                reader, "RoleInherited", $"{reader} has the role '{reader.RoleDefinitionName}' at {reader.Scope}, above the gallery.",
                "Add -Force to take it there; everything else that it allows ends, too.");
        }
    }

    // An object id need not be known to the directory any more: the role of who is gone stays behind.
    private Func<EngineContext, CancellationToken, Task<Principal?>> Finder(ReaderRevocation revocation)
    {
        if (revocation.SignInName is { } typed)
        {
            var name = UserFinder.Check(typed);
            return async (context, token) => await new UserFinder(context).FindAsync(name, token) is { } user
                ? new Principal(user.Id, "User") { DisplayName = user.DisplayName } : Gone(name, context);
        }

        var wish = PrincipalFinder.Check(new PrincipalWish(
            revocation.App, revocation.ObjectId, revocation.ObjectId is null ? null : "User", revocation.ApplicationId));
        return async (context, token) =>
        {
            try
            {
                return await new PrincipalFinder(context).FindAsync(wish, token);
            }
            catch (ImageShareException exception) when (exception.Code == "AppNotApproved")
            {
                return Gone(exception.Target, context);
            }
        };
    }

    private Principal? Gone(string? who, EngineContext context)
    {
        caller.Verbose($"Tenant {context.TenantId} does not know {who} (any more).");
        return null;
    }

    private static ImageShareException Refuse(GalleryReader reader, string code, string message, string fix) =>
        new(code, ErrorKind.InvalidOperation, message)
        {
            Target = reader.RoleAssignmentId ?? reader.RegistrationAssignmentId ?? reader.Scope,
            Fix = fix,
        };
}

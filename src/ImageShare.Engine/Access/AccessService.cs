using System.Runtime.CompilerServices;
using Azure.Core;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Engine.Marketplace;
using ImageShare.Model;

namespace ImageShare.Engine.Access;

/// <summary>Gives roles: reading images on the publisher's side, building machines on the consumer's.</summary>
internal sealed class AccessService(ContextSelector contexts, IGalleryService galleries, TimeProvider time) : IAccessService
{
    private const string Gallery = "Microsoft.Compute/galleries";
    private const string Definition = "Microsoft.Compute/galleries/images";

    private readonly Waiter _waiter = new(time);

    public IAsyncEnumerable<GalleryReader> GrantReaderAsync(ReaderGrantSpec spec, ICaller caller, CancellationToken cancellationToken) =>
        Explained.StreamAsync(
            spec.MarketplacePublishing
                ? PublishersAsync(spec, caller, cancellationToken) : ReadersAsync(spec, Finder(spec, caller), caller, cancellationToken),
            Facts([.. spec.ResourceIds, .. spec.Images.Select(i => i.ImageId)], caller),
            cancellationToken);

    public IAsyncEnumerable<SharedImageBuilder> GrantBuilderAsync(
        BuilderGrantSpec spec, ICaller caller, CancellationToken cancellationToken) =>
        Explained.StreamAsync(BuildersAsync(spec, caller, cancellationToken), Facts([spec.ResourceGroupName], caller), cancellationToken);

    private static ErrorFacts Facts(IReadOnlyList<string> targets, ICaller caller) => new()
    {
        Target = targets is [var target, ..] ? target : null,
        TenantId = caller.Contexts is [var context] ? context.TenantId : null,
    };

    private async IAsyncEnumerable<GalleryReader> ReadersAsync(
        ReaderGrantSpec spec, Func<EngineContext, CancellationToken, Task<Principal>> find, ICaller caller,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var mark = ConsumerMark.Of(spec);
        Dictionary<string, Principal> principals = new(StringComparer.OrdinalIgnoreCase);
        foreach (var scope in Scopes(spec))
        {
            var context = await contexts.ForResourceAsync(caller, scope, cancellationToken);
            var role = await new RoleFinder(new RoleAssignmentClient(context)).FindAsync(scope, spec.RoleDefinitionName, cancellationToken);
            // One look for all galleries of a tenant, and one invitation.
            if (!principals.TryGetValue(context.TenantId, out var principal))
                principal = principals[context.TenantId] = await find(context, cancellationToken);
            var grant = await new RoleGranter(context, caller, _waiter).GrantAsync(
                scope, role, principal, mark?.ToString(), cancellationToken);
            var images = await ImagesAsync(spec, scope, caller, cancellationToken);
            yield return new GalleryReader
            {
                Scope = scope.ToString(),
                RoleDefinitionName = role.Name,
                RoleDefinitionId = role.Id,
                RoleAssignmentId = grant.RoleAssignmentId,
                ObjectId = principal.ObjectId,
                ObjectType = principal.Type,
                DisplayName = principal.DisplayName,
                ApplicationId = principal.ApplicationId,
                TenantId = context.TenantId,
                Kind = principal switch
                {
                    { Type: "Group" } => GalleryReaderKind.Group,
                    { Type: "ServicePrincipal" } => GalleryReaderKind.App,
                    { IsGuest: true } => GalleryReaderKind.Guest,
                    _ => GalleryReaderKind.User,
                },
                ConsumerName = mark?.Name,
                ConsumerTenantId = mark?.TenantId,
                SignInName = principal.SignInName,
                State = principal.ExternalUserState,
                InviteRedeemUri = principal.InviteRedeemUri,
                Outside = spec.App is not null || principal.IsGuest,
                App = spec.App,
                Images = images,
                EffectiveVerified = !grant.Planned && spec.ReaderContext is EngineContext reader && images is [var image, ..]
                    && await new EffectiveAccess(_waiter, caller).WaitAsync(reader.For(caller), context.TenantId, image, cancellationToken),
            };
        }
    }

    private async IAsyncEnumerable<GalleryReader> PublishersAsync(
        ReaderGrantSpec spec, ICaller caller, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var access = new PublishingAccess(caller, _waiter);
        foreach (var subscription in Scopes(spec).Select(s => s.SubscriptionId!).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var context = await contexts.ForSubscriptionAsync(caller, subscription, cancellationToken);
            await access.RegisterAsync(context, subscription, cancellationToken);
        }

        foreach (var name in PublishingPrincipals.Names)
        {
            var readers = ReadersAsync(spec, (context, token) => access.FindAsync(context, name, token), caller, cancellationToken);
            await foreach (var reader in readers)
                yield return reader;
        }
    }

    // What cannot be right is refused before any request.
    private static Func<EngineContext, CancellationToken, Task<Principal>> Finder(ReaderGrantSpec spec, ICaller caller)
    {
        if (spec.SignInName is null)
        {
            var wish = PrincipalFinder.Check(new PrincipalWish(spec.App, spec.ObjectId, spec.ObjectType, spec.ApplicationId));
            return (context, token) => new PrincipalFinder(context).FindAsync(wish, token);
        }

        var (name, redirect) = (UserFinder.Check(spec.SignInName), GuestInviter.Check(spec.InviteRedirectUri));
        return (context, token) => new GuestInviter(context, caller).FindAsync(name, spec.Invite, redirect, token);
    }

    private async IAsyncEnumerable<SharedImageBuilder> BuildersAsync(
        BuilderGrantSpec spec, ICaller caller, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var wish = PrincipalFinder.Check(new PrincipalWish(spec.App, spec.ObjectId, spec.ObjectType, spec.ApplicationId));
        InputRules.ResourceGroup(spec.ResourceGroupName);
        var context = spec switch
        {
            { SubscriptionId: { } id } => await contexts.ForSubscriptionAsync(
                caller, InputRules.Guid(id, "SubscriptionId"), cancellationToken),
            { App.TenantId: { } tenantId } => ContextSelector.ForTenant(caller, tenantId),
            _ => ContextSelector.Default(caller),
        };
        var subscription = spec.SubscriptionId ?? context.SubscriptionId ?? throw new ImageShareException(
            "SubscriptionRequired", ErrorKind.InvalidArgument,
            $"In which subscription the resource group {spec.ResourceGroupName} is, is not known.")
        {
            Target = spec.ResourceGroupName,
            Fix = "Add -SubscriptionId, here or to Connect-ImageShare.",
        };
        var scope = new ResourceIdentifier($"/subscriptions/{subscription}/resourceGroups/{spec.ResourceGroupName}");
        var principal = await new PrincipalFinder(context).FindAsync(wish, cancellationToken);
        foreach (var name in spec.RoleDefinitionNames)
        {
            var role = await new RoleFinder(new RoleAssignmentClient(context)).FindAsync(scope, name, cancellationToken);
            var grant = await new RoleGranter(context, caller, _waiter).GrantAsync(
                scope, role, principal, spec.App is null ? null : ConsumerMark.Of(spec.App).ToString(), cancellationToken);
            yield return new SharedImageBuilder
            {
                Scope = scope.ToString(),
                ResourceGroupName = spec.ResourceGroupName,
                RoleDefinitionName = role.Name,
                RoleDefinitionId = role.Id,
                RoleAssignmentId = grant.RoleAssignmentId,
                ObjectId = principal.ObjectId,
                ObjectType = principal.Type,
                DisplayName = principal.DisplayName,
                ApplicationId = principal.ApplicationId,
                TenantId = context.TenantId,
            };
        }
    }

    private static IReadOnlyList<ResourceIdentifier> Scopes(ReaderGrantSpec spec)
    {
        IReadOnlyList<ResourceIdentifier> scopes = spec.ResourceIds.Count > 0
            ? [.. spec.ResourceIds.Select(id => InputRules.ResourceId(id, "ResourceId", Gallery, Definition))]
            : [.. spec.Images.Select(i => InputRules.ResourceId(i.ImageId, "ImageId", Definition).Parent!)];
        return scopes.Count > 0
            ? [.. scopes.DistinctBy(s => s.ToString(), StringComparer.OrdinalIgnoreCase)]
            : throw new ImageShareException("ScopeRequired", ErrorKind.InvalidArgument, "Nothing was named to give the role at.")
            {
                Fix = "Pipe images in (Get-GalleryImage), or give -ResourceId with the id of a gallery or an image definition.",
            };
    }

    private async Task<IReadOnlyList<GalleryImage>> ImagesAsync(
        ReaderGrantSpec spec, ResourceIdentifier scope, ICaller caller, CancellationToken cancellationToken)
    {
        if (spec.Images.Count > 0)
            return [.. spec.Images.Where(i => IsIn(i, scope))];

        List<GalleryImage> images = [];
        await foreach (var image in galleries.GetImagesAsync(
            new GalleryImageQuery { ResourceId = scope.ToString(), Version = "latest" }, caller, cancellationToken))
        {
            images.Add(image);
        }

        return images;
    }

    private static bool IsIn(GalleryImage image, ResourceIdentifier scope) =>
        (image.ImageId + '/').StartsWith(scope.ToString() + '/', StringComparison.OrdinalIgnoreCase);
}

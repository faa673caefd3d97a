using ImageShare.Engine.Access;
using ImageShare.Engine.Galleries.Sharing;
using ImageShare.Model;

namespace ImageShare.Engine.Shares;

/// <summary>Makes the module's objects of what Azure says.</summary>
internal static class ReaderView
{
    /// <summary>The holder of a role; of a group, also those of its members that are from outside.</summary>
    public static IEnumerable<GalleryReader> Of(ReadingGrant grant, Holder holder, string tenantId)
    {
        yield return One(grant, holder, tenantId);
        foreach (var member in holder.Members.Where(m => m.Outside))
            yield return One(grant, member, tenantId) with { GroupId = holder.ObjectId };
    }

    public static GalleryReader Of(
        GalleryProfile gallery, LighthouseDelegation delegation, LighthouseAuthorization authorization, Role role, string tenantId) => new()
    {
        Kind = authorization is EligibleLighthouseAuthorization ? GalleryReaderKind.EligibleDelegation : GalleryReaderKind.Delegation,
        Outside = true,
        GalleryResourceId = gallery.Id,
        Scope = delegation.Scope,
        RoleDefinitionName = role.Name,
        RoleDefinitionId = role.Id,
        RegistrationAssignmentId = delegation.RegistrationAssignmentId,
        ObjectId = authorization.PrincipalId,
        ObjectType = "Unknown",
        DisplayName = authorization.PrincipalDisplayName,
        HomeTenantId = delegation.ManagedByTenantId,
        ConsumerName = delegation.OfferName,
        ConsumerTenantId = delegation.ManagedByTenantId,
        TenantId = tenantId,
    };

    public static bool IsTenant(SharingGroup group) => group.Type.Equals(SharingGroup.Tenants, StringComparison.OrdinalIgnoreCase);

    public static GalleryReader Of(
        GalleryProfile gallery, SharingGroup group, string id, string? consumerTenantId, string tenantId) => new()
    {
        Kind = GalleryReaderKind.DirectShare,
        Outside = consumerTenantId?.Equals(tenantId, StringComparison.OrdinalIgnoreCase) != true,
        GalleryResourceId = gallery.Id,
        Scope = gallery.Id,
        ObjectId = id,
        ObjectType = IsTenant(group) ? "Tenant" : "Subscription",
        DisplayName = $"{(IsTenant(group) ? "tenant" : "subscription")} {id}",
        HomeTenantId = consumerTenantId,
        ConsumerTenantId = consumerTenantId,
        TenantId = tenantId,
    };

    public static GalleryReader Community(GalleryProfile gallery, SharingProfileBody sharing, string tenantId) => new()
    {
        Kind = GalleryReaderKind.Community,
        Outside = true,
        GalleryResourceId = gallery.Id,
        Scope = gallery.Id,
        ObjectId = "",
        ObjectType = "Everyone",
        DisplayName = sharing.CommunityGalleryInfo?.PublicNames is [var name, ..] ? name : null,
        TenantId = tenantId,
    };

    private static GalleryReader One(ReadingGrant grant, Holder holder, string tenantId)
    {
        var properties = grant.Assignment.Properties;
        var mark = ConsumerMark.Read(properties.Description);
        var foreign = holder.Outside && holder.App is null ? holder.HomeTenantId : null;
        return new GalleryReader
        {
            Kind = holder.Kind,
            Outside = holder.Outside,
            GalleryResourceId = grant.Gallery.Id,
            Scope = properties.Scope!,
            RoleDefinitionName = grant.Role.Name,
            RoleDefinitionId = grant.Role.Id,
            RoleAssignmentId = grant.Assignment.Id,
            ObjectId = holder.ObjectId,
            ObjectType = holder.Kind switch
            {
                GalleryReaderKind.App or GalleryReaderKind.ManagedIdentity => "ServicePrincipal",
                GalleryReaderKind.User or GalleryReaderKind.Guest => "User",
                GalleryReaderKind.Group => "Group",
                _ => properties.PrincipalType ?? "Unknown",
            },
            DisplayName = holder.DisplayName,
            ApplicationId = holder.ApplicationId,
            HomeTenantId = holder.HomeTenantId,
            SignInName = holder.SignInName,
            State = holder.State,
            App = holder.App,
            ConsumerName = holder.App?.ConsumerName ?? mark?.Name,
            ConsumerTenantId = holder.App is { } app ? app.ConsumerTenantId ?? mark?.TenantId : mark?.TenantId ?? foreign,
            TenantId = tenantId,
        };
    }
}

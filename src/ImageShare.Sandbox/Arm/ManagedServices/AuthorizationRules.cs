using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Authorization;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Arm.Resources;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.ManagedServices;

/// <summary>Whom a delegation may name, and with which roles.</summary>
internal static class AuthorizationRules
{
    public static Tenant ManagingTenant(Draft draft)
    {
        var id = draft.Properties.Text("managedByTenantId")
            ?? throw ManagedServicesErrors.Definition($"The ManagedByTenantId of registration definition '{draft.Name}' is missing.");
        return draft.World.FindTenant(id) is { } tenant && tenant != draft.Call.Tenant
            ? tenant
            : throw ManagedServicesErrors.Definition(
                $"The registration definition '{draft.Name}' not allowed to use the '{id}' as ManagedByTenantId.");
    }

    public static void Check(Draft draft, Tenant tenant)
    {
        if (draft.Properties["authorizations"] is null)
            throw ManagedServicesErrors.Definition($"The Authorizations of registration definition '{draft.Name}' are missing.");

        foreach (var authorization in draft.Properties.Objects("authorizations"))
        {
            Principal(authorization, tenant, draft.World);
            var id = RoleId(authorization);
            if (id.Equals(BuiltInRoleIds.Owner, StringComparison.OrdinalIgnoreCase))
                throw Restricted(draft, id, "registration definition", BuiltInRoleIds.Owner);

            if (!id.Equals(BuiltInRoles.UserAccessAdministrator, StringComparison.OrdinalIgnoreCase))
                RequireDelegable(draft, id);
            else
                RequireDelegated(draft, authorization, id);
        }
    }

    /// <summary>A user, group or service principal that the managing tenant knows.</summary>
    public static DirectoryObject Principal(JsonObject named, Tenant tenant, World world)
    {
        var id = named.Text("principalId");
        if (!Guid.TryParse(id, out _))
            throw ManagedServicesErrors.Definition($"The PrincipalId '{id}' must be a valid Guid.");

        if (tenant.Applications.Exists(a => a.HasId(id)))
            throw ManagedServicesErrors.ApplicationPrincipal();

        return tenant.FindPrincipal(id) is { } principal && principal.KnownFrom <= world.Now
            ? principal
            : throw ManagedServicesErrors.PrincipalNotFound(id, tenant);
    }

    public static string RoleId(JsonObject authorization)
    {
        var id = authorization.Text("roleDefinitionId");
        return Guid.TryParse(id, out _)
            ? id
            : throw ManagedServicesErrors.Definition($"The RoleDefinitionId '{id}' must be a valid Guid.");
    }

    /// <summary>A built-in role without data actions that does not write what guards access.</summary>
    public static void RequireDelegable(Draft draft, string roleId)
    {
        var role = BuiltInRoles.Find(roleId) ?? throw ManagedServicesErrors.Definition(
            $"The role definition '{roleId}' not allowed for registration definition '{draft.Name}'. "
            + "Only built in role definitions without any data and notData actions are allowed.");
        if (role.DataActions.Count > 0)
        {
            throw ManagedServicesErrors.Definition(
                $"The role definition '{roleId}' with data actions not allowed for registration definition '{draft.Name}'. "
                + "Only built in role definitions without any data and notData actions are allowed.");
        }

        if (DelegableRoles.IsRestricted(role))
        {
            throw ManagedServicesErrors.Definition(
                $"The role definition '{roleId}' is not allowed for registration definition '{draft.Name}' because of restricted actions.");
        }
    }

    public static ArmException Restricted(Draft draft, string roleId, string where, params string[] restricted) =>
        ManagedServicesErrors.Definition(
            $"The role definition '{roleId}' is restricted for {where} '{draft.Name}'. "
            + $"Restricted role definitions are '{string.Join(';', restricted)}'.");

    private static void RequireDelegated(Draft draft, JsonObject authorization, string roleId)
    {
        var delegated = authorization.Texts("delegatedRoleDefinitionIds");
        if (delegated.Count == 0 || delegated.Any(d => !Guid.TryParse(d, out _)))
        {
            throw ManagedServicesErrors.Definition(
                $"The role definition '{roleId}' of registration definition '{draft.Name}' needs the role definitions that it may assign "
                + "as DelegatedRoleDefinitionIds.");
        }
    }
}

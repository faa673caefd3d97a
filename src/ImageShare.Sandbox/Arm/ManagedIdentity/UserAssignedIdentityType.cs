using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Arm.Resources;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.ManagedIdentity;

/// <summary>A user-assigned identity; its principal stands in the tenant of the subscription.</summary>
internal sealed partial class UserAssignedIdentityType : ResourceType
{
    public override string Name => "Microsoft.ManagedIdentity/userAssignedIdentities";

    public override IReadOnlyList<string> ApiVersions => Gateway.ApiVersions.ManagedIdentity;

    public override string? FirstState => null;

    public override bool SendsRelativeLocation => true;

    public override void CheckName(string name)
    {
        if (!NameRule().IsMatch(name))
        {
            throw ArmErrors.BadRequest(
                "InvalidResourceName", $"The resource name '{name}' is invalid. It must start with a letter or number, and contain 3 to "
                + "128 letters, numbers, '-' or '_'.");
        }
    }

    public override void Prepare(Draft draft)
    {
        draft.Body.Default("tags", new JsonObject());
        var principal = draft.Existing is { } existing
            ? draft.Call.Tenant.ServicePrincipals.Find(p => p.ManagedIdentityId == existing.Id)!
            : Principals.Add(draft.World, draft.Call.Tenant, draft.Name, draft.Id);
        draft.Properties["tenantId"] = draft.Call.Tenant.Id;
        draft.Properties["principalId"] = principal.Id;
        draft.Properties["clientId"] = principal.AppId;
    }

    public override void Deleted(World world, Resource resource) => Principals.Remove(world, resource.Id);

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9_-]{2,127}$")]
    private static partial Regex NameRule();
}

/// <summary>Service principals of managed identities: they come and go with their resource.</summary>
internal static class Principals
{
    public static ServicePrincipal Add(World world, Tenant tenant, string name, string resourceId)
    {
        var principal = new ServicePrincipal
        {
            AppId = Guid.NewGuid().ToString(),
            DisplayName = name,
            ManagedIdentityId = resourceId,
            Created = world.Now,
            ListedFrom = world.After(world.Delays.GraphReplication),
            KnownFrom = world.After(world.Delays.PrincipalReplication),
        };
        tenant.ServicePrincipals.Add(principal);
        return principal;
    }

    public static void Remove(World world, string resourceId)
    {
        foreach (var tenant in world.Tenants)
            tenant.ServicePrincipals.RemoveAll(p => string.Equals(p.ManagedIdentityId, resourceId, StringComparison.OrdinalIgnoreCase));
    }
}

using System.Text.RegularExpressions;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;

namespace ImageShare.Tests.Faults;

/// <summary>What exists in a sandbox, without the ids that each has of its own: so that two of them can be compared.</summary>
internal static partial class Census
{
    public static IReadOnlyList<string> Of(SandboxServer server) => server.World.Do(world =>
    {
        var names = world.Tenants.SelectMany(t => t.Objects).GroupBy(o => o.Id).ToDictionary(g => g.Key, g => g.First().DisplayName);
        return world.Tenants.SelectMany(Directory)
            .Concat(world.RoleAssignments.Select(a =>
                $"role {a.RoleDefinitionId} at {Plain(a.Scope)} for {names.GetValueOrDefault(a.PrincipalId, "nobody")}"))
            .Concat(world.DelegatedRoles.Select(r => $"delegated role {r.RoleDefinitionId} at {Plain(r.Scope)}"))
            .Concat(world.Resources.Under("/").Select(r => Plain(r.Id)))
            .Order().ToList();
    });

    /// <summary>Ids of what lies in the consumer's resource group.</summary>
    public static IReadOnlyList<string> Machines(SandboxServer server)
    {
        var company = server.Accounts.Consumer;
        return server.World.Do(world => world.Resources
            .Under($"/subscriptions/{company.SubscriptionId}/resourceGroups/{company.ResourceGroupName}")
            .Select(r => Plain(r.Id)).Order().ToList());
    }

    private static IEnumerable<string> Directory(Tenant tenant) =>
    [
        .. tenant.Applications.Select(a => $"app {a.DisplayName} of {tenant.DisplayName}: {a.PasswordCredentials.Count} secrets, "
            + $"{a.KeyCredentials.Count} certificates, {a.FederatedCredentials.Count} federations"),
        .. tenant.ServicePrincipals.Select(p => $"principal {p.DisplayName} of {tenant.DisplayName}"),
        .. tenant.Users.Select(u => $"user {u.DisplayName} of {tenant.DisplayName}"),
        .. tenant.DeletedItems.Select(o => $"deleted {o.DisplayName} of {tenant.DisplayName}"),
    ];

    private static string Plain(string id) => Id().Replace(id, "*");

    [GeneratedRegex("[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}", RegexOptions.IgnoreCase)]
    private static partial Regex Id();
}

using ImageShare.Help.Permissions;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;

namespace ImageShare.Tests.Help;

/// <summary>An app of the publisher that may do exactly what a case documents, in each tenant.</summary>
internal static class LimitedAccount
{
    /// <param name="server">Where it lives.</param>
    /// <param name="case">Whose permissions it gets.</param>
    /// <param name="without">The one action or Graph permission that it does not get.</param>
    public static (string ApplicationId, string Secret) Make(SandboxServer server, PermissionCase @case, string? without) =>
        server.World.Do(world =>
        {
            var accounts = server.Accounts;
            var application = new Application { DisplayName = "Limited", SignInAudience = "AzureADMultipleOrgs", Created = world.Now };
            var secret = new PasswordCredential(Guid.NewGuid().ToString(), "limited", SecretText.New(), world.Now, world.Now.AddDays(1));
            application.PasswordCredentials.Add(secret);
            var home = world.FindTenant(accounts.Publisher.TenantId)!;
            home.Applications.Add(application);
            (string, TenantAccount)[] companies = [("publisher", accounts.Publisher), ("consumer", accounts.Consumer)];
            foreach (var (side, account) in companies)
            {
                var tenant = world.FindTenant(account.TenantId)!;
                var principal = world.AddServicePrincipal(tenant, home, application);
                foreach (var need in @case.Needs.Where(n => n.Tenant == side || n.Tenant == "either"))
                    Give(world, account, principal, need with { Scope = @case.ScopeOf(need) }, without);
            }

            return (application.AppId, secret.SecretText);
        });

    /// <summary>Makes it the owner of every application, which shows what owners may do.</summary>
    public static void Own(SandboxServer server, string applicationId) => server.World.Do(world =>
    {
        foreach (var tenant in world.Tenants)
        {
            var id = tenant.FindServicePrincipal(applicationId)!.Id;
            tenant.Applications.ForEach(a => a.Owners.Add(id));
        }
    });

    private static void Give(World world, TenantAccount account, ServicePrincipal principal, PermissionNeed need, string? without)
    {
        if (need.Graph is { } graph && graph != without)
            principal.Permissions |= Enum.Parse<GraphPermissions>(graph.Replace('.', '_'));
        if (need.Scope is null)
            return;
        var role = new CustomRole(account.TenantId, "Limited", [.. need.Actions.Where(a => a != without)]);
        world.CustomRoles.Add(role);
        world.RoleAssignments.Add(new RoleAssignment
        {
            Name = Guid.NewGuid().ToString(),
            Scope = Scope(account, need.Scope),
            RoleDefinitionId = role.Id,
            PrincipalId = principal.Id,
            PrincipalType = "ServicePrincipal",
            Created = world.Now,
            EffectiveFrom = world.Now,
        });
    }

    private static string Scope(TenantAccount account, string scope) => scope switch
    {
        "subscription" => $"/subscriptions/{account.SubscriptionId}",
        "resource group" => $"/subscriptions/{account.SubscriptionId}/resourceGroups/{account.ResourceGroupName}",
        "gallery" => ((PublisherAccount)account).ImageId.Split("/images/")[0],
        _ => throw new ArgumentOutOfRangeException(nameof(scope), scope, null),
    };
}

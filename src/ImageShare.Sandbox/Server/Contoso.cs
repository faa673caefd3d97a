using System.Text.Json.Nodes;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Server;

/// <summary>The two companies: Contoso publishes images, Fabrikam builds machines from them. All ids are new at each start.</summary>
internal static class Contoso
{
    private const string Location = "westeurope";

    public static SandboxAccounts Build(World world)
    {
        var accounts = new SandboxAccounts();
        Company(world, accounts.Publisher, "Contoso", "rg-images");
        var fabrikam = Company(world, accounts.Consumer, "Fabrikam", "rg-machines");
        AddManagedIdentity(world, fabrikam, accounts.Consumer, "id-builder");
        return accounts;
    }

    private static Tenant Company(World world, TenantAccount account, string name, string resourceGroupName)
    {
        var tenant = new Tenant
        {
            Id = Guid.NewGuid().ToString(),
            DisplayName = name,
            DefaultDomain = $"{name.ToLowerInvariant()}.onmicrosoft.com",
        };
        var subscription = new Subscription(Guid.NewGuid().ToString(), $"{name} Production", tenant.Id);
        world.Tenants.Add(tenant);
        world.Subscriptions.Add(subscription);
        AddAdminApplication(world, tenant, account);
        AddAdminUser(world, tenant, account);
        AddOwner(world, subscription, account.AdminObjectId, "ServicePrincipal");
        AddOwner(world, subscription, account.UserObjectId, "User");
        AddResourceGroup(world, subscription, resourceGroupName);

        account.TenantId = tenant.Id;
        account.SubscriptionId = subscription.Id;
        account.ResourceGroupName = resourceGroupName;
        account.Location = Location;
        return tenant;
    }

    private static void AddAdminApplication(World world, Tenant tenant, TenantAccount account)
    {
        var application = new Application { DisplayName = $"{tenant.DisplayName} Administration", Created = world.Now };
        var secret = new PasswordCredential(Guid.NewGuid().ToString(), "sandbox", SecretText.New(), world.Now, world.Now.AddYears(1));
        application.PasswordCredentials.Add(secret);
        tenant.Applications.Add(application);
        var principal = new ServicePrincipal
        {
            AppId = application.AppId,
            AppOwnerTenantId = tenant.Id,
            DisplayName = application.DisplayName,
            Created = world.Now,
            Roles = DirectoryRoles.GlobalAdministrator,
        };
        tenant.ServicePrincipals.Add(principal);
        (account.AdminApplicationId, account.AdminSecret, account.AdminObjectId) = (application.AppId, secret.SecretText, principal.Id);
    }

    private static void AddAdminUser(World world, Tenant tenant, TenantAccount account)
    {
        var user = new User
        {
            DisplayName = $"{tenant.DisplayName} Administrator",
            UserPrincipalName = $"admin@{tenant.DefaultDomain}",
            Mail = $"admin@{tenant.DefaultDomain}",
            Password = SecretText.New(),
            Created = world.Now,
            Roles = DirectoryRoles.GlobalAdministrator,
        };
        tenant.Users.Add(user);
        (account.UserName, account.UserPassword, account.UserObjectId) = (user.UserPrincipalName, user.Password!, user.Id);
    }

    private static void AddOwner(World world, Subscription subscription, string principalId, string principalType) =>
        world.RoleAssignments.Add(new RoleAssignment
        {
            Name = Guid.NewGuid().ToString(),
            Scope = subscription.ResourceId,
            RoleDefinitionId = BuiltInRoleIds.Owner,
            PrincipalId = principalId,
            PrincipalType = principalType,
            Created = world.Now,
            EffectiveFrom = world.Now,
        });

    private static string AddResourceGroup(World world, Subscription subscription, string name)
    {
        var id = $"{subscription.ResourceId}/resourceGroups/{name}";
        Put(world, id, ResourceIds.ResourceGroupType, new JsonObject { ["provisioningState"] = "Succeeded" });
        return id;
    }

    private static void AddManagedIdentity(World world, Tenant tenant, ConsumerAccount account, string name)
    {
        var id = $"/subscriptions/{account.SubscriptionId}/resourceGroups/{account.ResourceGroupName}"
            + $"/providers/Microsoft.ManagedIdentity/userAssignedIdentities/{name}";
        var principal = new ServicePrincipal
        {
            AppId = Guid.NewGuid().ToString(),
            DisplayName = name,
            ManagedIdentityId = id,
            Created = world.Now,
        };
        tenant.ServicePrincipals.Add(principal);
        Put(world, id, "Microsoft.ManagedIdentity/userAssignedIdentities", new JsonObject
        {
            ["tenantId"] = tenant.Id,
            ["principalId"] = principal.Id,
            ["clientId"] = principal.AppId,
        });
        (account.ManagedIdentityId, account.ManagedIdentityClientId, account.ManagedIdentityObjectId) = (id, principal.AppId, principal.Id);
    }

    private static void Put(World world, string id, string type, JsonObject properties) => world.Resources.Put(new Resource
    {
        Id = id,
        Type = type,
        Created = world.Now,
        Changed = world.Now,
        Body = new JsonObject
        {
            ["id"] = id,
            ["name"] = id[(id.LastIndexOf('/') + 1)..],
            ["type"] = type,
            ["location"] = Location,
            ["tags"] = new JsonObject(),
            ["properties"] = properties,
        },
    });
}

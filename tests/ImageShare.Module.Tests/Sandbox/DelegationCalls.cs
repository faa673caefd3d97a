using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ImageShare.Sandbox.Cloud;
using Microsoft.AspNetCore.WebUtilities;

namespace ImageShare.Tests.Sandbox;

/// <summary>Calls to Microsoft.ManagedServices: Contoso delegates to Fabrikam.</summary>
internal static class DelegationCalls
{
    public const string Version = "2022-10-01";
    public const string DeleteRole = "91c1777a-f3dc-4fae-b103-61d183457e46";

    public const string AzurePowerShell = "1950a258-227b-4e31-a9cf-717495945fc2";

    public static string OwnersSubscription(this ArmCalls arm) => $"/subscriptions/{arm.Publisher.SubscriptionId}";

    public static string OwnersGroup(this ArmCalls arm) => $"{arm.OwnersSubscription()}/resourceGroups/{arm.Publisher.ResourceGroupName}";

    public static string DefinitionId(this ArmCalls arm, string name) =>
        $"{arm.OwnersSubscription()}/providers/Microsoft.ManagedServices/registrationDefinitions/{name}";

    public static string AssignmentId(string scope, string name) =>
        $"{scope}/providers/Microsoft.ManagedServices/registrationAssignments/{name}";

    public static async Task<string> OwnerAsync(this ArmCalls arm)
    {
        var token = await arm.AdminTokenAsync(arm.Publisher);
        await arm.SendAsync(token, HttpMethod.Post, $"{arm.OwnersSubscription()}/providers/Microsoft.ManagedServices/register", null);
        return token;
    }

    public static JsonObject Authorization(string principalId, string roleId) =>
        new() { ["principalId"] = principalId, ["roleDefinitionId"] = roleId };

    public static JsonObject Definition(this ArmCalls arm, params JsonObject[] authorizations) => new()
    {
        ["properties"] = new JsonObject
        {
            ["registrationDefinitionName"] = $"Contoso images {Guid.NewGuid():N}",
            ["managedByTenantId"] = arm.Consumer.TenantId,
            ["authorizations"] = new JsonArray([.. authorizations]),
        },
    };

    public static Task<ArmReply> DefineAsync(
        this ArmCalls arm, string token, string name, JsonObject definition, string version = Version) =>
        arm.PutAsync(token, arm.DefinitionId(name), definition, version);

    public static Task<ArmReply> DelegateAsync(this ArmCalls arm, string token, string scope, string name, string definitionId) =>
        arm.PutAsync(
            token, AssignmentId(scope, name), new { properties = new { registrationDefinitionId = definitionId } }, Version);

    /// <summary>Defines and assigns under new names; gives the id of the assignment.</summary>
    public static async Task<string> DelegateAsync(this ArmCalls arm, string token, string scope, params JsonObject[] authorizations)
    {
        var name = Guid.NewGuid().ToString();
        await arm.DefineAsync(token, name, arm.Definition(authorizations));
        await arm.DelegateAsync(token, scope, name, arm.DefinitionId(name));
        return AssignmentId(scope, name);
    }

    /// <summary>An application registered and known in the consumer's tenant only.</summary>
    public static (string AppId, string Secret, string ApplicationId, string PrincipalId) NewOwnApplication(this ArmCalls arm) =>
        arm.Server.World.Do(world =>
        {
            var tenant = world.FindTenant(arm.Consumer.TenantId)!;
            var application = new Application { DisplayName = "Builder" };
            var secret = new PasswordCredential(Guid.NewGuid().ToString(), null, SecretText.New(), world.Now, world.Now.AddDays(1));
            application.PasswordCredentials.Add(secret);
            tenant.Applications.Add(application);
            return (application.AppId, secret.SecretText, application.Id, world.AddServicePrincipal(tenant, tenant, application).Id);
        });

    public static async Task<string> UserTokenAsync(
        this SandboxFixture sandbox, string tenantId, string name, string password, string api = "") =>
        (string)(await sandbox.UserTokensAsync(tenantId, name, password, api))["access_token"]!;

    /// <summary>All that a person's sign-in gives, the refresh token too.</summary>
    public static async Task<JsonObject> UserTokensAsync(
        this SandboxFixture sandbox, string tenantId, string name, string password, string api = "")
    {
        var address = $"{tenantId}/oauth2/v2.0/authorize?client_id={AzurePowerShell}&response_type=code&redirect_uri=http://localhost";
        var page = await sandbox.Http.GetStringAsync(new Uri(address, UriKind.Relative));
        using var signedIn = await sandbox.SignInAsync(page, name, password);
        var (_, tokens) = await sandbox.PostTokenAsync(
            tenantId, ("grant_type", "authorization_code"), ("client_id", AzurePowerShell),
            ("code", QueryHelpers.ParseQuery(signedIn.Headers.Location!.Query)["code"]!), ("redirect_uri", "http://localhost"),
            ("scope", $"{sandbox.Server.Uri}{api}.default"));
        return tokens;
    }

    public static async Task<string> IdentityTokenAsync(this SandboxFixture sandbox)
    {
        var address = $"{sandbox.Accounts.IdentityEndpoint}?api-version=2019-08-01&resource={sandbox.Server.Uri}"
            + $"&client_id={sandbox.Accounts.Consumer.ManagedIdentityClientId}";
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address));
        request.Headers.Add("X-IDENTITY-HEADER", sandbox.Accounts.IdentityHeader);
        using var answer = await sandbox.Http.SendAsync(request);
        return (string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["access_token"]!;
    }
}

using ImageShare.Sandbox.Server;
using ImageShare.Tests.Isolation;
using ImageShare.Tests.Sandbox;
using Xunit;

namespace ImageShare.Tests.SignIn;

/// <summary>Sign-ins that the machine's environment variables decide; in processes of their own, where those can be set.</summary>
public sealed class SurroundingsTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private ConsumerAccount Consumer => sandbox.Accounts.Consumer;

    [Fact]
    public async Task A_managed_identity_signs_in_by_client_id_or_ARM_id()
    {
        var lines = await RunAsync(
            IdentityVariables,
            Try($"Connect-ImageShare @at -Identity -AccountId {Consumer.ManagedIdentityClientId}"),
            Try($"Connect-ImageShare @at -Identity -AccountId {Consumer.ManagedIdentityId} -TenantId {Consumer.TenantId}"),
            // This machine has no system-assigned one, and none that is called so.
            Try("Connect-ImageShare @at -Identity"),
            Try($"Connect-ImageShare @at -Identity -AccountId {Guid.NewGuid()}"),
            Try("Connect-ImageShare @at -Identity -AccountId builder"),
            Try($"Connect-ImageShare @at -Identity -AccountId {Consumer.ManagedIdentityId} "
                + $"-TenantId {sandbox.Accounts.Publisher.TenantId}"));

        Assert.Equal(
            [
                $"ManagedIdentity {Consumer.ManagedIdentityObjectId} {Consumer.TenantId} {Consumer.ManagedIdentityClientId}",
                $"ManagedIdentity {Consumer.ManagedIdentityObjectId} {Consumer.TenantId} {Consumer.ManagedIdentityId}",
                "error ManagedIdentityUnavailable AuthenticationError", "error ManagedIdentityUnavailable AuthenticationError",
                "error InvalidAccountId InvalidArgument", "error TenantNotReachable AuthenticationError",
            ],
            lines);
    }

    [Fact]
    public async Task A_managed_identity_backs_an_app_of_its_own_tenant()
    {
        var appId = await NewTrustingAppAsync();

        var lines = await RunAsync(
            IdentityVariables,
            Try($"Connect-ImageShare @at -TenantId {Consumer.TenantId} -Identity -ApplicationId {appId} "
                + $"-AccountId {Consumer.ManagedIdentityId}"));

        Assert.Matches($"^Federated [0-9a-f-]{{36}} {Consumer.TenantId} {appId}$", Assert.Single(lines));
    }

    [Fact]
    public async Task Without_questions_the_variables_sign_in()
    {
        var publisher = sandbox.Accounts.Publisher;
        var lines = await RunAsync(
            $"$env:AZURE_CLIENT_ID = '{publisher.AdminApplicationId}'; $env:AZURE_TENANT_ID = '{publisher.TenantId}'; "
                + $"$env:AZURE_CLIENT_SECRET = '{publisher.AdminSecret}'",
            Try("Connect-ImageShare @at -NonInteractive"),
            "$env:AZURE_CLIENT_SECRET = 'another'",
            Try("Connect-ImageShare @at -NonInteractive"));

        Assert.Equal(
            [
                $"Ambient {publisher.AdminObjectId} {publisher.TenantId} {publisher.AdminApplicationId}",
                "error AADSTS7000215 AuthenticationError",
            ],
            lines);
    }

    [Fact]
    public async Task Without_questions_and_with_nothing_around_it_is_refused()
    {
        var lines = await RunAsync(
            // Else it would look for the metadata service, which takes its time.
            "$env:AZURE_TOKEN_CREDENTIALS = 'EnvironmentCredential'",
            Try("Connect-ImageShare @at -NonInteractive"));

        Assert.Equal(["error CredentialUnavailable AuthenticationError"], lines);
    }

    private string IdentityVariables =>
        $"$env:IDENTITY_ENDPOINT = '{sandbox.Accounts.IdentityEndpoint}'; $env:IDENTITY_HEADER = '{sandbox.Accounts.IdentityHeader}'";

    private Task<IReadOnlyList<string>> RunAsync(params string[] scripts) => Probe.RunAsync(
        [$"Import-Module '{Fixtures.Manifest}'", $"$at = @{{ Environment = '{sandbox.Accounts.Environment}' }}", .. scripts]);

    private static string Try(string script) => $$"""
        try { {{script}} | ForEach-Object { "$($_.AuthenticationMethod) $($_.ObjectId) $($_.TenantId) $($_.Account)" } }
        catch { "error $(($_.FullyQualifiedErrorId -split ',')[0]) $($_.CategoryInfo.Category)" }
        """;

    private async Task<string> NewTrustingAppAsync()
    {
        var (_, app) = await sandbox.GraphAsync(Consumer, HttpMethod.Post, "applications", new { displayName = "Own" });
        await sandbox.GraphAsync(Consumer, HttpMethod.Post, "servicePrincipals", new { appId = (string)app!["appId"]! });
        await sandbox.GraphAsync(Consumer, HttpMethod.Post, $"applications/{app["id"]}/federatedIdentityCredentials", new
        {
            name = "identity",
            issuer = $"{sandbox.Server.Uri}{Consumer.TenantId}/v2.0",
            subject = Consumer.ManagedIdentityObjectId,
            audiences = (string[])[Endpoints.FederationAudience],
        });
        return (string)app["appId"]!;
    }
}

using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using ImageShare.Sandbox.Server;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace ImageShare.Tests.Sandbox;

public sealed class AppSignInTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private SandboxAccounts Accounts => sandbox.Accounts;

    [Fact]
    public async Task A_secret_gives_a_token_of_its_tenant()
    {
        var (status, body) = await sandbox.SecretTokenAsync(
            Accounts.Publisher.TenantId, Accounts.Publisher.AdminApplicationId, Accounts.Publisher.AdminSecret);

        Assert.Equal(HttpStatusCode.OK, status);
        var token = new JsonWebToken((string)body["access_token"]!);
        Assert.Equal(Accounts.Publisher.TenantId, token.GetPayloadValue<string>("tid"));
        Assert.Equal(Accounts.Publisher.AdminObjectId, token.GetPayloadValue<string>("oid"));
        Assert.Equal(Accounts.Publisher.AdminApplicationId, token.GetPayloadValue<string>("appid"));
    }

    [Fact]
    public async Task A_wrong_secret_is_refused_as_Entra_does()
    {
        var (status, body) = await sandbox.SecretTokenAsync(Accounts.Publisher.TenantId, Accounts.Publisher.AdminApplicationId, "wrong");

        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Equal("invalid_client", (string?)body["error"]);
        Assert.Equal(7000215, (int)body["error_codes"]![0]!);
        Assert.Matches("^AADSTS7000215: .* Trace ID: .* Correlation ID: .* Timestamp: .*Z$", (string)body["error_description"]!);
    }

    [Fact]
    public async Task An_expired_secret_is_told_from_a_wrong_one()
    {
        var app = await sandbox.NewApplicationAsync();
        await sandbox.GraphAsync(Accounts.Publisher, HttpMethod.Post, "servicePrincipals", new { appId = app.AppId });
        sandbox.Server.World.Do(world =>
        {
            var passwords = world.FindApplication(app.AppId)!.Value.Application.PasswordCredentials;
            passwords[0] = passwords[0] with { EndDateTime = world.Now.AddMinutes(-1) };
        });

        var (_, body) = await sandbox.SecretTokenAsync(Accounts.Publisher.TenantId, app.AppId, app.Secret);

        Assert.Equal(7000222, (int)body["error_codes"]![0]!);
    }

    [Fact]
    public async Task An_unknown_tenant_is_said_so()
    {
        var (status, body) = await sandbox.SecretTokenAsync(Guid.NewGuid().ToString(), Accounts.Publisher.AdminApplicationId, "x");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(90002, (int)body["error_codes"]![0]!);
    }

    [Fact]
    public async Task An_application_signs_in_to_another_tenant_once_it_is_approved_there()
    {
        var app = await sandbox.NewApplicationAsync();

        var (before, refusal) = await sandbox.SecretTokenAsync(Accounts.Consumer.TenantId, app.AppId, app.Secret);
        var (created, principal) = await sandbox.GraphAsync(
            Accounts.Consumer, HttpMethod.Post, "servicePrincipals", new { appId = app.AppId });
        var (after, body) = await sandbox.SecretTokenAsync(Accounts.Consumer.TenantId, app.AppId, app.Secret);

        Assert.Equal(HttpStatusCode.BadRequest, before);
        Assert.Equal(700016, (int)refusal["error_codes"]![0]!);
        Assert.Equal(HttpStatusCode.Created, created);
        Assert.Equal(HttpStatusCode.OK, after);
        Assert.Equal((string)principal!["id"]!, new JsonWebToken((string)body["access_token"]!).GetPayloadValue<string>("oid"));
    }

    [Fact]
    public async Task A_certificate_signs_in_when_registered_and_only_for_the_endpoint_it_names()
    {
        var app = await sandbox.NewApplicationAsync();
        await sandbox.GraphAsync(Accounts.Publisher, HttpMethod.Post, "servicePrincipals", new { appId = app.AppId });
        using var certificate = NewCertificate();
        var endpoint = $"{sandbox.Server.Uri}{Accounts.Publisher.TenantId}/oauth2/v2.0/token";

        var (_, unregistered) = await AssertAsync(Accounts.Publisher.TenantId, app.AppId, Sign(certificate, app.AppId, endpoint));
        await sandbox.GraphAsync(Accounts.Publisher, HttpMethod.Patch, $"applications/{app.ObjectId}", new
        {
            keyCredentials = new[]
            {
                new { type = "AsymmetricX509Cert", usage = "Verify", key = Convert.ToBase64String(certificate.RawData) },
            },
        });
        var (registered, _) = await AssertAsync(Accounts.Publisher.TenantId, app.AppId, Sign(certificate, app.AppId, endpoint));
        var otherEndpoint = endpoint.Replace(Accounts.Publisher.TenantId, Accounts.Consumer.TenantId);
        var (_, elsewhere) = await AssertAsync(Accounts.Publisher.TenantId, app.AppId, Sign(certificate, app.AppId, otherEndpoint));

        Assert.Equal(700027, (int)unregistered["error_codes"]![0]!);
        Assert.Equal(HttpStatusCode.OK, registered);
        Assert.Equal(700023, (int)elsewhere["error_codes"]![0]!);
    }

    [Fact]
    public async Task An_outside_assertion_is_trusted_to_the_letter_of_its_subject()
    {
        var app = await sandbox.NewApplicationAsync();
        await sandbox.GraphAsync(Accounts.Publisher, HttpMethod.Post, "servicePrincipals", new { appId = app.AppId });
        await sandbox.GraphAsync(Accounts.Publisher, HttpMethod.Post, $"applications/{app.ObjectId}/federatedIdentityCredentials", new
        {
            name = "build",
            issuer = Accounts.WorkloadIssuer,
            subject = "repo:Fabrikam/machines",
            audiences = (string[])[Endpoints.FederationAudience],
        });

        var (ok, _) = await AssertAsync(Accounts.Publisher.TenantId, app.AppId, sandbox.Server.Workload.Mint("repo:Fabrikam/machines"));
        var (_, otherCase) = await AssertAsync(
            Accounts.Publisher.TenantId, app.AppId, sandbox.Server.Workload.Mint("repo:fabrikam/machines"));

        Assert.Equal(HttpStatusCode.OK, ok);
        Assert.Equal(700213, (int)otherCase["error_codes"]![0]!);
    }

    [Fact]
    public async Task A_managed_identity_backs_applications_of_its_own_tenant_only()
    {
        var identity = await ManagedIdentityTokenAsync();
        var issuer = $"{sandbox.Server.Uri}{Accounts.Consumer.TenantId}/v2.0";
        var credential = new
        {
            name = "identity",
            issuer,
            subject = Accounts.Consumer.ManagedIdentityObjectId,
            audiences = (string[])[Endpoints.FederationAudience],
        };
        var (_, own) = await sandbox.GraphAsync(Accounts.Consumer, HttpMethod.Post, "applications", new { displayName = "Own" });
        await sandbox.GraphAsync(Accounts.Consumer, HttpMethod.Post, "servicePrincipals", new { appId = (string)own!["appId"]! });
        await sandbox.GraphAsync(Accounts.Consumer, HttpMethod.Post, $"applications/{own["id"]}/federatedIdentityCredentials", credential);
        var foreign = await sandbox.NewApplicationAsync();
        await sandbox.GraphAsync(Accounts.Publisher, HttpMethod.Post, "servicePrincipals", new { appId = foreign.AppId });
        await sandbox.GraphAsync(
            Accounts.Publisher, HttpMethod.Post, $"applications/{foreign.ObjectId}/federatedIdentityCredentials", credential);

        var (accepted, _) = await AssertAsync(Accounts.Consumer.TenantId, (string)own["appId"]!, identity);
        var (_, refused) = await AssertAsync(Accounts.Publisher.TenantId, foreign.AppId, identity);

        Assert.Equal(HttpStatusCode.OK, accepted);
        Assert.Equal(700236, (int)refused["error_codes"]![0]!);
    }

    private async Task<string> ManagedIdentityTokenAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get,
            $"{Accounts.IdentityEndpoint}?api-version=2019-08-01&resource={Endpoints.FederationAudience}"
            + $"&client_id={Accounts.Consumer.ManagedIdentityClientId}");
        request.Headers.Add("X-IDENTITY-HEADER", Accounts.IdentityHeader);
        using var answer = await sandbox.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return (string)body!["access_token"]!;
    }

    private Task<(HttpStatusCode Status, JsonObject Body)> AssertAsync(string tenant, string appId, string assertion) =>
        sandbox.PostTokenAsync(
            tenant, ("grant_type", "client_credentials"), ("client_id", appId), ("client_assertion_type", AssertionType),
            ("client_assertion", assertion), ("scope", $"{sandbox.Server.Uri}.default"));

    private static X509Certificate2 NewCertificate()
    {
        using var key = RSA.Create(2048);
        return new CertificateRequest("CN=Fabrikam", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
    }

    private static string Sign(X509Certificate2 certificate, string appId, string audience) => new JsonWebTokenHandler().CreateToken(
        new SecurityTokenDescriptor
        {
            Issuer = appId,
            Audience = audience,
            Claims = new Dictionary<string, object> { ["sub"] = appId },
            Expires = DateTime.UtcNow.AddMinutes(5),
            SigningCredentials = new X509SigningCredentials(certificate),
        });
}

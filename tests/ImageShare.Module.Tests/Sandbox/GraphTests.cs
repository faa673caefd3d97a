using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using ImageShare.Sandbox.Server;
using Xunit;

namespace ImageShare.Tests.Sandbox;

public sealed class GraphTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private PublisherAccount Publisher => sandbox.Accounts.Publisher;

    [Fact]
    public async Task A_secret_is_read_once()
    {
        var app = await sandbox.NewApplicationAsync();

        var (_, read) = await sandbox.GraphAsync(Publisher, HttpMethod.Get, $"applications(appId='{app.AppId}')");

        var password = read!["passwordCredentials"]![0]!;
        Assert.Null(password["secretText"]);
        Assert.Equal(app.Secret[..3], (string?)password["hint"]);
        Assert.EndsWith("$metadata#applications/$entity", (string)read["@odata.context"]!);
    }

    [Fact]
    public async Task Certificates_are_replaced_except_those_named_by_key_id()
    {
        var app = await sandbox.NewApplicationAsync();
        await PatchKeysAsync(app.ObjectId, NewKey("CN=first"));
        var kept = (await KeysAsync(app.ObjectId))[0]!["keyId"]!.GetValue<string>();

        await PatchKeysAsync(app.ObjectId, new { type = "AsymmetricX509Cert", usage = "Verify", keyId = kept }, NewKey("CN=second"));
        var merged = await KeysAsync(app.ObjectId);
        await PatchKeysAsync(app.ObjectId, NewKey("CN=third"));
        var replaced = await KeysAsync(app.ObjectId);

        Assert.Equal(["CN=first", "CN=second"], merged.Select(k => (string?)k!["displayName"]));
        Assert.Equal(["CN=third"], replaced.Select(k => (string?)k!["displayName"]));
    }

    [Fact]
    public async Task Applications_are_found_by_filter_and_told_in_the_properties_asked_for()
    {
        var app = await sandbox.NewApplicationAsync();
        await sandbox.GraphAsync(Publisher, HttpMethod.Patch, $"applications/{app.ObjectId}", new { tags = (string[])["consumer:it's"] });

        var (_, byTag) = await sandbox.GraphAsync(
            Publisher, HttpMethod.Get,
            "applications?$filter=tags/any(t:t eq 'consumer:it''s') and displayName eq 'Fabrikam'&$select=id,appId");

        var found = Assert.Single(byTag!["value"]!.AsArray())!.AsObject();
        Assert.Equal(["id", "appId"], found.Select(p => p.Key));
        Assert.Equal(app.AppId, (string?)found["appId"]);
    }

    [Fact]
    public async Task Long_lists_come_in_pages()
    {
        for (var i = 0; i < 3; i++)
            await sandbox.NewApplicationAsync();

        var (_, first) = await sandbox.GraphAsync(Publisher, HttpMethod.Get, "applications?$top=2&$select=id");
        var next = new Uri((string)first!["@odata.nextLink"]!);
        var (_, second) = await sandbox.GraphAsync(Publisher, HttpMethod.Get, next.PathAndQuery["/graph/v1.0/".Length..]);

        Assert.Equal(2, first["value"]!.AsArray().Count);
        Assert.DoesNotContain((string)first["value"]![0]!["id"]!, second!["value"]!.AsArray().Select(a => (string)a!["id"]!));
    }

    [Fact]
    public async Task An_application_without_a_role_reads_nothing()
    {
        var app = await sandbox.NewApplicationAsync();
        await sandbox.GraphAsync(Publisher, HttpMethod.Post, "servicePrincipals", new { appId = app.AppId });
        var (_, tokens) = await sandbox.PostTokenAsync(
            Publisher.TenantId, ("grant_type", "client_credentials"), ("client_id", app.AppId), ("client_secret", app.Secret),
            ("scope", "https://graph.microsoft.com/.default"));

        var (status, body) = await sandbox.GraphAsync((string)tokens["access_token"]!, HttpMethod.Get, "applications");

        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Equal("Authorization_RequestDenied", (string?)body!["error"]!["code"]);
        Assert.NotNull(body["error"]!["innerError"]!["request-id"]);
    }

    [Fact]
    public async Task A_token_for_the_resource_manager_is_not_one_for_Graph()
    {
        var (_, tokens) = await sandbox.SecretTokenAsync(Publisher.TenantId, Publisher.AdminApplicationId, Publisher.AdminSecret);

        var (status, body) = await sandbox.GraphAsync((string)tokens["access_token"]!, HttpMethod.Get, "organization");

        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Equal("InvalidAuthenticationToken", (string?)body!["error"]!["code"]);
    }

    [Theory]
    [InlineData("AzureADMyOrg", HttpStatusCode.BadRequest, "NoBackingApplicationObject")]
    [InlineData("AzureADMultipleOrgs", HttpStatusCode.Created, null)]
    public async Task Only_multi_tenant_applications_become_known_elsewhere(string audience, HttpStatusCode expected, string? code)
    {
        var app = await sandbox.NewApplicationAsync(audience);

        var (status, body) = await sandbox.GraphAsync(
            sandbox.Accounts.Consumer, HttpMethod.Post, "servicePrincipals", new { appId = app.AppId });

        Assert.Equal(expected, status);
        Assert.Equal(code, (string?)body!["error"]?["code"]);
    }

    [Fact]
    public async Task A_second_principal_of_one_application_is_a_conflict()
    {
        var app = await sandbox.NewApplicationAsync();
        await sandbox.GraphAsync(Publisher, HttpMethod.Post, "servicePrincipals", new { appId = app.AppId });

        var (status, body) = await sandbox.GraphAsync(Publisher, HttpMethod.Post, "servicePrincipals", new { appId = app.AppId });

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Equal("Request_MultipleObjectsWithSameKeyValue", (string?)body!["error"]!["code"]);
    }

    [Fact]
    public async Task A_deleted_application_can_come_back_or_go_for_good()
    {
        var app = await sandbox.NewApplicationAsync();
        await sandbox.GraphAsync(Publisher, HttpMethod.Delete, $"applications/{app.ObjectId}");

        var (gone, _) = await sandbox.GraphAsync(Publisher, HttpMethod.Get, $"applications/{app.ObjectId}");
        await sandbox.GraphAsync(Publisher, HttpMethod.Post, $"directory/deletedItems/{app.ObjectId}/restore");
        var (back, _) = await sandbox.GraphAsync(Publisher, HttpMethod.Get, $"applications/{app.ObjectId}");
        await sandbox.GraphAsync(Publisher, HttpMethod.Delete, $"applications/{app.ObjectId}");
        var (purged, _) = await sandbox.GraphAsync(Publisher, HttpMethod.Delete, $"directory/deletedItems/{app.ObjectId}");
        var (never, _) = await sandbox.GraphAsync(Publisher, HttpMethod.Get, $"directory/deletedItems/{app.ObjectId}");

        Assert.Equal(
            [HttpStatusCode.NotFound, HttpStatusCode.OK, HttpStatusCode.NoContent, HttpStatusCode.NotFound],
            (HttpStatusCode[])[gone, back, purged, never]);
    }

    [Fact]
    public async Task Bad_values_change_nothing()
    {
        var app = await sandbox.NewApplicationAsync();

        var (status, _) = await sandbox.GraphAsync(
            Publisher, HttpMethod.Patch, $"applications/{app.ObjectId}", new { displayName = "Changed", signInAudience = "Everybody" });
        var (_, read) = await sandbox.GraphAsync(Publisher, HttpMethod.Get, $"applications/{app.ObjectId}");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("Fabrikam", (string?)read!["displayName"]);
    }

    private async Task PatchKeysAsync(string objectId, params object[] keys)
    {
        var (status, _) = await sandbox.GraphAsync(Publisher, HttpMethod.Patch, $"applications/{objectId}", new { keyCredentials = keys });
        Assert.Equal(HttpStatusCode.NoContent, status);
    }

    private async Task<JsonArray> KeysAsync(string objectId)
    {
        var (_, read) = await sandbox.GraphAsync(Publisher, HttpMethod.Get, $"applications/{objectId}?$select=keyCredentials");
        return read!["keyCredentials"]!.AsArray();
    }

    private static object NewKey(string subject)
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        return new { type = "AsymmetricX509Cert", usage = "Verify", key = Convert.ToBase64String(certificate.RawData) };
    }
}

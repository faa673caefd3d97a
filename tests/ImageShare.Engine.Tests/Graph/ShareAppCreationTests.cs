using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using ImageShare.Engine.Graph;
using ImageShare.Engine.Identity;
using ImageShare.Engine.Tests.Fakes;
using ImageShare.Model;
using Xunit;
using static ImageShare.Engine.Tests.Fakes.TestCloud;

namespace ImageShare.Engine.Tests.Graph;

public sealed class ShareAppCreationTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();
    private readonly FakeGraph _graph = new();
    private FakeCaller? _caller;

    public void Dispose() => File.Delete(_path);

    [Fact]
    public async Task A_new_app_is_multi_tenant_locked_tagged_and_has_an_address()
    {
        var app = await Create(new NewSecret(TimeSpan.FromDays(90)));

        var sent = JsonNode.Parse(_graph.Changes.First().Body)!;
        Assert.Equal("AzureADMultipleOrgs", (string?)sent["signInAudience"]);
        Assert.Equal("https://www.microsoft.com/", (string?)sent["web"]!["redirectUris"]![0]);
        Assert.True((bool)sent["servicePrincipalLockConfiguration"]!["isEnabled"]!);
        Assert.True((bool)sent["servicePrincipalLockConfiguration"]!["allProperties"]!);
        Assert.Equal(
            ["imageshare", "imageshare:consumer=Fabrikam%20Inc.", $"imageshare:tenant={ConsumerTenant}"],
            sent["tags"]!.AsArray().Select(t => (string?)t));
        Assert.Equal((FakeGraph.AppId, FakeGraph.PrincipalId, PublisherTenant),
            (app.ApplicationId, app.ServicePrincipalId, app.AppTenantId));
        Assert.Equal(("Fabrikam Inc.", ConsumerTenant), (app.ConsumerName, app.ConsumerTenantId));
        Assert.Equal("abc-the-secret", new NetworkCredential("", app.Secret).Password);
        Assert.Equal(
            $"https://login.microsoftonline.com/{ConsumerTenant}/oauth2/authorize?client_id={FakeGraph.AppId}&response_type=code&redirect_uri=https%3A%2F%2Fwww.microsoft.com%2F",
            app.ConsentUri!.AbsoluteUri);
        Assert.DoesNotContain(_caller!.Messages, m => m.Contains("abc-the-secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_second_run_changes_nothing_and_gives_the_same_app()
    {
        var first = await Create(new NewSecret(TimeSpan.FromDays(90)));
        _graph.Applications[0]["passwordCredentials"] = JsonNode.Parse("""[{"keyId":"k1","hint":"abc","endDateTime":"2027-02-21T12:00:00Z"}]""");
        var changes = _graph.Changes.Count();

        var second = await Create(new NewSecret(TimeSpan.FromDays(90)));

        Assert.Equal(changes, _graph.Changes.Count());
        Assert.Equal((first.ApplicationId, first.ServicePrincipalId), (second.ApplicationId, second.ServicePrincipalId));
        Assert.Null(second.Secret);
        Assert.Contains("New-GalleryShareAppCredential", Assert.Single(_caller!.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIf_reads_asks_for_each_change_and_plans()
    {
        var app = await Create(new NewSecret(TimeSpan.FromDays(90)), whatIf: true);

        Assert.Empty(_graph.Changes);
        Assert.Equal(("", null, null), (app.ApplicationId, app.ServicePrincipalId, app.ConsentUri));
        Assert.Equal(["Create multi-tenant application", "Create service principal"],
            _caller!.Asked.Select(a => a.Action).Where(a => a.StartsWith("Create", StringComparison.Ordinal)));
        Assert.All(_caller.Asked, a => Assert.Contains(PublisherTenant, a.Target, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_directory_does_not_know_yet_is_sent_again()
    {
        var tries = 0;
        _graph.Refuse = request => request.Method == "POST" && request.Path != "/v1.0/applications" && tries++ % 3 < 2
            ? request.Path.EndsWith("addPassword", StringComparison.Ordinal)
                ? MockAnswer.Error(404, "Request_ResourceNotFound", "not there")
                : MockAnswer.Error(400, "NoBackingApplicationObject", "The appId does not reference a valid application object.")
            : null;

        var app = await Create(new NewSecret(TimeSpan.FromDays(90)));

        Assert.Equal(FakeGraph.PrincipalId, app.ServicePrincipalId);
        Assert.NotNull(app.Secret);
        Assert.Equal(6, tries);
    }

    [Fact]
    public async Task A_changed_app_is_put_right()
    {
        _graph.AddShareApp("Fabrikam Inc.")["signInAudience"] = "AzureADMyOrg";
        _graph.Applications[0]["web"] = JsonNode.Parse("""{"redirectUris":["https://contoso.example/"]}""");
        _graph.Applications[0]["servicePrincipalLockConfiguration"] = null;

        await Create(new NewSecret(TimeSpan.FromDays(90)));

        var sent = JsonNode.Parse(_graph.Changes.Single(r => r.Method == "PATCH").Body)!;
        Assert.Equal("AzureADMultipleOrgs", (string?)sent["signInAudience"]);
        Assert.Equal(["https://contoso.example/", "https://www.microsoft.com/"],
            sent["web"]!["redirectUris"]!.AsArray().Select(u => (string?)u));
        Assert.True((bool)sent["servicePrincipalLockConfiguration"]!["isEnabled"]!);
    }

    [Fact]
    public async Task Only_the_public_part_of_a_certificate_is_sent_and_the_keys_that_are_there_stay()
    {
        using var key = RSA.Create(2048);
        using var certificate = Certificate(key);
        await File.WriteAllTextAsync(
            _path, key.ExportPkcs8PrivateKeyPem() + "\n" + certificate.ExportCertificatePem(), TestContext.Current.CancellationToken);
        _graph.AddShareApp("Fabrikam Inc.")["keyCredentials"] = JsonNode.Parse("""[{"keyId":"old","usage":"Verify","type":"AsymmetricX509Cert"}]""");

        await Create(new NewCertificate(_path));

        var keys = JsonNode.Parse(_graph.Changes.Single(r => r.Method == "PATCH").Body)!["keyCredentials"]!.AsArray();
        Assert.Equal("old", (string?)keys[0]!["keyId"]);
        Assert.Equal(Convert.ToBase64String(certificate.RawData), (string?)keys[1]!["key"]);
        Assert.Equal(2, keys.Count);

        _graph.Applications[0]["keyCredentials"] = new JsonArray(
            new JsonObject { ["keyId"] = "new", ["customKeyIdentifier"] = Convert.ToBase64String(certificate.GetCertHash()) });
        var again = await Create(new NewCertificate(_path));

        Assert.Single(_graph.Changes, r => r.Method == "PATCH");
        Assert.Equal(certificate.Thumbprint, Assert.Single(again.Credentials).Thumbprint);
    }

    [Theory]
    [InlineData("ecdsa", "RSA")]
    [InlineData("old", "expired")]
    [InlineData("garbage", "neither")]
    public async Task A_certificate_that_Entra_would_refuse_is_refused_before_any_request(string kind, string reason)
    {
        using var rsa = RSA.Create(2048);
        using var ecdsa = ECDsa.Create();
        using var certificate = kind == "ecdsa"
            ? new CertificateRequest("CN=x", ecdsa, HashAlgorithmName.SHA256).CreateSelfSigned(
                DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddYears(3))
            : Certificate(rsa, kind == "old" ? 2020 : 2030);
        await File.WriteAllTextAsync(_path, kind == "garbage" ? "garbage"
            : certificate.ExportCertificatePem(), TestContext.Current.CancellationToken);

        var exception = await Assert.ThrowsAsync<ImageShareException>(() => Create(new NewCertificate(_path)));

        Assert.Equal(("InvalidCertificate", _path), (exception.Code, exception.Target));
        Assert.Contains(reason, exception.Reason, StringComparison.Ordinal);
        Assert.Empty(_graph.Cloud.Transport.Requests);
    }

    [Fact]
    public async Task A_trust_in_an_issuer_is_added_once_under_a_name_of_its_own()
    {
        var trust = new NewFederation("https://token.actions.githubusercontent.com", "repo:fabrikam/infra:ref:refs/heads/main");

        await Create(trust);
        var second = await Create(trust);

        var sent = JsonNode.Parse(_graph.Changes.Single(r =>
            r.Path.EndsWith("federatedIdentityCredentials", StringComparison.Ordinal)).Body)!;
        Assert.Matches("^imageshare-[0-9a-f]{24}$", (string)sent["name"]!);
        Assert.Equal("api://AzureADTokenExchange", (string?)sent["audiences"]![0]);
        Assert.Equal(CredentialKind.Federated, Assert.Single(second.Credentials).Kind);
    }

    [Fact]
    public async Task The_twenty_first_trust_is_refused()
    {
        _graph.AddShareApp("Fabrikam Inc.");
        for (var i = 0; i < 20; i++)
            _graph.Federations.Add(JsonNode.Parse($$"""{"id":"f{{i}}","name":"f{{i}}","issuer":"https://x","subject":"{{i}}","audiences":["a"]}""")!.AsObject());

        var exception = await Assert.ThrowsAsync<ImageShareException>(() => Create(new NewFederation("https://x", "new")));

        Assert.Equal(("FederationLimitReached", ErrorKind.QuotaExceeded), (exception.Code, exception.Kind));
    }

    public static TheoryData<ShareAppSpec, string> BadInput => new()
    {
        { new ShareAppSpec(" ") { Credential = new NewSecret(TimeSpan.FromDays(1)) }, "InvalidDisplayName" },
        { new ShareAppSpec("x") { Credential = new NewSecret(TimeSpan.Zero) }, "InvalidSecretLifetime" },
        { new ShareAppSpec("x") { Credential = new NewSecret(TimeSpan.FromDays(1000)) }, "InvalidSecretLifetime" },
        { new ShareAppSpec("x") { Credential = new NewSecret(TimeSpan.FromDays(1)), ConsumerTenantId = "fabrikam" },
            "InvalidConsumerTenantId" },
        { new ShareAppSpec("x") { Credential = new NewFederation("http://x", "s") }, "InvalidFederatedIssuer" },
        { new ShareAppSpec("x") { Credential = new NewFederation("https://x", "") }, "InvalidFederatedSubject" },
        { new ShareAppSpec("x") { Credential = new NewManagedIdentityTrust("id1") }, "InvalidManagedIdentity" },
        { new ShareAppSpec("x") { Credential = new NewManagedIdentityTrust(
            $"/subscriptions/{SubscriptionId}/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm") },
            "InvalidManagedIdentity" },
    };

    [Theory]
    [MemberData(nameof(BadInput))]
    public async Task Bad_input_is_refused_before_any_request(ShareAppSpec spec, string code)
    {
        var exception = await Assert.ThrowsAsync<ImageShareException>(async () =>
            await _graph.Service().CreateAsync(spec, Caller(false), TestContext.Current.CancellationToken));

        Assert.Equal((code, ErrorKind.InvalidArgument), (exception.Code, exception.Kind));
        Assert.Empty(_graph.Cloud.Transport.Requests);
    }

    [Theory]
    [InlineData(PublisherTenant, null)]
    [InlineData(ConsumerTenant, "ManagedIdentityInOtherTenant")]
    public async Task A_managed_identity_backs_an_app_of_its_own_tenant_only(string identityTenant, string? refusal)
    {
        var id = $"/subscriptions/{SubscriptionId}/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/builder";
        _graph.Refuse = r => r.Path != id ? null : MockAnswer.Json(
            $$$"""{"properties":{"tenantId":"{{{identityTenant}}}","principalId":"{{{ObjectId}}}","clientId":"c"}}""");

        if (refusal is not null)
        {
            Assert.Equal(refusal, (await Assert.ThrowsAsync<ImageShareException>(() => Create(new NewManagedIdentityTrust(id)))).Code);
            Assert.Empty(_graph.Changes);
            return;
        }

        var credential = Assert.Single((await Create(new NewManagedIdentityTrust(id))).Credentials);
        Assert.Equal(
            (CredentialKind.ManagedIdentity, ObjectId, $"https://login.microsoftonline.com/{PublisherTenant}/v2.0"),
            (credential.Kind, credential.Subject, credential.Issuer));
    }

    [Fact]
    public async Task A_managed_identity_that_this_tenant_may_not_even_read_is_told_by_its_tenant()
    {
        var id = $"/subscriptions/{SubscriptionId}/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/builder";
        var challenge = $"Bearer authorization_uri=\"https://login.windows.net/{ConsumerTenant}\", error=\"invalid_token\"";
        _graph.Refuse = r => r.Path != id ? null : new MockAnswer(401, """{"error":{"code":"InvalidAuthenticationTokenTenant"}}""",
            ("WWW-Authenticate", challenge));

        var exception = await Assert.ThrowsAsync<ImageShareException>(() => Create(new NewManagedIdentityTrust(id)));

        Assert.Equal(("ManagedIdentityInOtherTenant", id), (exception.Code, exception.Target));
        Assert.Contains(ConsumerTenant, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_apps_of_one_name_and_an_app_of_another_consumer_are_told_apart_from_ours()
    {
        _graph.AddShareApp("Fabrikam Inc.", PublisherTenant);
        Assert.Equal("ShareAppOfOtherConsumer", (
            await Assert.ThrowsAsync<ImageShareException>(() => Create(new NewSecret(TimeSpan.FromDays(1))))).Code);

        _graph.AddShareApp("Fabrikam Inc.");
        Assert.Equal("ShareAppAmbiguous", (await Assert.ThrowsAsync<ImageShareException>(() =>
            Create(new NewSecret(TimeSpan.FromDays(1))))).Code);
        Assert.Empty(_graph.Changes);
    }

    [Fact]
    public async Task A_policy_that_forbids_secrets_is_explained()
    {
        _graph.Refuse = r => r.Path.EndsWith("addPassword", StringComparison.Ordinal)
            ? MockAnswer.Error(400, "CredentialTypeNotAllowedAsPerAppPolicy", "Credential type not allowed as per assigned policy 'p'.")
            : null;

        var exception = await Assert.ThrowsAsync<ImageShareException>(() => Create(new NewSecret(TimeSpan.FromDays(90))));

        Assert.Equal(ErrorKind.PermissionDenied, exception.Kind);
        Assert.Contains("certificate", exception.Fix, StringComparison.Ordinal);
    }

    private static X509Certificate2 Certificate(RSA key, int until = 2030) =>
        new CertificateRequest("CN=fabrikam", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(
            new DateTimeOffset(2019, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(until, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private Task<GalleryShareApp> Create(ShareAppCredentialSpec credential, bool whatIf = false) => _graph.Service().CreateAsync(
        new ShareAppSpec("Fabrikam Inc.") { ConsumerTenantId = ConsumerTenant, Credential = credential }, Caller(whatIf),
        TestContext.Current.CancellationToken);

    private FakeCaller Caller(bool whatIf) => _caller = new FakeCaller(_graph.Cloud.SignIn(PublisherTenant)) { WhatIf = whatIf };
}

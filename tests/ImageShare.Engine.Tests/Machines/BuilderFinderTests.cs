using System.Security;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Engine.Machines;
using ImageShare.Engine.Tests.Fakes;
using ImageShare.Model;
using Xunit;
using static ImageShare.Engine.Tests.Fakes.TestCloud;

namespace ImageShare.Engine.Tests.Machines;

public sealed class BuilderFinderTests
{
    private const string Other = "77777777-7777-4777-8777-777777777777";
    private const string App = "88888888-8888-4888-8888-888888888888";

    private readonly TestCloud _cloud = new(Answer);

    private readonly Handover _handover = new()
    {
        Kind = HandoverKind.Share,
        Environment = "AzureCloud",
        PublisherTenantId = PublisherTenant,
        ConsumerTenantId = ConsumerTenant,
        ApplicationId = App,
        AppTenantId = PublisherTenant,
        Proof = new SecretProof(Secret()),
    };

    [Fact]
    public async Task The_app_of_the_handover_builds_in_the_consumers_tenant_with_its_own_credential()
    {
        var builder = await FindAsync(_handover, _cloud.SignIn(ConsumerTenant));

        Assert.Equal((App, ConsumerTenant, SubscriptionId), (builder.Context.Account, builder.TenantId, builder.SubscriptionId));
        var token = Assert.Single(_cloud.Transport.Requests, r => r.Path.EndsWith("/token", StringComparison.Ordinal));
        Assert.Contains(ConsumerTenant, token.Path, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public async Task The_app_signs_in_once_where_its_tokens_are_kept(bool areKept, int signIns)
    {
        var finder = Finder(areKept ? new ProofTokens() : null);

        for (var run = 0; run < 2; run++)
            await FindAsync(finder, _handover, _cloud.SignIn(ConsumerTenant));
        await FindAsync(finder, _handover with { Proof = new SecretProof(Secret()) }, _cloud.SignIn(ConsumerTenant));

        // Another object that proves the same may be another person's.
        Assert.Equal(signIns + 1, _cloud.Transport.Requests.Count(r => r.Path.EndsWith("/token", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_tenant_is_that_of_the_callers_sign_in_that_is_not_the_publishers()
    {
        var builder = await FindAsync(
            _handover with { ConsumerTenantId = null }, _cloud.SignIn(PublisherTenant), _cloud.SignIn(ConsumerTenant));

        Assert.Equal(ConsumerTenant, builder.TenantId);
    }

    [Fact]
    public async Task No_tenant_to_build_in_is_told_with_what_to_do()
    {
        var error = await Assert.ThrowsAsync<ImageShareException>(
            () => FindAsync(_handover with { ConsumerTenantId = null }, _cloud.SignIn(PublisherTenant)));

        Assert.Equal(("ConsumerTenantUnknown", Party.Consumer), (error.Code, error.Who));
        Assert.Empty(_cloud.Transport.Requests);
    }

    [Theory]
    [InlineData("/etc/evil.json")]
    [InlineData("https://evil.example/cloud.json")]
    [InlineData("Nowhere")]
    public async Task A_handover_brings_no_cloud_of_its_own(string environment)
    {
        var error = await Assert.ThrowsAsync<ImageShareException>(
            () => FindAsync(_handover with { Environment = environment }, _cloud.SignIn(ConsumerTenant)));

        Assert.Equal("UnknownEnvironment", error.Code);
        Assert.Empty(_cloud.Transport.Requests);
    }

    [Fact]
    public async Task An_app_that_is_not_approved_is_for_the_consumer_to_approve()
    {
        var error = await Assert.ThrowsAsync<ImageShareException>(
            () => FindAsync(_handover with { ConsumerTenantId = Other }, _cloud.SignIn(Other)));

        Assert.Equal(("AADSTS700016", Party.Consumer), (error.Code, error.Who));
        Assert.Contains($"Approve-GalleryShareApp -ApplicationId {App}", error.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_proof_the_callers_sign_in_builds()
    {
        var builder = await FindAsync(_handover with { Proof = null }, _cloud.SignIn(PublisherTenant), _cloud.SignIn(ConsumerTenant));

        Assert.Equal(("someone", ConsumerTenant), (builder.Context.Account, builder.TenantId));
        Assert.Empty(_cloud.Transport.Requests);
    }

    private BuilderFinder Finder(ProofTokens? kept) => new(
        new SessionService(_cloud.Time), new ContextSelector(new SubscriptionTenants()), new AccessWait(new Waiter(_cloud.Time)), kept);

    private Task<Builder> FindAsync(Handover handover, params ImageShareContext[] contexts) =>
        FindAsync(Finder(kept: null), handover, contexts);

    private static Task<Builder> FindAsync(BuilderFinder finder, Handover handover, params ImageShareContext[] contexts)
    {
        var spec = new SharedImageVMSpec("vm1", "rg") { Handover = handover };
        return finder.FindAsync(spec, null, new FakeCaller(contexts), TestContext.Current.CancellationToken);
    }

    private static MockAnswer Answer(MockRequest request)
    {
        if (request.Path.Contains("/discovery/instance", StringComparison.Ordinal))
        {
            return MockAnswer.Json($$"""
                { "tenant_discovery_endpoint": "https://login.microsoftonline.com/{{ConsumerTenant}}/v2.0/.well-known/openid-configuration",
                  "metadata": [ { "preferred_network": "login.microsoftonline.com", "preferred_cache": "login.windows.net",
                                  "aliases": [ "login.microsoftonline.com", "login.windows.net" ] } ] }
                """);
        }

        if (request.Path.Contains("/openid-configuration", StringComparison.Ordinal))
        {
            var authority = $"https://login.microsoftonline.com/{request.Path.Split('/')[1]}";
            return MockAnswer.Json($$"""
                { "issuer": "{{authority}}/v2.0", "token_endpoint": "{{authority}}/oauth2/v2.0/token",
                  "authorization_endpoint": "{{authority}}/oauth2/v2.0/authorize" }
                """);
        }

        var tenant = request.Path.Split('/')[1];
        return tenant == Other
            ? new(400, $$"""
                { "error": "unauthorized_client", "error_codes": [700016],
                  "error_description": "AADSTS700016: Application with identifier '{{App}}' was not found in the directory 'Other'." }
                """)
            : MockAnswer.Json($$"""{ "token_type": "Bearer", "expires_in": 3600, "access_token": "{{Token(tenant)}}" }""");
    }

    private static string Token(string tenant)
    {
        var claims = $$"""{"tid":"{{tenant}}","oid":"{{ObjectId}}","appid":"{{App}}"}""";
        var text = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(claims)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        return $"e30.{text}.c2ln";
    }

    private static SecureString Secret()
    {
        var secret = new SecureString();
        foreach (var c in "not-a-real-secret")
            secret.AppendChar(c);
        return secret;
    }
}

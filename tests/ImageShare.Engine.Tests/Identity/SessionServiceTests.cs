using System.Security;
using System.Text;
using System.Text.Json.Nodes;
using ImageShare.Engine.Identity;
using ImageShare.Engine.Tests.Fakes;
using ImageShare.Model;
using Xunit;
using static ImageShare.Engine.Tests.Fakes.TestCloud;

namespace ImageShare.Engine.Tests.Identity;

public sealed class SessionServiceTests
{
    private const string AppId = "66666666-6666-4666-8666-666666666666";

    private string _subscriptions = $$"""{"value":[{"subscriptionId":"{{SubscriptionId}}"}]}""";
    private MockAnswer? _tokenAnswer;
    private readonly FakeCaller _caller = new();
    private readonly TestCloud _cloud;

    public SessionServiceTests() => _cloud = new TestCloud(Answer);

    [Fact]
    public async Task A_sign_in_takes_one_token_and_one_question_to_ARM()
    {
        var context = await Connect(Secret("a-secret"), ConsumerTenant);

        Assert.Equal((AppId, ObjectId, ConsumerTenant, SubscriptionId),
            (context.Account, context.ObjectId, context.TenantId, context.SubscriptionId));
        Assert.Equal(("AzureCloud", AuthenticationMethod.ClientSecret), (context.Environment, context.AuthenticationMethod));
        Assert.Single(_cloud.Transport.Requests, r => r.Uri.Host == "management.azure.com");
        Assert.Single(_cloud.Transport.Requests, r => r.Path.EndsWith("/token", StringComparison.Ordinal));
        Assert.DoesNotContain("a-secret", context.ToString() + string.Join(' ', _caller.Messages), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"value":[]}""")]
    [InlineData("""{"value":[{"subscriptionId":"a"},{"subscriptionId":"b"}]}""")]
    [InlineData("""{"value":[{"subscriptionId":"a"}],"nextLink":"https://management.azure.com/subscriptions?p=2"}""")]
    public async Task None_or_several_subscriptions_are_no_default(string subscriptions)
    {
        _subscriptions = subscriptions;

        Assert.Null((await Connect(Secret("x"), ConsumerTenant)).SubscriptionId);
    }

    [Fact]
    public async Task A_given_subscription_is_taken_without_asking()
    {
        var context = await Service().ConnectAsync(
            new SignIn(Secret("x")) { TenantId = ConsumerTenant, SubscriptionId = SubscriptionId.ToUpperInvariant() }, _cloud.Cloud,
            _caller, TestContext.Current.CancellationToken);

        Assert.Equal(SubscriptionId, context.SubscriptionId);
        Assert.DoesNotContain(_cloud.Transport.Requests, r => r.Uri.Host == "management.azure.com");
    }

    [Theory]
    [InlineData("11111111-2222-4333-8444-555555555555", "this looks like the secret's id")]
    [InlineData("abc", "cut off")]
    public async Task A_wrong_secret_is_told_from_a_secrets_id(string secret, string reason)
    {
        _tokenAnswer = new MockAnswer(401, new JsonObject
        {
            ["error"] = "invalid_client",
            ["error_description"] = "AADSTS7000215: Invalid client secret provided. Trace ID: 1 Correlation ID: "
                + "6f1c4e0b-1111-4111-8111-000000000000 Timestamp: 2026",
        }.ToJsonString());

        var exception = await Assert.ThrowsAsync<ImageShareException>(() => Connect(Secret(secret), ConsumerTenant));

        Assert.Equal(("AADSTS7000215", AppId), (exception.Code, exception.Target));
        Assert.Contains(reason, exception.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_given_token_is_good_for_its_own_tenant_and_for_ARM()
    {
        var token = FakeCredential.Token(ConsumerTenant, ObjectId, DateTimeOffset.UtcNow.AddHours(1));
        var context = await Connect(new AccessTokenCredential(Protect(token)), ConsumerTenant);

        Assert.Equal(AuthenticationMethod.AccessToken, context.AuthenticationMethod);
        Assert.False(context.CanReach(PublisherTenant));
        var exception = await Assert.ThrowsAsync<ImageShareException>(
            async () => await context.TokenCredential.GetTokenAsync(
                new(["https://graph.microsoft.com/.default"]), TestContext.Current.CancellationToken));
        Assert.Equal("NoGraphToken", exception.Code);
    }

    [Fact]
    public async Task An_expired_or_unreadable_token_or_one_of_another_tenant_is_refused()
    {
        var expired = FakeCredential.Token(ConsumerTenant, ObjectId, DateTimeOffset.UnixEpoch);
        var foreign = FakeCredential.Token(PublisherTenant, ObjectId, DateTimeOffset.UtcNow.AddHours(1));

        foreach (var (token, code) in (ReadOnlySpan<(string, string)>)[(expired, "AccessTokenExpired"), ("rubbish", "InvalidAccessToken"),
            (foreign, "TenantNotReachable")])
            Assert.Equal(code, Refusal(token));

        string Refusal(string token) => Assert.ThrowsAsync<ImageShareException>(
            () => Connect(new AccessTokenCredential(Protect(token)), ConsumerTenant)).GetAwaiter().GetResult().Code;
    }

    [Theory]
    [InlineData("not-a-guid", ConsumerTenant, "InvalidApplicationId")]
    [InlineData(AppId, "no tenant", "InvalidTenantId")]
    [InlineData(AppId, null, "TenantRequired")]
    public async Task Bad_ids_are_refused_before_any_request(string applicationId, string? tenantId, string code)
    {
        var exception = await Assert.ThrowsAsync<ImageShareException>(
            async () => await Connect(new ApplicationCredential(applicationId, new SecretProof(Protect("x"))), tenantId));

        Assert.Equal((code, ErrorKind.InvalidArgument), (exception.Code, exception.Kind));
        Assert.Empty(_cloud.Transport.Requests);
    }

    [Fact]
    public async Task A_federated_token_is_asked_for_again_for_each_tenant()
    {
        var asked = 0;
        var context = await Connect(
            new ApplicationCredential(AppId, new FederatedProof(_ => Task.FromResult($"assertion-{++asked}"))), ConsumerTenant);

        await context.GetCredential(PublisherTenant).GetTokenAsync(
            new(["https://management.azure.com/.default"]), TestContext.Current.CancellationToken);

        var sent = _cloud.Transport.Requests.Where(r => r.Path.EndsWith("/token", StringComparison.Ordinal)).ToArray();
        Assert.Equal([ConsumerTenant, PublisherTenant], sent.Select(r => r.Path.Split('/')[1]));
        Assert.Contains("client_assertion=assertion-1", sent[0].Body, StringComparison.Ordinal);
        Assert.Contains("client_assertion=assertion-2", sent[1].Body, StringComparison.Ordinal);
    }

    private static ApplicationCredential Secret(string secret) => new(AppId, new SecretProof(Protect(secret)));

    private static SecureString Protect(string text)
    {
        var secure = new SecureString();
        foreach (var c in text)
            secure.AppendChar(c);

        return secure;
    }

    private static SessionService Service() => new(TimeProvider.System);

    private Task<EngineContext> Connect(SignInCredential credential, string? tenantId) => Service().ConnectAsync(
        new SignIn(credential) { TenantId = tenantId }, _cloud.Cloud, _caller, TestContext.Current.CancellationToken);

    private MockAnswer Answer(MockRequest request)
    {
        if (request.Uri.Host == "management.azure.com")
            return MockAnswer.Json(_subscriptions);
        if (request.Path.EndsWith("/token", StringComparison.Ordinal))
            return _tokenAnswer ?? Issue(request.Path.Split('/')[1]);

        var tenant = request.Path.Split('/')[1];
        return MockAnswer.Json(request.Path.Contains("discovery", StringComparison.Ordinal)
            ? """{"tenant_discovery_endpoint":"https://login.microsoftonline.com/x","metadata":[{"preferred_network":"login.microsoftonline.com","preferred_cache":"login.windows.net","aliases":["login.microsoftonline.com"]}]}"""
            : $$"""{"token_endpoint":"https://login.microsoftonline.com/{{tenant}}/oauth2/v2.0/token","authorization_endpoint":"https://login.microsoftonline.com/{{tenant}}/oauth2/v2.0/authorize","issuer":"https://login.microsoftonline.com/{{tenant}}/v2.0"}""");
    }

    private static MockAnswer Issue(string tenant)
    {
        var claims = $$"""{"tid":"{{tenant}}","oid":"{{ObjectId}}","appid":"{{AppId}}"}""";
        var token = $"e30.{Convert.ToBase64String(Encoding.UTF8.GetBytes(claims)).TrimEnd('=').Replace('+', '-').Replace('/', '_')}.c2ln";
        return MockAnswer.Json($$"""{"token_type":"Bearer","expires_in":3599,"access_token":"{{token}}"}""");
    }
}

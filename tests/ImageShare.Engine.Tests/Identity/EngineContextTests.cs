using Azure.Core;
using ImageShare.Engine.Identity;
using ImageShare.Engine.Tests.Fakes;
using ImageShare.Model;
using Xunit;
using static ImageShare.Engine.Tests.Fakes.TestCloud;

namespace ImageShare.Engine.Tests.Identity;

public sealed class EngineContextTests
{
    private static readonly TokenRequestContext s_request = new(["https://management.azure.com/.default"]);

    private readonly TestCloud _cloud = new(_ => new MockAnswer(500));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_sign_in_gives_tokens_of_two_tenants_and_asks_for_each_once()
    {
        var credential = new FakeCredential(ConsumerTenant, ObjectId, _cloud.Time);
        var context = _cloud.SignIn(ConsumerTenant, credential: credential);

        var home = await context.TokenCredential.GetTokenAsync(s_request, Token);
        var foreign = await context.GetCredential(PublisherTenant).GetTokenAsync(s_request, Token);
        await context.For(new FakeCaller()).GetCredential(PublisherTenant).GetTokenAsync(s_request, Token);
        await context.GetCredential(ConsumerTenant).GetTokenAsync(s_request, Token);

        Assert.Equal(ConsumerTenant, TokenClaims.Read(home.Token)?.TenantId);
        Assert.Equal(PublisherTenant, TokenClaims.Read(foreign.Token)?.TenantId);
        Assert.Equal([null, PublisherTenant], credential.Asked.Select(r => r.TenantId));
        Assert.All(credential.Asked, r => Assert.True(r.IsCaeEnabled));
    }

    [Fact]
    public async Task A_token_is_renewed_before_it_expires_and_after_a_claims_challenge()
    {
        var credential = new FakeCredential(ConsumerTenant, ObjectId, _cloud.Time);
        var context = _cloud.SignIn(ConsumerTenant, credential: credential);

        await context.TokenCredential.GetTokenAsync(s_request, Token);
        await context.TokenCredential.GetTokenAsync(new TokenRequestContext(s_request.Scopes, claims: "{}"), Token);
        _cloud.Time.Advance(TimeSpan.FromMinutes(56));
        await context.TokenCredential.GetTokenAsync(s_request, Token);

        Assert.Equal(3, credential.Asked.Count);
    }

    [Theory]
    [InlineData(AuthenticationMethod.ManagedIdentity)]
    [InlineData(AuthenticationMethod.AccessToken)]
    public void Some_sign_ins_are_good_for_their_own_tenant_only(AuthenticationMethod method)
    {
        var context = _cloud.SignIn(ConsumerTenant, method);

        Assert.False(context.CanReach(PublisherTenant));
        Assert.Same(context.TokenCredential, context.GetCredential(ConsumerTenant));
        var exception = Assert.Throws<ImageShareException>(() => context.GetCredential(PublisherTenant));
        Assert.Equal(("TenantNotReachable", PublisherTenant), (exception.Code, exception.Target));
    }

    [Fact]
    public async Task A_token_of_another_tenant_than_asked_for_is_not_passed_on()
    {
        var context = _cloud.SignIn(
            ConsumerTenant, AuthenticationMethod.Ambient, new FakeCredential(ConsumerTenant, ObjectId, _cloud.Time) { HomeOnly = true });

        var exception = await Assert.ThrowsAsync<ImageShareException>(
            async () => await context.GetCredential(PublisherTenant).GetTokenAsync(s_request, Token));
        Assert.Equal("TenantNotReachable", exception.Code);
    }

    [Fact]
    public async Task A_question_to_a_person_reaches_the_caller_that_needs_the_token_now()
    {
        var source = new AskingCredential(new FakeCredential(ConsumerTenant, ObjectId, _cloud.Time));
        var connecting = new FakeCaller();
        var context = new EngineContext(
            _cloud.Cloud, source, new EngineAccount("a", ObjectId, ConsumerTenant, null, AuthenticationMethod.DeviceCode), connecting);
        var later = new FakeCaller();

        await context.For(later).TokenCredential.GetTokenAsync(s_request, Token);

        Assert.Empty(connecting.Prompts);
        Assert.Equal("code ABC", Assert.Single(later.Prompts));
        Assert.Null(CallerCredential.Current);
    }

    private sealed class AskingCredential(TokenCredential inner) : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext request, CancellationToken cancellationToken) =>
            inner.GetToken(request, cancellationToken);

        public override async ValueTask<AccessToken> GetTokenAsync(TokenRequestContext request, CancellationToken cancellationToken)
        {
            await Task.Yield();
            CallerCredential.Current?.Prompt("code ABC");
            return inner.GetToken(request, cancellationToken);
        }
    }
}

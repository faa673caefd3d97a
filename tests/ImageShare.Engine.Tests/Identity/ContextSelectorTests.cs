using Azure.Core;
using ImageShare.Engine.Identity;
using ImageShare.Engine.Tests.Fakes;
using ImageShare.Model;
using Xunit;
using static ImageShare.Engine.Tests.Fakes.TestCloud;

namespace ImageShare.Engine.Tests.Identity;

public sealed class ContextSelectorTests
{
    private const string Challenge =
        $"Bearer authorization_uri=\"https://login.windows.net/{PublisherTenant}\", error=\"invalid_token\", error_description=\"...\"";

    private readonly ContextSelector _selector = new(new SubscriptionTenants());
    private readonly TestCloud _cloud = new(_ => new MockAnswer(401, "{}", ("WWW-Authenticate", Challenge)));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Without_a_sign_in_the_error_tells_how_to_pass_one_to_parallel_runspaces()
    {
        var exception = Assert.Throws<ImageShareException>(() => ContextSelector.Default(new FakeCaller()));

        Assert.Equal(("NotConnected", ErrorKind.AuthenticationError), (exception.Code, exception.Kind));
        Assert.Contains("Connect-ImageShare", exception.Fix, StringComparison.Ordinal);
        Assert.Contains("-Context $using:ctx", exception.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_only_sign_in_is_taken_without_asking_anyone()
    {
        var context = await _selector.ForSubscriptionAsync(_cloud.Caller(ConsumerTenant), SubscriptionId, Token);

        Assert.Equal(ConsumerTenant, context.TenantId);
        Assert.Empty(_cloud.Transport.Requests);
    }

    [Fact]
    public async Task Among_several_the_subscriptions_tenant_decides_and_is_asked_for_once_without_a_token()
    {
        var caller = new FakeCaller(_cloud.SignIn(ConsumerTenant), _cloud.SignIn(PublisherTenant));
        var resource = new ResourceIdentifier($"/subscriptions/{SubscriptionId}/resourceGroups/rg");

        Assert.Equal(PublisherTenant, (await _selector.ForResourceAsync(caller, resource, Token)).TenantId);
        Assert.Equal(PublisherTenant, (await _selector.ForResourceAsync(caller, resource, Token)).TenantId);

        var request = Assert.Single(_cloud.Transport.Requests);
        Assert.Equal($"/subscriptions/{SubscriptionId}", request.Path);
        Assert.Null(request.Header("Authorization"));
    }

    [Fact]
    public async Task A_delegated_subscription_of_a_foreign_tenant_goes_to_the_newest_sign_in()
    {
        const string Third = "55555555-5555-4555-8555-555555555555";
        var caller = new FakeCaller(_cloud.SignIn(ConsumerTenant), _cloud.SignIn(Third));

        Assert.Equal(ConsumerTenant, (await _selector.ForSubscriptionAsync(caller, SubscriptionId, Token)).TenantId);
    }

    [Fact]
    public void A_tenant_goes_to_its_own_sign_in_else_to_one_that_may_reach_it()
    {
        var identity = _cloud.SignIn(ConsumerTenant, AuthenticationMethod.ManagedIdentity);
        var publisher = _cloud.SignIn(PublisherTenant);

        Assert.Equal(PublisherTenant, ContextSelector.ForTenant(new FakeCaller(identity, publisher), PublisherTenant).TenantId);
        Assert.Equal(PublisherTenant, ContextSelector.ForTenant(
            new FakeCaller(identity, publisher), "55555555-5555-4555-8555-555555555555").TenantId);

        var lonely = new FakeCaller(identity, _cloud.SignIn(ConsumerTenant, AuthenticationMethod.AccessToken));
        Assert.Equal(
            "NoContextForTenant", Assert.Throws<ImageShareException>(() => ContextSelector.ForTenant(lonely, PublisherTenant)).Code);
    }
}

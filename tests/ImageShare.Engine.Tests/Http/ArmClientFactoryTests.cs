using Azure.Core;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Engine.Tests.Fakes;
using ImageShare.Model;
using Xunit;
using static ImageShare.Engine.Tests.Fakes.TestCloud;

namespace ImageShare.Engine.Tests.Http;

public sealed class ArmClientFactoryTests
{
    private const string Third = "55555555-5555-4555-8555-555555555555";
    private const string Group = $$"""{"id":"/subscriptions/{{SubscriptionId}}/resourceGroups/rg","name":"rg","location":"x"}""";

    private static readonly ResourceIdentifier s_group = new($"/subscriptions/{SubscriptionId}/resourceGroups/rg");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_shows_tokens_of_the_other_tenants_and_never_of_its_own()
    {
        var cloud = new TestCloud(_ => MockAnswer.Json(Group));

        await Get(cloud.SignIn(ConsumerTenant), [PublisherTenant, ConsumerTenant, Third, PublisherTenant.ToUpperInvariant()]);

        var request = Assert.Single(cloud.Transport.Requests);
        Assert.Equal(ConsumerTenant, Tenant(request.Header("Authorization")!));
        var others = request.Header("x-ms-authorization-auxiliary")!.Split(", ");
        Assert.Equal([PublisherTenant, Third], others.Select(Tenant));
    }

    [Fact]
    public async Task Without_other_tenants_there_is_no_such_header()
    {
        var cloud = new TestCloud(_ => MockAnswer.Json(Group));

        await Get(cloud.SignIn(ConsumerTenant), [ConsumerTenant]);

        Assert.Null(Assert.Single(cloud.Transport.Requests).Header("x-ms-authorization-auxiliary"));
    }

    [Fact]
    public async Task Each_try_takes_a_fresh_token_from_the_cache()
    {
        TestCloud? cloud = null;
        cloud = new TestCloud(_ =>
        {
            // The auxiliary token runs out while the service makes us wait.
            cloud!.Time.Advance(TimeSpan.FromHours(2));
            return cloud.Transport.Requests.Count < 2 ? new MockAnswer(503, "", ("Retry-After", "0")) : MockAnswer.Json(Group);
        });
        var credential = new FakeCredential(ConsumerTenant, ObjectId, cloud.Time);

        await Get(cloud.SignIn(ConsumerTenant, credential: credential), [PublisherTenant]);

        var shown = cloud.Transport.Requests.Select(r => r.Header("x-ms-authorization-auxiliary")).ToArray();
        Assert.Equal(2, shown.Length);
        Assert.NotEqual(shown[0], shown[1]);
        Assert.Equal(2, credential.Asked.Count(r => r.TenantId == PublisherTenant));
    }

    [Fact]
    public void More_than_three_other_tenants_are_refused_before_any_request()
    {
        var cloud = new TestCloud(_ => MockAnswer.Json(Group));

        var exception = Assert.Throws<ImageShareException>(() => ArmClientFactory.Create(
            cloud.SignIn(ConsumerTenant), null, Enumerable.Range(0, 4).Select(i => Guid.NewGuid().ToString())));

        Assert.Equal("TooManyAuxiliaryTenants", exception.Code);
        Assert.Empty(cloud.Transport.Requests);
    }

    [Fact]
    public void A_sign_in_that_cannot_get_the_other_token_is_told_so_at_once()
    {
        var cloud = new TestCloud(_ => MockAnswer.Json(Group));
        var context = cloud.SignIn(ConsumerTenant, AuthenticationMethod.ManagedIdentity);

        Assert.Equal(
            "TenantNotReachable", Assert.Throws<ImageShareException>(() => ArmClientFactory.Create(context, null, [PublisherTenant])).Code);
    }

    [Fact]
    public async Task The_primary_token_can_be_of_another_tenant()
    {
        var cloud = new TestCloud(_ => MockAnswer.Json(Group));

        await ArmClientFactory.Create(cloud.SignIn(ConsumerTenant), PublisherTenant).GetResourceGroupResource(s_group).GetAsync(Token);

        Assert.Equal(PublisherTenant, Tenant(Assert.Single(cloud.Transport.Requests).Header("Authorization")!));
    }

    private static async Task Get(EngineContext context, IEnumerable<string> others) =>
        await ArmClientFactory.Create(context, null, others).GetResourceGroupResource(s_group).GetAsync(Token);

    private static string? Tenant(string bearer) => TokenClaims.Read(bearer["Bearer ".Length..])?.TenantId;
}

using Azure;
using Azure.Core;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Engine.Tests.Fakes;
using ImageShare.Model;
using Xunit;
using static ImageShare.Engine.Tests.Fakes.TestCloud;

namespace ImageShare.Engine.Tests.Http;

public sealed class RestClientTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lists_go_on_to_the_last_page()
    {
        var cloud = new TestCloud(request => MockAnswer.Json(request.Uri.Query.Contains("page=2", StringComparison.Ordinal)
            ? """{"value":[{"subscriptionId":"b"}]}"""
            : """{"value":[{"subscriptionId":"a"}],"nextLink":"https://management.azure.com/subscriptions?page=2"}"""));

        Assert.Equal(["a", "b"], (await List(cloud)).Select(s => s.SubscriptionId));
    }

    [Theory]
    [InlineData("https://evil.example/subscriptions")]
    [InlineData("https://management.azure.com:444/subscriptions")]
    [InlineData("http://management.azure.com/subscriptions")]
    [InlineData("/relative")]
    public async Task A_next_page_elsewhere_never_gets_the_token(string link)
    {
        var cloud = new TestCloud(_ => MockAnswer.Json($$"""{"value":[],"nextLink":"{{link}}"}"""));

        var exception = await Assert.ThrowsAsync<ImageShareException>(() => List(cloud));

        Assert.Equal(("InvalidNextLink", ErrorKind.SecurityError), (exception.Code, exception.Kind));
        Assert.Single(cloud.Transport.Requests);
    }

    [Theory]
    [InlineData("""{"value":[],"nextLink":"https://management.azure.com/subscriptions?page=2"}""")]
    [InlineData("""{"value":null}""")]
    public async Task A_list_that_has_no_end_or_no_items_cannot_be_read(string page)
    {
        var cloud = new TestCloud(_ => MockAnswer.Json(page));

        Assert.Equal("UnreadableResponse", (await Assert.ThrowsAsync<ImageShareException>(() => List(cloud))).Code);
        Assert.InRange(cloud.Transport.Requests.Count, 1, 2);
    }

    [Fact]
    public async Task Graph_gets_a_graph_token_and_no_auxiliary_one()
    {
        var cloud = new TestCloud(_ => MockAnswer.Json("""{"value":[]}"""));
        var credential = new FakeCredential(ConsumerTenant, ObjectId, cloud.Time);

        await RestClient.ForGraph(cloud.SignIn(ConsumerTenant, credential: credential))
            .GetAsync("v1.0/applications", IdentityJson.Default.PageSubscription, Token);

        var request = Assert.Single(cloud.Transport.Requests);
        Assert.Equal("https://graph.microsoft.com/v1.0/applications", request.Uri.AbsoluteUri);
        Assert.Null(request.Header("x-ms-authorization-auxiliary"));
        Assert.Equal(["https://graph.microsoft.com/.default"], Assert.Single(credential.Asked).Scopes);
    }

    [Fact]
    public async Task Each_exchange_is_told_for_debugging_and_no_token_with_it()
    {
        var cloud = new TestCloud(_ => MockAnswer.Json("""{"value":[]}"""));
        var caller = new FakeCaller();

        await RestClient.ForResourceManager(cloud.SignIn(ConsumerTenant).For(caller))
            .GetAsync("subscriptions", IdentityJson.Default.PageSubscription, Token);

        var told = Assert.Single(caller.Messages);
        Assert.StartsWith("GET https://management.azure.com/subscriptions: 200 after ", told, StringComparison.Ordinal);
        Assert.DoesNotContain("Bearer", told, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task What_is_not_there_is_found_to_be_null_and_deleted_to_be_false()
    {
        var cloud = new TestCloud(_ => MockAnswer.Error(404, "ResourceNotFound", "gone"));
        var client = RestClient.ForResourceManager(cloud.SignIn(ConsumerTenant));

        Assert.Null(await client.FindAsync("x", IdentityJson.Default.PageSubscription, Token));
        Assert.False(await client.DeleteAsync("x", Token));
    }

    [Fact]
    public async Task A_refusal_keeps_its_code_and_an_answer_that_is_no_JSON_is_told()
    {
        var refusing = RestClient.ForResourceManager(new TestCloud(_ => MockAnswer.Error(400, "Bad", "no")).SignIn(ConsumerTenant));
        var portal = RestClient.ForResourceManager(new TestCloud(_ => new MockAnswer(200, "<html>")).SignIn(ConsumerTenant));

        var refusal = await Assert.ThrowsAsync<RequestFailedException>(() =>
            refusing.GetAsync("x", IdentityJson.Default.PageSubscription, Token));
        Assert.Equal((400, "Bad"), (refusal.Status, refusal.ErrorCode));
        var unreadable = await Assert.ThrowsAsync<ImageShareException>(() =>
            portal.GetAsync("x", IdentityJson.Default.PageSubscription, Token));
        Assert.Equal(("UnreadableResponse", ErrorKind.InvalidData), (unreadable.Code, unreadable.Kind));
    }

    [Theory]
    [InlineData(502, 1)]
    [InlineData(503, 2)]
    public async Task What_would_be_made_twice_is_sent_again_only_when_nothing_was_done(int status, int sent)
    {
        var (tries, headers) = (0, ("Retry-After", "0"));
        var cloud = new TestCloud(_ => ++tries == 1 ? new MockAnswer(status, "", headers) : MockAnswer.Json("""{"value":[]}"""));
        var client = RestClient.ForGraph(cloud.SignIn(ConsumerTenant));
        var type = IdentityJson.Default.PageSubscription;

        var failure = await Record.ExceptionAsync(() => client.CreateAsync("x", new Engine.Http.Page<Subscription> { Value = [] }, type, type, Token));

        Assert.Equal(sent, cloud.Transport.Requests.Count);
        Assert.Equal(sent == 1, failure is RequestFailedException { Status: 502 });
    }

    [Fact]
    public async Task What_would_be_made_twice_is_not_sent_again_when_the_answer_is_lost()
    {
        var cloud = new TestCloud(_ => throw new HttpRequestException("The connection broke."));
        var client = RestClient.ForGraph(cloud.SignIn(ConsumerTenant));
        var type = IdentityJson.Default.PageSubscription;

        await Assert.ThrowsAnyAsync<Exception>(() => client.CreateAsync("x", new Engine.Http.Page<Subscription> { Value = [] }, type, type, Token));

        Assert.Single(cloud.Transport.Requests);
    }

    private static async Task<List<Subscription>> List(TestCloud cloud)
    {
        List<Subscription> all = [];
        var client = RestClient.ForResourceManager(cloud.SignIn(ConsumerTenant));
        await foreach (var item in client.ListAsync("subscriptions", IdentityJson.Default.PageSubscription, Token))
            all.Add(item);

        return all;
    }
}

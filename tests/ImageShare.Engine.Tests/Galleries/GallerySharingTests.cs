using System.Text.Json;
using System.Text.Json.Nodes;
using ImageShare.Engine.Galleries.Sharing;
using ImageShare.Engine.Identity;
using ImageShare.Engine.Tests.Fakes;
using ImageShare.Model;
using Xunit;
using static ImageShare.Engine.Tests.Fakes.TestCloud;

namespace ImageShare.Engine.Tests.Galleries;

public sealed class GallerySharingTests
{
    private const string Gallery =
        $"/subscriptions/{SubscriptionId}/resourceGroups/images/providers/Microsoft.Compute/galleries/gal";

    private const string Poll =
        $"https://management.azure.com/subscriptions/{SubscriptionId}/providers/Microsoft.Compute/locations/westus/capsOperations/1"
        + "?api-version=2022-08-03&t=1&h=x%2By";

    private readonly TestCloud _cloud;
    private readonly List<string> _subscriptions = [];
    private string _permissions = "Groups";
    private int _polls;
    private int _readsUntilShown;
    private List<string> _shown = [];

    public GallerySharingTests() => _cloud = new TestCloud(Answer);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private GallerySharingService Service => new(new ContextSelector(new SubscriptionTenants()), _cloud.Time);

    [Fact]
    public async Task The_operation_is_polled_at_the_very_address_that_Azure_gave_and_the_share_is_read_back()
    {
        _readsUntilShown = 2;
        var consumer = Guid.NewGuid().ToString();

        var access = await Service.GrantDirectAsync(Grant([consumer], []), _cloud.Caller(PublisherTenant), Token);

        Assert.Equal([consumer], access.ConsumerSubscriptionIds);
        Assert.Equal(2, _cloud.Transport.Requests.Count(r => r.Uri.ToString() == Poll));
        var share = Assert.Single(_cloud.Transport.Requests, r => r.Method == "POST");
        Assert.Equal(
            $$"""{"operationType":"Add","groups":[{"type":"Subscriptions","ids":["{{consumer}}"]}]}""", share.Body);
        Assert.Equal("GET", _cloud.Transport.Requests[^1].Method);
        Assert.EndsWith("$select=Permissions", _cloud.Transport.Requests[^1].Uri.Query, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(28, 2, 0, null)]
    [InlineData(28, 3, 0, "DirectShareLimit")]
    [InlineData(0, 0, 6, "DirectShareLimit")]
    public async Task What_the_gallery_has_counts_against_the_limits(int has, int subscriptions, int tenants, string? code)
    {
        _shown = [.. Enumerable.Range(0, has).Select(_ => Guid.NewGuid().ToString())];
        _subscriptions.AddRange(_shown);
        var spec = Grant(Ids(subscriptions), Ids(tenants));
        var work = Service.GrantDirectAsync(spec, _cloud.Caller(PublisherTenant), Token);

        if (code is null)
        {
            Assert.Equal(has + subscriptions, (await work).ConsumerSubscriptionIds.Count);
            return;
        }

        Assert.Equal(code, (await Assert.ThrowsAsync<ImageShareException>(() => work)).Code);
        Assert.All(_cloud.Transport.Requests, r => Assert.Equal("GET", r.Method));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Clouds_without_gallery_sharing_are_not_even_asked(int cloud)
    {
        var elsewhere = Cloud.BuiltIn[cloud] with { Transport = _cloud.Transport };
        var context = new EngineContext(
            elsewhere, new FakeCredential(PublisherTenant, ObjectId, _cloud.Time),
            new EngineAccount("someone", ObjectId, PublisherTenant, SubscriptionId, AuthenticationMethod.ClientSecret));

        var refusal = await Assert.ThrowsAsync<ImageShareException>(
            () => Service.GrantDirectAsync(Grant(Ids(1), []), new FakeCaller(context), Token));

        Assert.Equal("GallerySharingNotAvailable", refusal.Code);
        Assert.Contains("New-GalleryShareApp", refusal.Fix, StringComparison.Ordinal);
        Assert.Empty(_cloud.Transport.Requests);
    }

    [Theory]
    [InlineData("Private", "DirectShareNotEnabled")]
    [InlineData("Community", "DirectShareNotEnabled")]
    public async Task A_gallery_that_was_not_made_for_it_is_refused_before_any_change(string permissions, string code)
    {
        _permissions = permissions;

        var refusal = await Assert.ThrowsAsync<ImageShareException>(
            () => Service.GrantDirectAsync(Grant(Ids(1), []), _cloud.Caller(PublisherTenant), Token));

        Assert.Equal((code, Gallery), (refusal.Code, refusal.Target));
        Assert.Contains("New-GalleryShareApp", refusal.Fix, StringComparison.Ordinal);
        Assert.Single(_cloud.Transport.Requests);
    }

    private static DirectAccessSpec Grant(string[] subscriptions, string[] tenants) =>
        new(new GallerySpec { ResourceId = Gallery }) { ConsumerSubscriptionIds = subscriptions, ConsumerTenantIds = tenants };

    private static string[] Ids(int count) => [.. Enumerable.Range(0, count).Select(_ => Guid.NewGuid().ToString())];

    private MockAnswer Answer(MockRequest request)
    {
        if (request.Method == "POST")
        {
            var sent = JsonNode.Parse(request.Body)!["groups"]!.AsArray();
            _subscriptions.AddRange(sent.SelectMany(g => g!["ids"]!.AsArray()).Select(id => (string)id!));
            return new(202, "", ("Azure-AsyncOperation", Poll), ("Location", Poll + "&monitor=true"));
        }

        if (request.Uri.ToString() == Poll)
            return MockAnswer.Json(++_polls < 2 ? """{"status":"InProgress"}""" : """{"status":"Succeeded"}""");
        if (request.Path.EndsWith("/images", StringComparison.Ordinal))
            return MockAnswer.Json("""{"value":[]}""");

        if (_polls > 1 && _readsUntilShown-- <= 0)
            _shown = _subscriptions;
        var groups = JsonSerializer.Serialize(new[] { new { type = "Subscriptions", ids = _shown } });
        return MockAnswer.Json($$"""
            { "location": "westus", "properties": { "identifier": { "uniqueName": "u" }, "provisioningState": "Succeeded",
              "sharingProfile": { "permissions": "{{_permissions}}", "groups": {{groups}} } } }
            """);
    }
}

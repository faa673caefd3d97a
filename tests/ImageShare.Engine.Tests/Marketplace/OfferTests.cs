using System.Text.Json.Nodes;
using ImageShare.Engine.Galleries;
using ImageShare.Engine.Identity;
using ImageShare.Engine.Marketplace;
using ImageShare.Engine.Tests.Fakes;
using ImageShare.Model;
using Xunit;
using static ImageShare.Engine.Tests.Fakes.TestCloud;

namespace ImageShare.Engine.Tests.Marketplace;

public sealed class OfferTests
{
    private const string Root = "/rp/product-ingestion/";

    private readonly TestCloud _cloud;
    private string _submissions = "[]";
    private int _denied;

    public OfferTests() => _cloud = new TestCloud(Answer);

    [Fact]
    public async Task A_list_goes_on_by_the_query_of_its_link_and_never_at_another_host()
    {
        List<string> offers = [];
        await foreach (var offer in Service().GetOffersAsync(new(), Caller(), TestContext.Current.CancellationToken))
            offers.Add(offer.Offer);

        Assert.Equal(["first", "second"], offers);
        Assert.All(_cloud.Transport.Requests, r => Assert.Equal("graph.microsoft.com", r.Uri.Host));
        Assert.All(_cloud.Transport.Requests, r => Assert.Contains("$version=2022-07-01", r.Uri.Query, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Going_live_names_the_submission_that_is_in_preview()
    {
        _submissions = """[{"id":"submission/1/7","product":"product/1","target":{"targetType":"preview"},"status":"completed","result":"succeeded"}]""";

        var job = await PublishAsync(MarketplaceTarget.Live);

        var sent = JsonNode.Parse(_cloud.Transport.Requests.Single(r => r.Method == "POST").Body)!;
        Assert.Equal("https://schema.mp.microsoft.com/schema/configure/2022-07-01", (string?)sent["$schema"]);
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""
                {"$schema":"https://schema.mp.microsoft.com/schema/submission/2022-03-01-preview2","id":"submission/1/7",
                 "product":"product/1","target":{"targetType":"live"}}
                """),
            sent["resources"]![0]));
        Assert.Equal(("j1", "Running", "Pending"), (job.JobId, job.Status, job.Result));
        Assert.DoesNotContain(_cloud.Transport.Requests, r => r.Path.EndsWith("/status", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[]", "MarketplacePreviewRequired")]
    [InlineData("""[{"id":"s","product":"product/1","target":{"targetType":"preview"},"status":"running","result":"pending"}]""",
        "MarketplaceSubmissionRunning")]
    public async Task What_cannot_go_live_is_refused_before_it_is_sent(string submissions, string code)
    {
        _submissions = submissions;

        var refusal = await Assert.ThrowsAsync<ImageShareException>(() => PublishAsync(MarketplaceTarget.Live));

        Assert.Equal((code, "first"), (refusal.Code, refusal.Target));
        Assert.DoesNotContain(_cloud.Transport.Requests, r => r.Method == "POST");
    }

    [Fact]
    public async Task Who_is_not_linked_to_Partner_Center_hears_how_to_be()
    {
        _denied = 403;

        var refusal = await Assert.ThrowsAsync<ImageShareException>(() => PublishAsync(MarketplaceTarget.Preview));

        Assert.Equal(("PartnerCenterDenied", ErrorKind.PermissionDenied), (refusal.Code, refusal.Kind));
        Assert.Contains("User management", refusal.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void A_version_is_added_beside_the_others_with_a_SKU_of_its_kind()
    {
        var configuration = JsonNode.Parse("""
            {"plan":"p","operatingSystem":{"family":"linux"},"skus":[{"imageType":"x64Gen1","skuId":"std"}],"validations":[],
             "vmImageVersions":[{"versionNumber":"1.0.0","vmImages":[]}]}
            """)!.AsObject();
        var spec = new MarketplaceVersionSpec { Offer = "o", Plan = "std", ImageVersionId = Image.Id };

        Assert.True(VersionChange.Apply(configuration, spec, Image, "1.1.0"));
        Assert.False(VersionChange.Apply(configuration, spec, Image, "1.1.0"));
        var other = Image with { ImageVersionId = "/other" };
        var exists = Assert.Throws<ImageShareException>(() => VersionChange.Apply(configuration, spec, other, "1.1.0"));

        Assert.Equal("MarketplaceVersionExists", exists.Code);
        Assert.Equal("linux", (string?)configuration["operatingSystem"]!["family"]);
        Assert.Null(configuration["validations"]);
        Assert.Equal(["1.0.0", "1.1.0"], configuration["vmImageVersions"]!.AsArray().Select(v => (string?)v!["versionNumber"]));
        Assert.Equal(["std", "std-gen2"], configuration["skus"]!.AsArray().Select(s => (string?)s!["skuId"]));
        var source = configuration["vmImageVersions"]![1]!["vmImages"]![0]!["source"]!;
        Assert.Equal(("sharedImageGallery", PublisherTenant, Image.Id), (
            (string?)source["sourceType"], (string?)source["sharedImage"]!["tenantId"], (string?)source["sharedImage"]!["resourceId"]));
    }

    [Theory]
    [InlineData("x64", "V1", "x64Gen1")]
    [InlineData("x64", "V2", "x64Gen2")]
    [InlineData("Arm64", "V2", "arm64Gen2")]
    public void The_kind_of_an_image_is_its_architecture_and_generation(string architecture, string generation, string type) =>
        Assert.Equal(type, VersionChange.ImageType(Image with { Architecture = architecture, HyperVGeneration = generation }));

    [Fact]
    public void An_audience_is_replaced_or_added_to_and_never_emptied()
    {
        MarketplaceAudience[] present = [new("subscription", SubscriptionId, "old")];
        var spec = new MarketplaceAudienceSpec { Offer = "o", Plan = "p", TenantIds = [ConsumerTenant.ToUpperInvariant()] };

        var replaced = AudienceChange.Of(spec, present);
        var added = AudienceChange.Of(spec with { Add = true }, present);
        var same = AudienceChange.Of(spec with { TenantIds = [], SubscriptionIds = [SubscriptionId.ToUpperInvariant()] }, present);

        Assert.Equal((1, 1), (replaced.Added.Count, replaced.Removed.Count));
        Assert.Equal((1, 0), (added.Added.Count, added.Removed.Count));
        Assert.True(added.BringsNewKind(present));
        Assert.True(same.IsEmpty);
        Assert.Equal("AudienceRequired", Assert.Throws<ImageShareException>(
            () => AudienceChange.Of(spec with { TenantIds = [] }, present)).Code);
    }

    private static GalleryImage Image { get; } = new()
    {
        Name = "centos",
        ResourceGroupName = "rg",
        GalleryName = "gal",
        SubscriptionId = SubscriptionId,
        TenantId = PublisherTenant,
        ImageId = "/gal/images/centos",
        ImageVersionId = "/gal/images/centos/versions/1.1.0",
        Architecture = "x64",
        HyperVGeneration = "V2",
    };

    private Task<MarketplaceJob> PublishAsync(MarketplaceTarget target) => Service().PublishAsync(
        new() { Offer = "first", Target = target }, Caller(), TestContext.Current.CancellationToken);

    private FakeCaller Caller() => _cloud.Caller(PublisherTenant);

    private MarketplacePublishingService Service()
    {
        var tenants = new SubscriptionTenants();
        var contexts = new ContextSelector(tenants);
        return new(contexts, new GalleryService(contexts, tenants), _cloud.Time);
    }

    private MockAnswer Answer(MockRequest request)
    {
        if (_denied > 0)
            return MockAnswer.Error(_denied, "forbidden", "no");
        var path = request.Path[Root.Length..];
        return MockAnswer.Json(path switch
        {
            "product" when request.Uri.Query.Contains("continuationToken=2", StringComparison.Ordinal) => Products("second"),
            "product" when request.Uri.Query.Contains("externalId", StringComparison.Ordinal) => Products("first"),
            "product" => Products("first", """, "@nextLink": "https://elsewhere.example/product?continuationToken=2" """),
            "configure" => """{"jobID":"j1","jobStatus":"running","jobResult":"pending","jobStart":"2026-01-01T00:00:00Z","jobEnd":"0001-01-01T00:00:00","errors":[]}""",
            _ when path.StartsWith("submission/", StringComparison.Ordinal) => $$"""{"value":{{_submissions}}}""",
            _ => """{"resources":[]}""",
        });
    }

    private static string Products(string offer, string more = "") =>
        $$"""{"value":[{"id":"product/1","identity":{"externalID":"{{offer}}"},"type":"azureVirtualMachine","alias":"a"}]{{more}}}""";
}

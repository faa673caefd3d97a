using System.Text.Json.Nodes;
using ImageShare.Engine.Galleries;
using ImageShare.Engine.Identity;
using ImageShare.Engine.Tests.Fakes;
using ImageShare.Model;
using Xunit;
using static ImageShare.Engine.Tests.Fakes.TestCloud;

namespace ImageShare.Engine.Tests.Galleries;

public sealed class GalleryServiceTests
{
    private const string Group = $"/subscriptions/{SubscriptionId}/resourceGroups/images";
    private const string Gallery = $"{Group}/providers/Microsoft.Compute/galleries/gal";

    private readonly Dictionary<string, JsonObject> _answers = new(StringComparer.OrdinalIgnoreCase);
    private readonly TestCloud _cloud;

    public GalleryServiceTests()
    {
        _cloud = new TestCloud(Answer);
        Add($"{Gallery}/images/ubuntu", """
            { "osType": "Linux", "osState": "Specialized", "hyperVGeneration": "V2", "architecture": "Arm64",
              "provisioningState": "Succeeded",
              "endOfLifeDate": "2030-01-01T00:00:00Z",
              "features": [
                { "name": "SecurityType", "value": "TrustedLaunch" },
                { "name": "DiskControllerTypes", "value": "SCSI, NVMe" } ],
              "purchasePlan": { "publisher": "p", "product": "o", "name": "n" } }
            """);
        Add($"{Gallery}/images/windows", """{ "osType": "Windows", "osState": "Generalized", "hyperVGeneration": "V1" }""");
        foreach (var number in (string[])["1.9.0", "1.10.0", "1.2.0"])
            AddVersion("ubuntu", number);
        AddVersion("ubuntu", "2.0.0", """ "excludeFromLatest": true, """);
        AddVersion("ubuntu", "3.0.0", state: "Creating");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private int Asked(string part) =>
        _cloud.Transport.Requests.Count(r => r.Uri.ToString().Contains(part, StringComparison.OrdinalIgnoreCase));

    [Fact]
    public async Task A_named_definition_is_read_in_one_request_with_all_that_shapes_a_VM()
    {
        var image = Assert.Single(await ReadAsync(new() { ResourceGroupName = "images", GalleryName = "gal", Name = "ubuntu" }));

        Assert.Equal(
            ("Linux", "Specialized", "V2", "Arm64", "TrustedLaunch"),
            (image.OSType, image.OSState, image.HyperVGeneration, image.Architecture, image.SecurityType));
        Assert.Equal(["SCSI", "NVMe"], image.DiskControllerTypes);
        Assert.Equal(new ImagePlan("p", "o", "n"), image.Plan);
        Assert.Equal((PublisherTenant, (string?)null, $"{Gallery}/images/ubuntu"), (image.TenantId, image.Version, image.Id));
        Assert.Equal(2030, image.EndOfLifeDate!.Value.Year);
        Assert.Equal(1, Asked("/galleries/"));
    }

    [Fact]
    public async Task Names_with_wildcards_take_one_list_and_no_more()
    {
        var images = await ReadAsync(new() { ResourceId = Gallery, Name = "W*" });

        Assert.Equal(["windows"], images.Select(i => i.Name));
        Assert.Equal("Standard", images[0].SecurityType);
        Assert.Equal(1, Asked("/galleries/"));
    }

    [Fact]
    public async Task Without_a_gallery_all_of_the_group_are_looked_through()
    {
        var images = await ReadAsync(new() { ResourceGroupName = "images" });

        Assert.Equal(["ubuntu", "windows"], images.Select(i => i.Name));
    }

    [Fact]
    public async Task A_version_tells_its_regions_and_replication()
    {
        var image = Assert.Single(await ReadAsync(new() { ResourceId = $"{Gallery}/images/ubuntu/versions/1.2.0" }));

        Assert.Equal(["japaneast", "westus"], image.Regions);
        Assert.Equal("InProgress", image.ReplicationState);
        Assert.Equal(new RegionReplication("westus", "Replicating", 40, "copying"), image.Replication[1]);
        Assert.Equal($"{Gallery}/images/ubuntu/versions/1.2.0", image.Id);
        Assert.True(image.Encrypted);
        Assert.Equal(2, Asked("/galleries/"));
    }

    [Fact]
    public async Task Latest_is_the_highest_number_that_is_finished_and_not_excluded()
    {
        var image = Assert.Single(await ReadAsync(new() { ResourceId = $"{Gallery}/images/ubuntu", Version = "latest" }));

        Assert.Equal("1.10.0", image.Version);
        Assert.Equal(3, Asked("/galleries/"));
    }

    [Fact]
    public async Task Versions_with_wildcards_come_in_the_lists_order()
    {
        var images = await ReadAsync(new() { ResourceId = $"{Gallery}/images/ubuntu", Version = "1.*" });

        Assert.Equal(["1.9.0", "1.10.0", "1.2.0"], images.Select(i => i.Version));
        Assert.All(images, image => Assert.NotEmpty(image.Replication));
    }

    [Fact]
    public async Task No_version_for_latest_is_told_for_a_named_image_and_passed_over_in_a_list()
    {
        var named = await Assert.ThrowsAsync<ImageShareException>(
            () => ReadAsync(new() { ResourceId = $"{Gallery}/images/windows", Version = "latest" }));
        var listed = await ReadAsync(new() { ResourceId = Gallery, Version = "latest" });

        Assert.Equal("GalleryImageNotFound", named.Code);
        Assert.Equal(["ubuntu"], listed.Select(i => i.Name));
    }

    [Fact]
    public async Task What_is_not_there_is_told()
    {
        var error = await Assert.ThrowsAsync<ImageShareException>(() => ReadAsync(new() { ResourceId = $"{Gallery}/images/none" }));

        Assert.Equal(("ResourceNotFound", ErrorKind.ObjectNotFound), (error.Code, error.Kind));
    }

    [Theory]
    [InlineData("gal")]
    [InlineData("/subscriptions/x/resourceGroups/rg/providers/Microsoft.Compute/galleries/g")]
    [InlineData($"{Gallery}/applications/a")]
    public async Task An_id_of_something_else_is_refused_before_any_request(string id)
    {
        Assert.Equal("InvalidResourceId", (await Assert.ThrowsAsync<ImageShareException>(() => ReadAsync(new() { ResourceId = id }))).Code);
        Assert.Empty(_cloud.Transport.Requests);
    }

    [Fact]
    public async Task A_subscription_of_another_company_is_read_with_its_token()
    {
        var caller = _cloud.Caller(ConsumerTenant);

        var images = await ReadAsync(new() { ResourceId = $"{Gallery}/images/ubuntu" }, caller);

        Assert.Equal(PublisherTenant, Assert.Single(images).TenantId);
        Assert.Equal(PublisherTenant, Machines.FakeAzure.Tenant(_cloud.Transport.Requests[^1]));
    }

    [Theory]
    [InlineData("1.2.3", true)]
    [InlineData("1.2", false)]
    [InlineData("1.2.3.4", false)]
    [InlineData("01.2.3", false)]
    [InlineData("1.2.-3", false)]
    [InlineData("latest", false)]
    public void Version_numbers_are_three_integers(string text, bool valid) =>
        Assert.Equal(valid, ImageVersionNumber.TryParse(text) is not null);

    private async Task<List<GalleryImage>> ReadAsync(GalleryImageQuery query, FakeCaller? caller = null)
    {
        var tenants = new SubscriptionTenants();
        List<GalleryImage> images = [];
        var service = new GalleryService(new ContextSelector(tenants), tenants);
        await foreach (var image in service.GetImagesAsync(query, caller ?? _cloud.Caller(PublisherTenant), Token))
            images.Add(image);
        return images;
    }

    private void Add(string id, string properties) => _answers[id] = new JsonObject
    {
        ["id"] = id,
        ["name"] = id.Split('/')[^1],
        ["type"] = "Microsoft.Compute/galleries/images",
        ["location"] = "japaneast",
        ["properties"] = JsonNode.Parse(properties),
    };

    private void AddVersion(string image, string number, string profile = "", string state = "Succeeded") =>
        Add($"{Gallery}/images/{image}/versions/{number}", $$"""
        { "provisioningState": "{{state}}",
          "publishingProfile": { {{profile}} "publishedDate": "2026-01-01T00:00:00Z", "targetRegions": [ { "name": "Japan East" },
            { "name": "West US", "encryption": { "osDiskImage": {
              "diskEncryptionSetId": "{{Group}}/providers/Microsoft.Compute/diskEncryptionSets/d" } } } ] },
          "replicationStatus": { "aggregatedState": "InProgress", "summary": [
            { "region": "Japan East", "state": "Completed", "progress": 100 },
            { "region": "West US", "state": "Replicating", "progress": 40, "details": "copying" } ] } }
        """);

    private MockAnswer Answer(MockRequest request)
    {
        if (request.Header("Authorization") is null || Machines.FakeAzure.Tenant(request) != PublisherTenant)
        {
            return new(401, """{"error":{"code":"InvalidAuthenticationTokenTenant","message":"wrong issuer"}}""",
                ("WWW-Authenticate", $"Bearer authorization_uri=\"https://login.windows.net/{PublisherTenant}\""));
        }

        if (_answers.TryGetValue(request.Path, out var one))
            return MockAnswer.Json(one.ToJsonString());
        if (request.Path.Equals($"{Group}/providers/Microsoft.Compute/galleries", StringComparison.OrdinalIgnoreCase))
        {
            return MockAnswer.Json($$"""
                { "value": [ { "id": "{{Gallery}}", "name": "gal", "type": "Microsoft.Compute/galleries", "location": "japaneast" } ] }
                """);
        }

        var below = _answers.Where(a => a.Key[..a.Key.LastIndexOf('/')].Equals(request.Path, StringComparison.OrdinalIgnoreCase));
        return request.Path.EndsWith("/images", StringComparison.Ordinal) || request.Path.EndsWith("/versions", StringComparison.Ordinal)
            ? MockAnswer.Json(new JsonObject { ["value"] = new JsonArray([.. below.Select(a => a.Value.DeepClone())]) }.ToJsonString())
            : MockAnswer.Error(404, "ResourceNotFound", $"The Resource '{request.Path}' was not found.");
    }
}

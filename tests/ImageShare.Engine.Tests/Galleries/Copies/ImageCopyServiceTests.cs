using System.Text.Json.Nodes;
using ImageShare.Engine.Galleries.Copies;
using ImageShare.Engine.Tests.Fakes;
using ImageShare.Engine.Tests.Machines;
using ImageShare.Model;
using Xunit;

namespace ImageShare.Engine.Tests.Galleries.Copies;

public sealed class ImageCopyServiceTests
{
    private const string Auxiliary = "x-ms-authorization-auxiliary";
    private const string Gallery = $"{FakeAzure.Group}/providers/Microsoft.Compute/galleries/mine";
    private const string Definition = $"{Gallery}/images/ubuntu";
    private const string Copy = $"{Definition}/versions/1.2.0";

    private readonly FakeAzure _azure = new();

    public ImageCopyServiceTests() => _azure.DefinitionProperties = JsonNode.Parse("""
        { "osType": "Linux", "osState": "Generalized", "hyperVGeneration": "V2", "architecture": "x64", "description": "words",
          "identifier": { "publisher": "p", "offer": "o", "sku": "s" }, "eula": "terms",
          "purchasePlan": { "publisher": "pp", "product": "po", "name": "pn" }, "disallowed": { "diskTypes": [ "Standard_LRS" ] },
          "recommended": { "vCPUs": { "min": 2, "max": 8 } },
          "features": [ { "name": "SecurityType", "value": "TrustedLaunch" } ] }
        """)!.AsObject();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ImageCopyService Service => new(_azure.Builders(), new(), new(_azure.Cloud.Time));

    private static ImageCopySpec Spec => new("rg", "mine") { ImageId = FakeAzure.Version };

    private Task<GalleryImage> CopyAsync(ImageCopySpec spec, FakeCaller? caller = null) =>
        Service.CopyAsync(spec, caller ?? _azure.Caller(), Token);

    private JsonNode Sent(string path) =>
        JsonNode.Parse(_azure.Requests.Single(r => r.Method == "PUT" && r.Path.Equals(path, StringComparison.OrdinalIgnoreCase)).Body)!;

    private static string[] Regions(JsonNode version) =>
        [.. version["properties"]!["publishingProfile"]!["targetRegions"]!.AsArray().Select(r => (string)r!["name"]!)];

    [Fact]
    public async Task The_owners_token_goes_with_the_version_and_its_polls_and_nowhere_else()
    {
        var copy = await CopyAsync(Spec);

        var with = _azure.Requests.Where(r => r.Header(Auxiliary) is not null).ToList();
        Assert.Equal("PUT", with[0].Method);
        Assert.Equal(Copy, with[0].Path);
        Assert.All(with.Skip(1), r => Assert.Equal("GET", r.Method));
        Assert.Contains(with, r => r.Path.Contains("/operations/versions", StringComparison.Ordinal));
        Assert.All(with, r => Assert.Equal(TestCloud.PublisherTenant, FakeAzure.TenantOf(r.Header(Auxiliary)!)));
        Assert.All(with, r => Assert.Equal(TestCloud.ConsumerTenant, FakeAzure.Tenant(r)));
        Assert.Equal((Copy, "Succeeded", TestCloud.ConsumerTenant), (copy.Id, copy.ProvisioningState, copy.TenantId));
        Assert.Equal(FakeAzure.Version, (string?)Sent(Copy)["properties"]!["storageProfile"]!["source"]!["id"]);
    }

    [Fact]
    public async Task A_delegated_image_takes_no_other_token()
    {
        _azure.Delegated = true;

        await CopyAsync(Spec);

        Assert.DoesNotContain(_azure.Requests, r => r.Header(Auxiliary) is not null);
        Assert.All(_azure.Requests, r => Assert.Equal(TestCloud.ConsumerTenant, FakeAzure.Tenant(r)));
    }

    [Fact]
    public async Task A_missing_definition_says_all_that_the_source_says()
    {
        await CopyAsync(Spec with { Sku = "other", Tags = new Dictionary<string, string> { ["team"] = "images" } });

        var expected = _azure.DefinitionProperties.DeepClone();
        expected["identifier"]!["sku"] = "other";
        Assert.True(JsonNode.DeepEquals(expected, Sent(Definition)["properties"]), Sent(Definition).ToJsonString());
        Assert.Equal("images", (string?)Sent(Gallery)["tags"]!["team"]);
        Assert.Equal(["Create gallery", "Create image definition"], (await PlannedAsync()).Take(2));
    }

    private async Task<IEnumerable<string>> PlannedAsync()
    {
        _azure.Resources.Clear();
        var caller = _azure.Caller(whatIf: true);
        await CopyAsync(Spec, caller);
        return caller.Asked.Select(a => a.Action);
    }

    [Fact]
    public async Task What_is_there_is_used_as_it_is()
    {
        _azure.Put(Gallery, "japaneast");
        _azure.Put(Definition, "japaneast", """{ "osType": "Linux", "osState": "Generalized", "hyperVGeneration": "V2", "architecture": "x64" }""");

        await CopyAsync(Spec);

        Assert.Equal([Copy], _azure.Requests.Where(r => r.Method == "PUT").Select(r => r.Path));
        Assert.Single(_azure.Requests, r => r.Path == FakeAzure.Definition);
    }

    [Fact]
    public async Task Under_WhatIf_nothing_is_made_and_the_plan_names_everything()
    {
        var caller = _azure.Caller(whatIf: true);

        var planned = await CopyAsync(Spec with { TargetRegions = ["Japan East", "West US"] }, caller);

        Assert.Equal([Gallery, Definition, Copy], caller.Asked.Select(a => a.Target));
        Assert.DoesNotContain(_azure.Requests, r => r.Method != "GET");
        Assert.Equal(("Planned", Copy), (planned.ProvisioningState, planned.Id));
        Assert.Equal(["japaneast", "westus"], planned.Regions);
    }

    [Fact]
    public async Task A_second_run_changes_nothing()
    {
        var first = await CopyAsync(Spec);
        var made = _azure.Requests.Count(r => r.Method == "PUT");

        var second = await CopyAsync(Spec);

        Assert.Equal((first.Id, first.ProvisioningState), (second.Id, second.ProvisioningState));
        Assert.Equal(made, _azure.Requests.Count(r => r.Method == "PUT"));
    }

    [Fact]
    public async Task A_copy_that_is_there_gets_the_regions_it_lacks_and_keeps_those_it_has()
    {
        await CopyAsync(Spec);
        var caller = _azure.Caller();

        var copy = await CopyAsync(Spec with { TargetRegions = ["westus"] }, caller);

        Assert.Equal([(Copy, "Replicate to westus")], caller.Asked);
        var last = _azure.Requests.Last(r => r.Method == "PUT");
        Assert.NotNull(last.Header(Auxiliary));
        Assert.Equal(["japaneast", "westus"], Regions(JsonNode.Parse(last.Body)!));
        Assert.Equal(["japaneast", "westus"], copy.Regions);
    }

    [Theory]
    [InlineData("/other", "Succeeded", "ImageVersionAlreadyExists", ErrorKind.ResourceExists)]
    [InlineData(FakeAzure.Version, "Failed", "ImageVersionFailed", ErrorKind.InvalidOperation)]
    public async Task A_version_that_is_there_and_is_no_good_copy_is_refused(string source, string state, string code, ErrorKind kind)
    {
        var id = source.StartsWith("/other", StringComparison.Ordinal) ? $"{FakeAzure.Definition}/versions/9.9.9" : source;
        _azure.Put(Copy, "japaneast", $$"""{ "provisioningState": "{{state}}", "storageProfile": { "source": { "id": "{{id}}" } } }""");

        var refusal = await Assert.ThrowsAsync<ImageShareException>(() => CopyAsync(Spec));

        Assert.Equal((code, kind, Copy), (refusal.Code, refusal.Kind, refusal.Target));
    }

    [Fact]
    public async Task A_version_that_Azure_fails_to_make_is_removed_and_the_next_run_makes_it()
    {
        _azure.Failures["versions"] = """{ "code": "InternalServerError", "message": "It broke." }""";
        _azure.Before = request =>
        {
            if (request.Path.EndsWith("/operations/versions", StringComparison.Ordinal) && _azure.Failures.Count > 0)
                _azure.Resources[Copy.ToLowerInvariant()]["properties"]!["provisioningState"] = "Failed";
        };

        var refusal = await Assert.ThrowsAsync<ImageShareException>(() => CopyAsync(Spec));
        Assert.Equal("InternalServerError", refusal.Code);
        Assert.False(_azure.Resources.ContainsKey(Copy.ToLowerInvariant()));

        _azure.Failures.Clear();
        Assert.Equal("Succeeded", (await CopyAsync(Spec)).ProvisioningState);
    }

    [Fact]
    public async Task A_copy_that_an_earlier_run_began_is_awaited()
    {
        _azure.Put(Copy, "japaneast", $$"""
            { "provisioningState": "Creating", "storageProfile": { "source": { "id": "{{FakeAzure.Version}}" } },
              "publishingProfile": { "targetRegions": [ { "name": "Japan East" } ] } }
            """);
        var reads = 0;
        _azure.Before = request =>
        {
            if (request.Path == Copy && ++reads == 3)
                _azure.Resources[Copy.ToLowerInvariant()]["properties"]!["provisioningState"] = "Succeeded";
        };

        var copy = await CopyAsync(Spec);

        Assert.Equal("Succeeded", copy.ProvisioningState);
        Assert.DoesNotContain(_azure.Requests, r => r.Method == "PUT");
    }

    [Fact]
    public async Task A_definition_of_another_kind_of_image_is_refused()
    {
        _azure.Put(Definition, "japaneast", """{ "osType": "Linux", "osState": "Specialized", "hyperVGeneration": "V2" }""");

        var refusal = await Assert.ThrowsAsync<ImageShareException>(() => CopyAsync(Spec));

        Assert.Equal(("ImageDefinitionDiffers", Definition), (refusal.Code, refusal.Target));
        Assert.Contains("OS state is Specialized", refusal.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_read_the_image_hears_whom_to_ask()
    {
        _azure.Granted = false;

        var refusal = await Assert.ThrowsAsync<ImageShareException>(() => CopyAsync(Spec));

        Assert.Equal(("LinkedAuthorizationFailed", Party.Publisher), (refusal.Code, refusal.Who));
        Assert.Contains("Grant-GalleryReader", refusal.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_write_to_the_gallery_hears_which_role_it_takes()
    {
        _azure.Refuse = request => request.Path == Gallery;

        var refusal = await Assert.ThrowsAsync<ImageShareException>(() => CopyAsync(Spec));

        Assert.Equal(("AuthorizationFailed", Party.Consumer), (refusal.Code, refusal.Who));
        Assert.Contains("'Compute Gallery Artifacts Publisher'", refusal.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_NoWait_the_copy_is_accepted_and_no_more()
    {
        var copy = await CopyAsync(Spec with { NoWait = true });

        Assert.Equal("Creating", copy.ProvisioningState);
        Assert.DoesNotContain(_azure.Requests, r => r.Path.Contains("/operations/versions", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/SharedGalleries/gal/Images/ubuntu/Versions/latest", null, null, "ImageNotCopyable")]
    [InlineData(FakeAzure.Version, "1.0", null, "InvalidImageVersion")]
    [InlineData(FakeAzure.Version, null, "no spaces here", "InvalidResourceName")]
    public async Task What_cannot_be_copied_is_refused_before_anything_is_made(string image, string? version, string? name, string code)
    {
        var refusal = await Assert.ThrowsAsync<ImageShareException>(
            () => CopyAsync(Spec with { ImageId = image, Version = version, Name = name }));

        Assert.Equal(code, refusal.Code);
        Assert.DoesNotContain(_azure.Requests, r => r.Method == "PUT");
    }
}

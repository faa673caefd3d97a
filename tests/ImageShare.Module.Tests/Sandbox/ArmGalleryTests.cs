using System.Net;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;
using Xunit;

namespace ImageShare.Tests.Sandbox;

public sealed class ArmGalleryTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>, IDisposable
{
    private const string Version = "2023-07-03";

    private readonly ArmCalls _arm = new(sandbox.Server);

    public void Dispose() => _arm.Dispose();

    [Fact]
    public async Task The_seeds_image_is_there_with_its_regions()
    {
        var token = await _arm.AdminTokenAsync(_arm.Publisher);

        var plain = await _arm.GetAsync(token, _arm.Publisher.ImageVersionId, Version);
        var expanded = await _arm.GetAsync(token, $"{_arm.Publisher.ImageVersionId}?$expand=ReplicationStatus", Version);

        Assert.Null(plain.Body!["properties"]!["replicationStatus"]);
        Assert.Equal("West Europe", (string?)plain.Body["properties"]!["publishingProfile"]!["targetRegions"]![0]!["name"]);
        Assert.Equal("Completed", (string?)expanded.Body!["properties"]!["replicationStatus"]!["aggregatedState"]);
        Assert.Equal("westeurope", (string?)expanded.Body["properties"]!["replicationStatus"]!["summary"]![0]!["region"]);
    }

    [Fact]
    public async Task A_version_replicates_while_its_operation_runs()
    {
        var clock = new ManualClock();
        await using var server = await SandboxServer.StartAsync(
            new SandboxOptions { Delays = Delays.None with { Replication = DelayRange.Seconds(100, 100) }, Clock = clock },
            TestContext.Current.CancellationToken);
        using var arm = new ArmCalls(server);
        var token = await arm.AdminTokenAsync(arm.Publisher);
        var id = $"{arm.Publisher.ImageId}/versions/2.0.0";
        var made = await arm.PutAsync(token, id, Image(arm.Publisher.ImageVersionId, "westeurope", "japaneast"), Version);

        Assert.Equal((HttpStatusCode.Created, "Creating"), (made.Status, made.State));
        Assert.Contains("/capsOperations/", made.Headers["Azure-AsyncOperation"]);
        Assert.Contains("api-version=2022-03-03", made.Headers["Azure-AsyncOperation"]);
        Assert.DoesNotContain("Retry-After", made.Headers.Keys);
        clock.Advance(TimeSpan.FromSeconds(40));
        var running = await arm.GetAsync(token, $"{id}?$expand=ReplicationStatus", Version);
        var regions = running.Body!["properties"]!["replicationStatus"]!["summary"]!.AsArray();
        Assert.Equal([40, 32], regions.Select(r => (int)r!["progress"]!));
        clock.Advance(TimeSpan.FromSeconds(61));
        var done = await arm.GetAsync(token, $"{id}?$expand=ReplicationStatus", Version);
        Assert.Equal(("Succeeded", 100), (done.State, (int)done.Body!["properties"]!["replicationStatus"]!["summary"]![1]!["progress"]!));
    }

    [Fact]
    public async Task A_version_from_another_tenants_image_takes_the_auxiliary_token()
    {
        var token = await _arm.AdminTokenAsync(_arm.Consumer);
        var auxiliary = await _arm.AdminTokenAsync(_arm.Publisher);
        var gallery = $"{_arm.Group}/providers/Microsoft.Compute/galleries/copies";
        await _arm.PutAsync(token, gallery, new { location = "westeurope" }, Version);
        await _arm.PutAsync(token, $"{gallery}/images/copy", Definition("copy"), Version);
        var body = Image(_arm.Publisher.ImageVersionId, "westeurope");

        var refused = await _arm.PutAsync(token, $"{gallery}/images/copy/versions/1.0.0", body, Version);
        var made = await _arm.PutAsync(token, $"{gallery}/images/copy/versions/1.0.0", body, Version, auxiliary);
        var again = await _arm.PutAsync(token, $"{gallery}/images/other", Definition("copy"), Version);
        var nested = await _arm.SendAsync(token, HttpMethod.Delete, gallery, null, Version);

        Assert.Equal("LinkedAuthorizationFailed", refused.Code);
        Assert.Equal(HttpStatusCode.Created, made.Status);
        Assert.Equal(HttpStatusCode.Conflict, again.Status);
        Assert.Equal("CannotDeleteResource", nested.Code);
    }

    [Theory]
    [InlineData("ubuntu-server/versions/1.1.0", "japaneast", "is in the same region as gallery image version being created")]
    [InlineData("ubuntu-server/versions/9.9.9", "westeurope", "is not found")]
    [InlineData("ubuntu-server", "westeurope", "must either be a managed image, virtual machine or another gallery image version")]
    [InlineData("appliance/versions/2.3.0", "westeurope", "since the OS State in the parent gallery image ('Generalized') is not 'Specialized'")]
    [InlineData("windows-server/versions/1.0.0", "westeurope", "has a different OS type ['Windows']")]
    public async Task A_source_must_be_a_version_of_the_same_kind_in_the_same_region(string source, string location, string expected)
    {
        var token = await _arm.AdminTokenAsync(_arm.Publisher);

        var reply = await _arm.PutAsync(
            token, $"{_arm.Publisher.ImageId}/versions/4.0.0", ImageIn(location, $"{_arm.Gallery}/images/{source}", location), Version);

        Assert.Contains(expected, reply.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_keeps_its_source_and_its_own_region()
    {
        var token = await _arm.AdminTokenAsync(_arm.Publisher);
        var id = $"{_arm.Publisher.ImageId}/versions/5.0.0";
        var made = await _arm.PutAsync(token, id, Image(_arm.Publisher.ImageVersionId, "westeurope"), Version);

        var moved = await _arm.PutAsync(token, id, Image($"{_arm.Publisher.ImageId}/versions/1.0.0", "westeurope"), Version);
        var elsewhere = await _arm.PutAsync(token, id, Image(_arm.Publisher.ImageVersionId, "eastus"), Version);

        Assert.Equal(HttpStatusCode.Created, made.Status);
        Assert.Equal("PropertyChangeNotAllowed", moved.Code);
        Assert.Contains("must contain the location of image version 'westeurope'", elsewhere.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("galleries/no-dash", "galleryName")]
    [InlineData("galleries/contoso_images/images/ends-with-dash-", "galleryImageName")]
    [InlineData("galleries/contoso_images/images/ubuntu-server/versions/1.0", "galleryImageVersionName")]
    public async Task Names_are_checked(string path, string target)
    {
        var group = _arm.Gallery[.._arm.Gallery.IndexOf("/galleries/", StringComparison.Ordinal)];

        var token = await _arm.AdminTokenAsync(_arm.Publisher);

        var reply = await _arm.PutAsync(token, $"{group}/{path}", new { location = "westeurope" }, Version);

        Assert.Equal(("InvalidParameter", target), (reply.Code, (string?)reply.Body!["error"]!["target"]));
    }

    private static object Definition(string sku) => new
    {
        location = "westeurope",
        properties = new
        {
            osType = "Linux", osState = "Generalized", hyperVGeneration = "V2", identifier = new { publisher = "p", offer = "o", sku },
        },
    };

    private static object Image(string sourceId, params string[] regions) => ImageIn("westeurope", sourceId, regions);

    private static object ImageIn(string location, string sourceId, params string[] regions) => new
    {
        location,
        properties = new
        {
            publishingProfile = new { targetRegions = regions.Select(r => new { name = r }) },
            storageProfile = new { source = new { id = sourceId } },
        },
    };
}

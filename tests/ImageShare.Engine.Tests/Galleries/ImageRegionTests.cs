using System.Text.Json.Nodes;
using ImageShare.Engine.Galleries;
using ImageShare.Engine.Identity;
using ImageShare.Engine.Tests.Fakes;
using ImageShare.Model;
using Xunit;
using static ImageShare.Engine.Tests.Fakes.TestCloud;

namespace ImageShare.Engine.Tests.Galleries;

public sealed class ImageRegionTests
{
    private const string Image =
        $"/subscriptions/{SubscriptionId}/resourceGroups/images/providers/Microsoft.Compute/galleries/gal/images/ubuntu";

    private readonly TestCloud _cloud;
    private readonly Queue<string> _states = new();
    private JsonObject? _patch;
    private string _mode = "Full";

    public ImageRegionTests() => _cloud = new TestCloud(Answer);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ImageRegionService Service => new(new ContextSelector(new SubscriptionTenants()), _cloud.Time);

    [Fact]
    public async Task A_region_joins_those_that_are_there_and_its_percent_is_told_until_it_is_copied()
    {
        _states.Enqueue(Region("japaneast", "Replicating", 40));
        _states.Enqueue(Region("japaneast", "Completed", 100));
        var caller = _cloud.Caller(PublisherTenant);

        var image = await Service.UpdateAsync(
            new ImageRegionSpec($"{Image}/versions/1.0.0") { AddRegions = ["Japan East"] }, caller, Token);

        Assert.Contains(image.Replication, r => r is { Region: "japaneast", State: "Completed", Percent: 100 });
        var regions = _patch!["properties"]!["publishingProfile"]!["targetRegions"]!.AsArray();
        Assert.Equal(["West Europe", "North Europe", "japaneast"], regions.Select(r => (string)r!["name"]!));
        Assert.Equal(3, (int)regions[0]!["regionalReplicaCount"]!);
        Assert.Null(_patch["properties"]!["safetyProfile"]);
        var told = caller.Progressed.Where(p => p.Activity == "Copy 'ubuntu' 1.0.0 to japaneast").ToList();
        Assert.Equal([40, 100], told.Select(p => p.PercentComplete));
        Assert.True(told[^1].Completed);
        Assert.Equal(($"{Image}/versions/1.0.0", "Copy to japaneast"), Assert.Single(caller.Asked));
    }

    [Fact]
    public async Task A_region_that_goes_lifts_the_protection_of_the_version()
    {
        await Service.UpdateAsync(
            new ImageRegionSpec($"{Image}/versions/1.0.0") { RemoveRegions = ["northeurope"], NoWait = true },
            _cloud.Caller(PublisherTenant), Token);

        Assert.Equal(
            ["West Europe"], _patch!["properties"]!["publishingProfile"]!["targetRegions"]!.AsArray().Select(r => (string)r!["name"]!));
        Assert.True((bool)_patch["properties"]!["safetyProfile"]!["allowDeletionOfReplicatedLocations"]!);
    }

    [Fact]
    public async Task A_copy_that_fails_is_told_with_the_service_s_words()
    {
        _states.Enqueue(Region("japaneast", "Failed", 10, "The region is full."));

        var failure = await Assert.ThrowsAsync<ImageShareException>(() => Service.UpdateAsync(
            new ImageRegionSpec($"{Image}/versions/1.0.0") { AddRegions = ["japaneast"] }, _cloud.Caller(PublisherTenant), Token));

        Assert.Equal("ReplicationFailed", failure.Code);
        Assert.Equal("Its copy to japaneast failed. The region is full.", failure.Reason);
    }

    [Theory]
    [InlineData("japaneast", null, "Shallow", "ShallowImageVersion")]
    [InlineData(null, "westeurope", "Full", "HomeRegionStays")]
    [InlineData("uksouth", "UK South", "Full", "InvalidRemoveRegion")]
    public async Task What_cannot_be_is_refused_before_any_change(string? add, string? remove, string mode, string code)
    {
        _mode = mode;
        var spec = new ImageRegionSpec($"{Image}/versions/1.0.0")
        {
            AddRegions = add is null ? [] : [add],
            RemoveRegions = remove is null ? [] : [remove],
        };

        var refusal = await Assert.ThrowsAsync<ImageShareException>(
            () => Service.UpdateAsync(spec, _cloud.Caller(PublisherTenant), Token));

        Assert.Equal(code, refusal.Code);
        Assert.Null(_patch);
    }

    private static string Region(string name, string state, int percent, string details = "") =>
        $$"""{ "region": "{{name}}", "state": "{{state}}", "progress": {{percent}}, "details": "{{details}}" }""";

    private MockAnswer Answer(MockRequest request)
    {
        if (request.Method == "PATCH")
            _patch = (JsonObject)JsonNode.Parse(request.Body)!;
        if (!request.Path.EndsWith("/versions/1.0.0", StringComparison.Ordinal))
        {
            return MockAnswer.Json($$"""
                {"id":"{{Image}}","name":"ubuntu","type":"Microsoft.Compute/galleries/images","location":"westeurope",
                 "properties":{"osType":"Linux","osState":"Generalized"} }
                """);
        }

        var isRead = _patch is not null && request.Method == "GET" && _states.Count > 0;
        var added = !isRead ? "" : "," + (_states.Count > 1 ? _states.Dequeue() : _states.Peek());
        return MockAnswer.Json($$"""
            { "id": "{{Image}}/versions/1.0.0", "name": "1.0.0", "type": "Microsoft.Compute/galleries/images/versions",
              "location": "westeurope",
              "properties": { "provisioningState": "Succeeded",
                "publishingProfile": { "replicaCount": 3, "replicationMode": "{{_mode}}", "targetRegions": [
                  { "name": "West Europe", "regionalReplicaCount": 3 }, { "name": "North Europe", "regionalReplicaCount": 3 } ] },
                "replicationStatus": { "aggregatedState": "Completed", "summary": [
                  { "region": "West Europe", "state": "Completed", "progress": 100 },
                  { "region": "North Europe", "state": "Completed", "progress": 100 } {{added}} ] } } }
            """);
    }
}

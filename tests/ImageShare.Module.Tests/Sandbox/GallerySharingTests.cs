using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace ImageShare.Tests.Sandbox;

/// <summary>What the sandbox refuses where galleries are shared, and who sees what.</summary>
public sealed class GallerySharingTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>, IDisposable
{
    private const string Version = "2023-07-03";

    private readonly ArmCalls _arm = new(sandbox.Server);

    private string Group => _arm.Gallery[.._arm.Gallery.LastIndexOf('/')];

    public void Dispose() => _arm.Dispose();

    [Fact]
    public async Task Sharing_takes_the_right_to_share_which_a_contributor_lacks()
    {
        var app = _arm.NewApplication();
        var owner = await _arm.AdminTokenAsync(_arm.Publisher);
        await _arm.AssignAsync(owner, _arm.Gallery, ArmCalls.Contributor, app.PublisherObjectId);
        var contributor = await _arm.TokenAsync(_arm.Publisher.TenantId, app.AppId, app.Secret);

        var refused = await ShareAsync(contributor, _arm.Gallery, "Add", Guid.NewGuid().ToString());

        Assert.Equal((HttpStatusCode.Forbidden, "AuthorizationFailed"), (refused.Status, refused.Code));
        Assert.Contains("'Microsoft.Compute/galleries/share/action'", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Groups", "Private", false)]
    [InlineData("Groups", "Community", false)]
    [InlineData("Private", "Groups", false)]
    [InlineData("Private", "Community", true)]
    public async Task A_permission_changes_from_private_to_community_only(string from, string to, bool may)
    {
        var owner = await _arm.AdminTokenAsync(_arm.Publisher);
        var gallery = $"{Group}/g{Guid.NewGuid():N}";
        Assert.Equal(HttpStatusCode.Created, (await PutAsync(owner, gallery, from)).Status);

        var changed = await PutAsync(owner, gallery, to);

        Assert.Equal(
            may ? (HttpStatusCode.OK, null) : (HttpStatusCode.Conflict, "PropertyChangeNotAllowed"), (changed.Status, changed.Code));
    }

    [Fact]
    public async Task Only_those_it_is_shared_with_see_a_gallery_and_only_in_its_regions()
    {
        var owner = await _arm.AdminTokenAsync(_arm.Publisher);
        var consumer = await _arm.AdminTokenAsync(_arm.Consumer);
        Assert.Empty(await ListAsync(consumer, "westeurope"));

        Assert.Equal(
            HttpStatusCode.Accepted, (await ShareAsync(owner, _arm.Gallery, "Add", _arm.Consumer.SubscriptionId)).Status);

        Assert.Single(await ListAsync(consumer, "westeurope"));
        Assert.Empty(await ListAsync(consumer, "japaneast"));
        Assert.Empty(await ListAsync(consumer, "westeurope", "&sharedTo=tenant"));
        await ShareAsync(owner, _arm.Gallery, "Remove", _arm.Consumer.SubscriptionId);
        Assert.Empty(await ListAsync(consumer, "westeurope"));
    }

    [Theory]
    [InlineData("resources | where type =~ 'microsoft.compute/galleries' | project id, tenantId", null)]
    [InlineData("resources | take 5", "BadRequest")]
    [InlineData("resources | where type =~ 'microsoft.compute/galleries' | project id, properties", "BadRequest")]
    public async Task Resource_Graph_answers_the_questions_it_knows_and_refuses_others(string query, string? code)
    {
        var owner = await _arm.AdminTokenAsync(_arm.Publisher);
        var answer = await _arm.SendAsync(
            owner, HttpMethod.Post, "/providers/Microsoft.ResourceGraph/resources", new { query }, "2024-04-01");

        Assert.Equal(code, answer.Code);
        if (code is null)
        {
            var rows = answer.Body!["data"]!.AsArray();
            Assert.Equal((int)answer.Body["count"]!, rows.Count);
            Assert.All(rows, row => Assert.Equal(_arm.Publisher.TenantId, (string?)row!["tenantId"]));
        }
        else
        {
            Assert.Equal("InvalidQuery", (string?)answer.Body!["error"]!["details"]![0]!["code"]);
        }
    }

    [Fact]
    public async Task A_preview_is_registered_by_Microsoft_and_waits_until_then()
    {
        var owner = await _arm.AdminTokenAsync(_arm.Consumer);
        var feature = $"/subscriptions/{_arm.Consumer.SubscriptionId}/providers/Microsoft.Features"
            + "/providers/Microsoft.Compute/features/SIGSharing";
        Assert.Equal("NotRegistered", State(await _arm.GetAsync(owner, feature, "2021-07-01")));

        Assert.Equal("Pending", State(await _arm.SendAsync(owner, HttpMethod.Post, $"{feature}/register", null, "2021-07-01")));

        var gallery = $"/subscriptions/{_arm.Consumer.SubscriptionId}/resourceGroups/{_arm.Consumer.ResourceGroupName}"
            + "/providers/Microsoft.Compute/galleries/direct";
        Assert.Equal("FeatureNotRegistered", (await PutAsync(owner, gallery, "Groups")).Code);

        static string? State(ArmReply reply) => (string?)reply.Body!["properties"]!["state"];
    }

    private Task<ArmReply> ShareAsync(string token, string gallery, string operation, string subscription) => _arm.SendAsync(
        token, HttpMethod.Post, $"{gallery}/share",
        new { operationType = operation, groups = (object[])[new { type = "Subscriptions", ids = (string[])[subscription] }] }, Version);

    private Task<ArmReply> PutAsync(string token, string gallery, string permissions)
    {
        var profile = new JsonObject { ["permissions"] = permissions };
        if (permissions == "Community")
        {
            profile["communityGalleryInfo"] = new JsonObject
            {
                ["publisherUri"] = "https://contoso.example",
                ["publisherContact"] = "a@contoso.example",
                ["eula"] = "terms",
                ["publicNamePrefix"] = "contoso",
            };
        }

        var properties = new JsonObject { ["sharingProfile"] = profile };
        return _arm.PutAsync(token, gallery, new JsonObject { ["location"] = "westeurope", ["properties"] = properties }, Version);
    }

    private async Task<JsonArray> ListAsync(string token, string region, string query = "")
    {
        var path = $"/subscriptions/{_arm.Consumer.SubscriptionId}/providers/Microsoft.Compute/locations/{region}/sharedGalleries";
        return (await _arm.GetAsync(token, $"{path}?api-version={Version}{query}", "")).Body!["value"]!.AsArray();
    }
}

using System.Text.Json.Nodes;
using ImageShare.Engine.Identity;
using ImageShare.Engine.Shares;
using ImageShare.Engine.Tests.Access;
using ImageShare.Engine.Tests.Fakes;
using ImageShare.Model;
using Xunit;
using static ImageShare.Engine.Tests.Fakes.TestCloud;

namespace ImageShare.Engine.Tests.Shares;

/// <summary>What the sandbox does not have: answers of Azure that are rare, or forbidden ones.</summary>
public sealed class ShareServiceTests
{
    private const string Gallery = FakeRoles.Gallery;
    private const string ImageReader = "cf7c76d2-98a3-4358-a134-615aa78bf44d";
    private const string Custom = "99999999-0000-4000-8000-000000000001";
    private const string ForeignSubscription = "55555555-5555-4555-8555-555555555555";

    private readonly FakeRoles _roles = new();
    private FakeCaller _caller = new();

    public ShareServiceTests() => _roles.Refuse = request => Other(request) ?? Answer(request);

    private Func<MockRequest, MockAnswer?> Other { get; set; } = _ => null;

    private JsonObject? Profile { get; set; }

    [Fact]
    public async Task Direct_sharing_and_community_are_readers_and_a_subscription_is_traced_to_its_tenant()
    {
        Profile = JsonNode.Parse($$"""
            {"permissions":"Groups","groups":[
              {"type":"Subscriptions","ids":["{{ForeignSubscription}}"]},{"type":"AADTenants","ids":["{{ConsumerTenant}}"]}]}
            """)!.AsObject();
        var shared = await Readers(new GalleryReaderQuery { ResourceId = Gallery });
        Profile = JsonNode.Parse("""{"permissions":"Community","communityGalleryInfo":{"publicNames":["contoso-1234"]}}""")!.AsObject();
        var open = Assert.Single(await Readers(new GalleryReaderQuery { ResourceId = Gallery }));

        Assert.Equal([("Subscription", ForeignSubscription, ConsumerTenant), ("Tenant", ConsumerTenant, ConsumerTenant)],
            shared.Select(r => (r.ObjectType, r.ObjectId, r.ConsumerTenantId!)));
        Assert.All(shared, r => Assert.Equal((GalleryReaderKind.DirectShare, Gallery), (r.Kind, r.Scope)));
        Assert.Equal((GalleryReaderKind.Community, "contoso-1234"), (open.Kind, open.DisplayName));
        Assert.Contains(_roles.Cloud.Transport.Requests, r => r.Path == Gallery
            && r.Uri.Query.Contains("$expand=SharingProfile/Groups", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Removing_a_consumer_takes_its_tenant_and_subscription_out_of_the_profile_and_no_other()
    {
        Profile = JsonNode.Parse($$"""
            {"permissions":"Groups","groups":[{"type":"AADTenants","ids":["{{ConsumerTenant}}","{{ForeignSubscription}}"]}]}
            """)!.AsObject();

        await Service().RemoveShareAsync(new ConsumerShareRemoval { ConsumerTenantId = ConsumerTenant }, _caller, CancellationToken.None);

        var update = Assert.Single(_roles.Cloud.Transport.Requests, r => r is { Method: "POST" } && r.Path == $"{Gallery}/share");
        var body = JsonNode.Parse(update.Body)!;
        Assert.Equal("Remove", (string?)body["operationType"]);
        var group = Assert.Single(body["groups"]!.AsArray())!;
        Assert.Equal(("AADTenants", ConsumerTenant), ((string?)group["type"], (string?)Assert.Single(group["ids"]!.AsArray())));
        Assert.Equal([(Gallery, $"Stop sharing with tenant {ConsumerTenant}")], _caller.Asked);
    }

    [Fact]
    public async Task Only_roles_that_let_read_count_and_each_unknown_one_is_looked_up_once()
    {
        var blind = "4d97b98b-1d4f-4787-a291-c67834d212e7";
        _roles.Add(Gallery, Custom, FakeRoles.PrincipalId, "one");
        _roles.Add($"{Gallery}/images/centos", Custom, FakeRoles.PrincipalId, "two");
        _roles.Add(Gallery, blind, FakeRoles.PrincipalId, "three");
        _roles.Add($"{Gallery}-other", ImageReader, FakeRoles.PrincipalId, "four");

        var readers = await Readers(new GalleryReaderQuery { ResourceId = Gallery });

        Assert.Equal([("Gallery", "Image Users"), ("Image", "Image Users")], readers.Select(r => (r.ScopeType, r.RoleDefinitionName!)));
        Assert.All(readers, r => Assert.Equal((GalleryReaderKind.App, ConsumerTenant), (r.Kind, r.HomeTenantId)));
        Assert.Single(_roles.Cloud.Transport.Requests, r => r.Path.EndsWith($"/roleDefinitions/{Custom}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_directory_that_may_not_be_read_hides_nobody()
    {
        _roles.Add(Gallery, ImageReader, FakeRoles.PrincipalId);
        Other = r => r.Uri.Host == "graph.microsoft.com"
            ? MockAnswer.Error(403, "Authorization_RequestDenied", "Insufficient privileges.") : null;

        var reader = Assert.Single(await Readers(new GalleryReaderQuery { ResourceId = Gallery }));

        Assert.Equal((GalleryReaderKind.Unknown, FakeRoles.PrincipalId), (reader.Kind, reader.ObjectId));
        Assert.Contains("Directory Readers", Assert.Single(_caller.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revoking_what_is_gone_is_success_and_a_role_above_is_named()
    {
        _roles.Add($"/subscriptions/{SubscriptionId}/resourceGroups/rg", ImageReader, FakeRoles.PrincipalId);

        await Service().RevokeReaderAsync(
            new ReaderRevocation { ApplicationId = FakeRoles.AppId, ResourceIds = [Gallery] }, _caller, CancellationToken.None);

        Assert.DoesNotContain(_roles.Cloud.Transport.Requests, r => r.Method == "DELETE");
        Assert.Contains("still reads it", Assert.Single(_caller.Warnings), StringComparison.Ordinal);
    }

    private MockAnswer? Answer(MockRequest request) => request switch
    {
        { Method: "DELETE" } => new MockAnswer(204),
        { Method: "POST" } when request.Path.EndsWith("/share", StringComparison.Ordinal) => Share(JsonNode.Parse(request.Body)!),
        { Path: Gallery } => MockAnswer.Json(One().ToJsonString()),
        { Path: $"/subscriptions/{ForeignSubscription}" } => new MockAnswer(
            401, "", ("WWW-Authenticate", $"Bearer authorization_uri=\"https://login.microsoftonline.com/{ConsumerTenant}\"")),
        { Path: "/v1.0/applications" } => Page(),
        { Path: "/v1.0/directoryObjects/getByIds" } => Page(new JsonObject
        {
            ["@odata.type"] = "#microsoft.graph.servicePrincipal", ["id"] = FakeRoles.PrincipalId, ["appId"] = FakeRoles.AppId,
            ["displayName"] = "Fabrikam", ["appOwnerOrganizationId"] = ConsumerTenant, ["servicePrincipalType"] = "Application",
        }),
        _ when request.Path.EndsWith("/registrationAssignments", StringComparison.Ordinal) => Page(),
        _ when request.Path.EndsWith("/Microsoft.Compute/galleries", StringComparison.Ordinal) => Page(One()),
        _ when request.Path.EndsWith($"/roleDefinitions/{Custom}", StringComparison.Ordinal) => MockAnswer.Json($$$"""
            {"name":"{{{Custom}}}","properties":{"roleName":"Image Users","type":"CustomRole",
             "permissions":[{"actions":["Microsoft.Compute/galleries/*/read"],"notActions":[]}]}}
            """),
        _ => null,
    };

    private MockAnswer Share(JsonNode update)
    {
        var gone = update["groups"]!.AsArray().SelectMany(g => g!["ids"]!.AsArray()).Select(id => (string)id!).ToList();
        foreach (var group in Profile!["groups"]!.AsArray())
            group!["ids"] = new JsonArray([.. group["ids"]!.AsArray().Where(id => !gone.Contains((string)id!)).Select(id => id!.DeepClone())]);
        return MockAnswer.Json(update.ToJsonString());
    }

    private JsonObject One() => new()
    {
        ["id"] = Gallery, ["name"] = "gal", ["location"] = "westeurope",
        ["properties"] = new JsonObject { ["sharingProfile"] = Profile?.DeepClone() },
    };

    private static MockAnswer Page(params JsonNode[] items) =>
        MockAnswer.Json(new JsonObject { ["value"] = new JsonArray(items) }.ToJsonString());

    private ShareService Service()
    {
        _caller = new FakeCaller(_roles.Cloud.SignIn(PublisherTenant));
        var tenants = new SubscriptionTenants();
        return new ShareService(new ContextSelector(tenants), tenants, _roles.Cloud.Time);
    }

    private async Task<IReadOnlyList<GalleryReader>> Readers(GalleryReaderQuery query)
    {
        List<GalleryReader> readers = [];
        var service = Service();
        await foreach (var reader in service.GetReadersAsync(query, _caller, CancellationToken.None))
            readers.Add(reader);
        return readers;
    }
}

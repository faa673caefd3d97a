using System.Text.Json.Nodes;
using ImageShare.Engine.Access;
using ImageShare.Engine.Identity;
using ImageShare.Engine.Tests.Fakes;
using ImageShare.Model;
using Xunit;
using static ImageShare.Engine.Tests.Fakes.TestCloud;

namespace ImageShare.Engine.Tests.Access;

public sealed class GrantReaderTests
{
    private const string ImageReader = "cf7c76d2-98a3-4358-a134-615aa78bf44d";

    private static readonly GalleryImage s_image = new()
    {
        Name = "centos",
        Version = "1.0.0",
        ResourceGroupName = "rg",
        GalleryName = "gal",
        SubscriptionId = SubscriptionId,
        TenantId = PublisherTenant,
        ImageId = $"{FakeRoles.Gallery}/images/centos",
        ImageVersionId = $"{FakeRoles.Gallery}/images/centos/versions/1.0.0",
    };

    private static readonly GalleryShareApp s_app = new()
    {
        DisplayName = "Fabrikam",
        ApplicationId = FakeRoles.AppId,
        ServicePrincipalId = FakeRoles.PrincipalId,
        TenantId = PublisherTenant,
        AppTenantId = PublisherTenant,
        ConsumerName = "Fabrikam",
        ConsumerTenantId = ConsumerTenant,
        Environment = "AzureCloud",
    };

    private readonly FakeRoles _roles = new();
    private FakeCaller _caller = new();

    [Fact]
    public async Task The_galleries_of_the_images_are_the_scopes_and_the_role_is_the_narrowest()
    {
        var readers = await Grant(new ReaderGrantSpec { App = s_app,
            Images = [s_image, s_image with { Name = "x", ImageId = $"{FakeRoles.Gallery.ToUpperInvariant()}/images/x" }] });

        var reader = Assert.Single(readers);
        Assert.Equal((FakeRoles.Gallery, ImageReader, "Compute Gallery Image Reader"),
            (reader.Scope, reader.RoleDefinitionId, reader.RoleDefinitionName));
        Assert.Equal((FakeRoles.PrincipalId, "ServicePrincipal", PublisherTenant), (reader.ObjectId, reader.ObjectType, reader.TenantId));
        Assert.Equal(2, reader.Images.Count);
        Assert.False(reader.EffectiveVerified);
        var sent = JsonNode.Parse(Assert.Single(_roles.Puts).Body)!["properties"]!;
        Assert.Equal("ServicePrincipal", (string?)sent["principalType"]);
        Assert.Equal($"/subscriptions/{SubscriptionId}/providers/Microsoft.Authorization/roleDefinitions/{ImageReader}",
            (string?)sent["roleDefinitionId"]);
        Assert.Equal($"ImageShare: Fabrikam, tenant {ConsumerTenant}", (string?)sent["description"]);
        Assert.Contains("api-version=2022-04-01", _roles.Puts[0].Uri.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_second_run_finds_the_first_ones_assignment_and_asks_nothing()
    {
        var first = Assert.Single(await Grant(new ReaderGrantSpec { App = s_app, Images = [s_image] }));
        var second = Assert.Single(await Grant(new ReaderGrantSpec { App = s_app, Images = [s_image] }));

        Assert.Equal(first.RoleAssignmentId, second.RoleAssignmentId);
        Assert.Empty(_caller.Asked);
        Assert.Single(_roles.Puts);
    }

    [Fact]
    public async Task A_principal_that_ARM_does_not_know_yet_is_sent_again_under_the_same_GUID()
    {
        _roles.Refuse = r => r.Method == "PUT" && _roles.Puts.Count < 13
            ? MockAnswer.Error(400, "PrincipalNotFound", "Principal does not exist in the directory.") : null;

        await Grant(new ReaderGrantSpec { App = s_app, Images = [s_image] });

        Assert.Equal(13, _roles.Puts.Count);
        Assert.Single(_roles.Puts.Select(r => r.Path).Distinct());
        Assert.True(_caller.Progressed.Last().Completed);
    }

    [Fact]
    public async Task A_principal_that_never_shows_up_ends_with_the_services_refusal()
    {
        _roles.Refuse = r => r.Method == "PUT" ? MockAnswer.Error(400, "PrincipalNotFound", "Principal does not exist.") : null;

        var exception = await Assert.ThrowsAsync<ImageShareException>(() => Grant(new ReaderGrantSpec { App = s_app, Images = [s_image] }));

        Assert.Equal(("PrincipalNotFound", ErrorKind.ObjectNotFound), (exception.Code, exception.Kind));
    }

    [Fact]
    public async Task An_assignment_under_another_name_is_success_and_the_one_that_is_given_back()
    {
        _roles.Refuse = r =>
        {
            if (r.Method != "PUT")
                return null;

            _roles.Add(FakeRoles.Gallery, ImageReader, FakeRoles.PrincipalId);
            return MockAnswer.Error(409, "RoleAssignmentExists", "The role assignment already exists.");
        };

        var reader = Assert.Single(await Grant(new ReaderGrantSpec { App = s_app, Images = [s_image] }));

        Assert.EndsWith("/roleAssignments/existing", reader.RoleAssignmentId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_ends_when_the_assignment_is_listed()
    {
        var lists = 0;
        _roles.Refuse = r => r.Method == "GET" && r.Path.EndsWith("roleAssignments", StringComparison.Ordinal) && ++lists < 5
            ? MockAnswer.Json("""{"value":[]}""") : null;

        await Grant(new ReaderGrantSpec { App = s_app, Images = [s_image] });

        Assert.Equal(5, lists);
        Assert.Contains(_caller.Messages, m => m.Contains("not listed yet", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Only_a_read_with_the_readers_own_token_verifies()
    {
        var reader = _roles.Cloud.SignIn(ConsumerTenant);
        _roles.Refuse = r => r.Path != s_image.ImageVersionId ? null
            : _roles.Cloud.Transport.Requests.Count(x => x.Path == s_image.ImageVersionId) < 4
                ? MockAnswer.Error(403, "AuthorizationFailed", "If access was recently granted, please refresh your credentials.")
                : MockAnswer.Json("{}");

        Assert.True(Assert.Single(await Grant(new ReaderGrantSpec { App = s_app, Images = [s_image],
            ReaderContext = reader })).EffectiveVerified);

        var read = _roles.Cloud.Transport.Requests.Last(r => r.Path == s_image.ImageVersionId);
        Assert.Equal(PublisherTenant, TokenClaims.Read(read.Header("Authorization")!["Bearer ".Length..])?.TenantId);
    }

    [Fact]
    public async Task A_role_that_does_not_take_effect_in_time_is_a_warning_and_not_verified()
    {
        _roles.Refuse = r => r.Path == s_image.ImageVersionId ? MockAnswer.Error(403, "AuthorizationFailed", "no") : null;

        var granted = await Grant(new ReaderGrantSpec { App = s_app, Images = [s_image],
            ReaderContext = _roles.Cloud.SignIn(ConsumerTenant) });

        Assert.False(Assert.Single(granted).EffectiveVerified);
        Assert.Single(_caller.Warnings);
    }

    [Fact]
    public async Task An_app_seen_from_the_other_tenant_is_looked_up_here()
    {
        var foreign = s_app with { ServicePrincipalId = "99999999-9999-4999-8999-999999999999", TenantId = ConsumerTenant };

        Assert.Equal(FakeRoles.PrincipalId, Assert.Single(await Grant(new ReaderGrantSpec { App = foreign, Images = [s_image] })).ObjectId);

        _roles.Refuse = r => r.Path == "/v1.0/servicePrincipals" ? MockAnswer.Json("""{"value":[]}""") : null;
        var exception = await Assert.ThrowsAsync<ImageShareException>(() =>
            Grant(new ReaderGrantSpec { App = foreign, Images = [s_image] }));
        Assert.Equal("AppNotApproved", exception.Code);
        Assert.Contains("Approve-GalleryShareApp", exception.Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("user", "User")]
    [InlineData("group", "Group")]
    [InlineData("servicePrincipal", "ServicePrincipal")]
    [InlineData("application", null)]
    [InlineData(null, null)]
    public async Task The_type_of_an_object_id_is_looked_up(string? found, string? type)
    {
        _roles.Refuse = r => r.Path != "/v1.0/directoryObjects/getByIds" ? null : MockAnswer.Json(found is null
            ? """{"value":[]}"""
            : $$"""{"value":[{"@odata.type":"#microsoft.graph.{{found}}","id":"{{ObjectId}}","appId":"{{FakeRoles.AppId}}"}]}""");
        var spec = new ReaderGrantSpec { ObjectId = ObjectId, Images = [s_image] };

        if (type is not null)
        {
            Assert.Equal(type, Assert.Single(await Grant(spec)).ObjectType);
            return;
        }

        var exception = await Assert.ThrowsAsync<ImageShareException>(() => Grant(spec));
        Assert.Equal(found is null ? "PrincipalNotFound" : "UnsupportedPrincipalType", exception.Code);
        Assert.Empty(_roles.Puts);
    }

    [Fact]
    public async Task WhatIf_reads_plans_and_verifies_nothing()
    {
        var reader = Assert.Single(await Grant(
            new ReaderGrantSpec { App = s_app, Images = [s_image], ReaderContext = _roles.Cloud.SignIn(ConsumerTenant) }, whatIf: true));

        Assert.Empty(_roles.Puts);
        Assert.Equal(
            (FakeRoles.Gallery,
                "Give role 'Compute Gallery Image Reader' to ServicePrincipal 'Fabrikam' (88888888-8888-4888-8888-888888888888)"),
                Assert.Single(_caller.Asked));
        Assert.StartsWith($"{FakeRoles.Gallery}/providers/Microsoft.Authorization/roleAssignments/", reader.RoleAssignmentId,
            StringComparison.Ordinal);
        Assert.False(reader.EffectiveVerified);
    }

    [Fact]
    public async Task With_a_scope_alone_the_images_in_it_are_given_along()
    {
        var reader = Assert.Single(await Grant(new ReaderGrantSpec { App = s_app, ResourceIds = [FakeRoles.Gallery] }));

        Assert.Equal("found", Assert.Single(reader.Images).Name);
    }

    public static TheoryData<ReaderGrantSpec, string> BadInput => new()
    {
        { new ReaderGrantSpec { Images = [s_image] }, "PrincipalRequired" },
        { new ReaderGrantSpec { App = s_app }, "ScopeRequired" },
        { new ReaderGrantSpec { ObjectId = "x", Images = [s_image] }, "InvalidObjectId" },
        { new ReaderGrantSpec { ObjectId = ObjectId, ObjectType = "Robot", Images = [s_image] }, "InvalidObjectType" },
        { new ReaderGrantSpec { ApplicationId = "x", Images = [s_image] }, "InvalidApplicationId" },
        { new ReaderGrantSpec { App = s_app, ResourceIds = ["gal"] }, "InvalidResourceId" },
        { new ReaderGrantSpec { App = s_app, ResourceIds = [$"/subscriptions/{SubscriptionId}/resourceGroups/rg"] }, "InvalidResourceId" },
        { new ReaderGrantSpec { App = s_app, ResourceIds = [$"{FakeRoles.Gallery}/../x"] }, "InvalidResourceId" },
        { new ReaderGrantSpec { App = s_app, Images = [s_image], RoleDefinitionName = " " }, "InvalidRoleDefinitionName" },
    };

    [Theory]
    [MemberData(nameof(BadInput))]
    public async Task Bad_input_is_refused_before_any_request(ReaderGrantSpec spec, string code)
    {
        Assert.Equal(code, (await Assert.ThrowsAsync<ImageShareException>(() => Grant(spec))).Code);
        Assert.Empty(_roles.Cloud.Transport.Requests);
    }

    private async Task<List<GalleryReader>> Grant(ReaderGrantSpec spec, bool whatIf = false)
    {
        _caller = new FakeCaller(_roles.Cloud.SignIn(PublisherTenant)) { WhatIf = whatIf };
        List<GalleryReader> readers = [];
        var service = new AccessService(new ContextSelector(new SubscriptionTenants()), new OneImage(), _roles.Cloud.Time);
        await foreach (var reader in service.GrantReaderAsync(spec, _caller, TestContext.Current.CancellationToken))
            readers.Add(reader);

        return readers;
    }

    private sealed class OneImage : IGalleryService
    {
        public async IAsyncEnumerable<GalleryImage> GetImagesAsync(
            GalleryImageQuery query, ICaller caller,
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.Yield();
            Assert.Equal((FakeRoles.Gallery, "latest"), (query.ResourceId, query.Version));
            yield return s_image with { Name = "found" };
        }
    }
}

using ImageShare.Engine.Access;
using ImageShare.Engine.Galleries;
using ImageShare.Engine.Identity;
using ImageShare.Engine.Tests.Fakes;
using ImageShare.Model;
using Xunit;
using static ImageShare.Engine.Tests.Fakes.TestCloud;

namespace ImageShare.Engine.Tests.Access;

public sealed class GrantBuilderTests
{
    private const string Custom = "99999999-9999-4999-8999-999999999999";

    private readonly FakeRoles _roles = new();

    [Fact]
    public async Task Both_default_roles_are_given_on_the_resource_group()
    {
        var builders = await Grant(new BuilderGrantSpec { ApplicationId = FakeRoles.AppId, ResourceGroupName = "rg2" });

        Assert.Equal(["Virtual Machine Contributor", "Network Contributor"], builders.Select(b => b.RoleDefinitionName));
        Assert.All(builders, b => Assert.Equal(($"/subscriptions/{SubscriptionId}/resourceGroups/rg2", "rg2", FakeRoles.PrincipalId),
            (b.Scope, b.ResourceGroupName, b.ObjectId)));
        Assert.Equal(2, _roles.Puts.Select(r => r.Path).Distinct().Count());
    }

    [Fact]
    public async Task A_role_that_is_not_built_in_is_looked_up_by_name_or_id()
    {
        _roles.Refuse = r => r switch
        {
            _ when r.Path.EndsWith("/roleDefinitions", StringComparison.Ordinal) => MockAnswer.Json(
                Uri.UnescapeDataString(r.Uri.Query).Contains("roleName eq 'Our builder'", StringComparison.Ordinal)
                    ? $$$"""{"value":[{"name":"{{{Custom}}}","properties":{"roleName":"Our builder"}}]}""" : """{"value":[]}"""),
            _ when r.Path.EndsWith($"/roleDefinitions/{Custom}", StringComparison.Ordinal) => MockAnswer.Json(
                $$$"""{"name":"{{{Custom}}}","properties":{"roleName":"Our builder"}}"""),
            _ => null,
        };

        foreach (var name in (string[])["Our builder", Custom])
        {
            var builder = Assert.Single(await Grant(Spec(name)));
            Assert.Equal((Custom, "Our builder"), (builder.RoleDefinitionId, builder.RoleDefinitionName));
        }

        Assert.Equal("RoleDefinitionDoesNotExist", (await Assert.ThrowsAsync<ImageShareException>(() => Grant(Spec("Nothing")))).Code);
    }

    [Theory]
    [InlineData("rg.", null, "InvalidResourceGroupName")]
    [InlineData("a/b", null, "InvalidResourceGroupName")]
    [InlineData("", null, "InvalidResourceGroupName")]
    [InlineData("rg", "sub1", "InvalidSubscriptionId")]
    public async Task Bad_names_are_refused_before_any_request(string group, string? subscription, string code)
    {
        var spec = new BuilderGrantSpec { ApplicationId = FakeRoles.AppId, ResourceGroupName = group, SubscriptionId = subscription };

        Assert.Equal(code, (await Assert.ThrowsAsync<ImageShareException>(() => Grant(spec))).Code);
        Assert.Empty(_roles.Cloud.Transport.Requests);
    }

    [Fact]
    public async Task Who_may_not_give_roles_hears_what_it_takes()
    {
        _roles.Refuse = r => r.Method == "PUT"
            ? MockAnswer.Error(403, "AuthorizationFailed",
                $"The client 'x' with object id '{ObjectId}' does not have authorization to perform action "
                    + $"'Microsoft.Authorization/roleAssignments/write' over scope '{r.Path}' or the scope is invalid.")
            : null;

        var exception = await Assert.ThrowsAsync<ImageShareException>(() => Grant(Spec("Contributor")));

        Assert.Equal(ErrorKind.PermissionDenied, exception.Kind);
        Assert.Contains("Role Based Access Control Administrator", exception.Reason, StringComparison.Ordinal);
        Assert.Contains($"/subscriptions/{SubscriptionId}/resourceGroups/rg2 to run", exception.Fix, StringComparison.Ordinal);
    }

    private static BuilderGrantSpec Spec(string role) =>
        new() { ObjectId = ObjectId, ObjectType = "User", ResourceGroupName = "rg2", RoleDefinitionNames = [role] };

    private async Task<List<SharedImageBuilder>> Grant(BuilderGrantSpec spec)
    {
        List<SharedImageBuilder> builders = [];
        var tenants = new SubscriptionTenants();
        var contexts = new ContextSelector(tenants);
        var service = new AccessService(contexts, new GalleryService(contexts, tenants), _roles.Cloud.Time);
        await foreach (var builder in service.GrantBuilderAsync(
            spec, _roles.Cloud.Caller(ConsumerTenant), TestContext.Current.CancellationToken))
            builders.Add(builder);

        return builders;
    }
}

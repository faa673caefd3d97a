using System.Net;
using ImageShare.Sandbox.Arm.Authorization;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;
using Xunit;

namespace ImageShare.Tests.Sandbox;

public sealed class ArmAuthorizationTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>, IDisposable
{
    private readonly ArmCalls _arm = new(sandbox.Server);

    public void Dispose() => _arm.Dispose();

    [Theory]
    [InlineData("Owner", "Microsoft.Authorization/roleAssignments/write", true)]
    [InlineData("Contributor", "Microsoft.Authorization/roleAssignments/write", false)]
    [InlineData("Contributor", "Microsoft.Compute/galleries/share/action", false)]
    [InlineData("Contributor", "Microsoft.Compute/virtualMachines/write", true)]
    [InlineData("Reader", "Microsoft.Compute/galleries/images/versions/read", true)]
    [InlineData("Reader", "Microsoft.Compute/galleries/write", false)]
    [InlineData("Compute Gallery Image Reader", "Microsoft.Compute/galleries/images/versions/read", true)]
    [InlineData("Compute Gallery Image Reader", "Microsoft.Compute/galleries/read", false)]
    [InlineData("Virtual Machine Contributor", "Microsoft.Network/virtualNetworks/write", false)]
    [InlineData("Virtual Machine Contributor", "Microsoft.Network/virtualNetworks/subnets/join/action", true)]
    [InlineData("Network Contributor", "Microsoft.Network/virtualNetworks/write", true)]
    [InlineData("Network Contributor", "Microsoft.Compute/virtualMachines/write", false)]
    public void Roles_allow_what_Azures_allow(string role, string action, bool isAllowed) =>
        Assert.Equal(isAllowed, BuiltInRoles.All.Single(r => r.Name == role).Allows(action));

    [Fact]
    public async Task A_role_holds_at_its_scope_and_under_it_only()
    {
        var app = _arm.NewApplication();
        await _arm.AssignAsync(await _arm.AdminTokenAsync(_arm.Publisher), _arm.Gallery, ArmCalls.ImageReader, app.PublisherObjectId);
        var token = await _arm.TokenAsync(_arm.Publisher.TenantId, app.AppId, app.Secret);

        Assert.Equal(HttpStatusCode.OK, (await _arm.GetAsync(token, _arm.Publisher.ImageVersionId, "2023-07-03")).Status);
        Assert.Equal(HttpStatusCode.OK, (await _arm.GetAsync(token, $"{_arm.Publisher.ImageId}/versions", "2023-07-03")).Status);
        var gallery = await _arm.GetAsync(token, _arm.Gallery, "2023-07-03");
        Assert.Equal((HttpStatusCode.Forbidden, "AuthorizationFailed"), (gallery.Status, gallery.Code));
        Assert.Equal("gateway", gallery.Headers["x-ms-failure-cause"]);
        Assert.Equal(
            $"The client '{app.AppId}' with object id '{app.PublisherObjectId}' does not have authorization to perform action "
            + $"'Microsoft.Compute/galleries/read' over scope '{_arm.Gallery}' or the scope is invalid. "
            + "If access was recently granted, please refresh your credentials.",
            gallery.Message);
    }

    [Fact]
    public async Task Groups_pass_their_roles_on_and_lists_show_what_may_be_seen()
    {
        var app = _arm.NewApplication();
        var group = new Group { DisplayName = "Builders" };
        group.Members.Add(app.ConsumerObjectId);
        sandbox.Server.World.Do(w => w.FindTenant(_arm.Consumer.TenantId)!.Groups.Add(group));
        var token = await _arm.TokenAsync(_arm.Consumer.TenantId, app.AppId, app.Secret);

        Assert.Empty((await _arm.GetAsync(token, "subscriptions", "2022-12-01")).Body!["value"]!.AsArray());
        await _arm.AssignAsync(await _arm.AdminTokenAsync(_arm.Consumer), _arm.Group, ArmCalls.Reader, group.Id, principalType: "Group");

        Assert.Single((await _arm.GetAsync(token, "subscriptions", "2022-12-01")).Body!["value"]!.AsArray());
        Assert.Equal(HttpStatusCode.OK, (await _arm.GetAsync(token, _arm.Group)).Status);
        var permissions = await _arm.GetAsync(token, $"{_arm.Group}/providers/Microsoft.Authorization/permissions", "2022-04-01");
        Assert.Equal("*/read", (string?)permissions.Body!["value"]![0]!["actions"]![0]);
    }

    [Fact]
    public async Task Assignments_answer_as_Azures_do()
    {
        var app = _arm.NewApplication();
        var token = await _arm.AdminTokenAsync(_arm.Consumer);
        var name = Guid.NewGuid().ToString();

        var created = await _arm.AssignAsync(token, _arm.Group, ArmCalls.Reader, app.ConsumerObjectId, name);
        var again = await _arm.AssignAsync(token, _arm.Group, ArmCalls.Reader, app.ConsumerObjectId, name);
        var other = await _arm.AssignAsync(token, _arm.Group, ArmCalls.Reader, app.ConsumerObjectId);
        var changed = await _arm.AssignAsync(token, _arm.Group, ArmCalls.Contributor, app.ConsumerObjectId, name);
        var mismatch = await _arm.AssignAsync(token, _arm.Group, ArmCalls.Contributor, app.ConsumerObjectId, principalType: "User");
        var unknown = await _arm.AssignAsync(token, _arm.Group, ArmCalls.Contributor, Guid.NewGuid().ToString(), principalType: null);
        var assignments = $"{_arm.Group}/providers/Microsoft.Authorization/roleAssignments";
        var listed = await _arm.GetAsync(token, $"{assignments}?$filter=principalId eq '{app.ConsumerObjectId}'", "2022-04-01");
        var deleted = await _arm.SendAsync(token, HttpMethod.Delete, (string)created.Body!["id"]!, null, "2022-04-01");
        var gone = await _arm.SendAsync(token, HttpMethod.Delete, (string)created.Body!["id"]!, null, "2022-04-01");

        Assert.Equal(HttpStatusCode.Created, created.Status);
        Assert.Equal(HttpStatusCode.OK, again.Status);
        Assert.Equal((HttpStatusCode.Conflict, "RoleAssignmentExists"), (other.Status, other.Code));
        Assert.Equal((HttpStatusCode.BadRequest, "RoleAssignmentUpdateNotPermitted"), (changed.Status, changed.Code));
        Assert.Equal("UnmatchedPrincipalType", mismatch.Code);
        Assert.Equal((HttpStatusCode.BadRequest, "PrincipalNotFound"), (unknown.Status, unknown.Code));
        Assert.Equal(name, (string?)Assert.Single(listed.Body!["value"]!.AsArray())!["name"]);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NoContent), (deleted.Status, gone.Status));
    }

    // "skip_service_principal_aad_check" of Terraform sends nothing else.
    [Fact]
    public async Task Who_says_that_it_is_a_service_principal_is_not_asked_whether_it_exists()
    {
        var token = await _arm.AdminTokenAsync(_arm.Consumer);
        var nobody = Guid.NewGuid().ToString();

        var user = await _arm.AssignAsync(token, _arm.Group, ArmCalls.Reader, nobody, principalType: "User");
        var assigned = await _arm.AssignAsync(token, _arm.Group, ArmCalls.Reader, nobody);

        Assert.Equal("PrincipalNotFound", user.Code);
        Assert.Equal(HttpStatusCode.Created, assigned.Status);
        Assert.Equal(nobody, (string?)assigned.Body!["properties"]!["principalId"]);
        Assert.Equal("ServicePrincipal", (string?)assigned.Body!["properties"]!["principalType"]);
    }

    [Fact]
    public async Task A_principal_is_known_late_and_a_role_works_later_still()
    {
        var clock = new ManualClock();
        var delays = Delays.None with { PrincipalReplication = DelayRange.Seconds(5, 5), RoleEffective = DelayRange.Seconds(60, 60) };
        await using var server = await SandboxServer.StartAsync(
            new SandboxOptions { Delays = delays, Clock = clock }, TestContext.Current.CancellationToken);
        using var arm = new ArmCalls(server);
        var admin = await arm.AdminTokenAsync(arm.Publisher);
        var app = arm.NewApplication();

        var tooEarly = await arm.AssignAsync(admin, arm.Gallery, ArmCalls.ImageReader, app.PublisherObjectId, principalType: null);
        Assert.Equal("PrincipalNotFound", tooEarly.Code);
        clock.Advance(TimeSpan.FromSeconds(6));
        var assigned = await arm.AssignAsync(admin, arm.Gallery, ArmCalls.ImageReader, app.PublisherObjectId, principalType: null);
        Assert.Equal(HttpStatusCode.Created, assigned.Status);
        Assert.Equal(HttpStatusCode.OK, (await arm.GetAsync(admin, (string)assigned.Body!["id"]!, "2022-04-01")).Status);

        var token = await arm.TokenAsync(arm.Publisher.TenantId, app.AppId, app.Secret);
        Assert.Equal("AuthorizationFailed", (await arm.GetAsync(token, arm.Publisher.ImageVersionId, "2023-07-03")).Code);
        clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(HttpStatusCode.OK, (await arm.GetAsync(token, arm.Publisher.ImageVersionId, "2023-07-03")).Status);
    }

    [Fact]
    public async Task A_contributor_assigns_nothing()
    {
        var app = _arm.NewApplication();
        await _arm.AssignAsync(await _arm.AdminTokenAsync(_arm.Consumer), _arm.Group, ArmCalls.Contributor, app.ConsumerObjectId);
        var token = await _arm.TokenAsync(_arm.Consumer.TenantId, app.AppId, app.Secret);

        var reply = await _arm.AssignAsync(token, _arm.Group, ArmCalls.Reader, app.ConsumerObjectId);

        Assert.Equal("AuthorizationFailed", reply.Code);
        Assert.Contains("'Microsoft.Authorization/roleAssignments/write'", reply.Message);
    }

    [Fact]
    public async Task Role_definitions_are_found_by_name_and_id()
    {
        var token = await _arm.AdminTokenAsync(_arm.Publisher);

        var byName = await _arm.GetAsync(
            token, $"{_arm.Gallery}/providers/Microsoft.Authorization/roleDefinitions?$filter=roleName eq 'reader'", "2022-04-01");
        var byId = await _arm.GetAsync(token, $"providers/Microsoft.Authorization/roleDefinitions/{ArmCalls.ImageReader}", "2022-04-01");

        Assert.Equal(ArmCalls.Reader, (string?)Assert.Single(byName.Body!["value"]!.AsArray())!["name"]);
        Assert.Equal("Compute Gallery Image Reader", (string?)byId.Body!["properties"]!["roleName"]);
    }
}

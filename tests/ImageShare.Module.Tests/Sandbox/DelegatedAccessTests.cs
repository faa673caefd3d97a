using System.Net;
using System.Text.Json.Nodes;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;
using Xunit;

namespace ImageShare.Tests.Sandbox;

public sealed class DelegatedAccessTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>, IDisposable
{
    private readonly ArmCalls _arm = new(sandbox.Server);

    public void Dispose() => _arm.Dispose();

    [Fact]
    public async Task A_user_a_groups_member_a_service_principal_and_a_managed_identity_act_from_their_own_tenant()
    {
        var owner = await _arm.OwnerAsync();
        var (member, memberPrincipal) = NewPrincipal();
        var (app, appPrincipal) = NewPrincipal();
        var group = new Group { DisplayName = "Builders" };
        group.Members.Add(memberPrincipal);
        sandbox.Server.World.Do(w => w.FindTenant(_arm.Consumer.TenantId)!.Groups.Add(group));
        string[] tokens =
        [
            await sandbox.UserTokenAsync(_arm.Consumer.TenantId, _arm.Consumer.UserName, _arm.Consumer.UserPassword),
            await _arm.TokenAsync(_arm.Consumer.TenantId, member.AppId, member.Secret),
            await _arm.TokenAsync(_arm.Consumer.TenantId, app.AppId, app.Secret),
            await sandbox.IdentityTokenAsync(),
        ];
        var before = await ReadAllAsync(tokens);
        string[] principals = [_arm.Consumer.UserObjectId, group.Id, appPrincipal, _arm.Consumer.ManagedIdentityObjectId];
        var id = await _arm.DelegateAsync(
            owner, _arm.OwnersGroup(), [.. principals.Select(p => DelegationCalls.Authorization(p, ArmCalls.Reader))]);

        var after = await ReadAllAsync(tokens);
        await _arm.SendAsync(owner, HttpMethod.Delete, id, null, DelegationCalls.Version);
        var ended = await ReadAllAsync(tokens);

        Assert.All(before, r => Assert.Equal("InvalidAuthenticationTokenTenant", r.Code));
        Assert.All(after, r => Assert.Equal(HttpStatusCode.OK, r.Status));
        Assert.All(ended, r => Assert.Equal("InvalidAuthenticationTokenTenant", r.Code));
    }

    [Fact]
    public async Task The_subscription_is_listed_with_its_owners_tenant_and_who_manages_it()
    {
        var (app, principal) = NewPrincipal();
        var owner = await _arm.OwnerAsync();
        var id = await _arm.DelegateAsync(owner, _arm.OwnersGroup(), DelegationCalls.Authorization(principal, ArmCalls.Reader));
        var token = await _arm.TokenAsync(_arm.Consumer.TenantId, app.AppId, app.Secret);

        var subscriptions = (await _arm.GetAsync(token, "subscriptions", "2022-12-01")).Body!["value"]!.AsArray();
        var groups = (await _arm.GetAsync(token, $"{_arm.OwnersSubscription()}/resourceGroups")).Body!["value"]!.AsArray();
        var outside = await _arm.GetAsync(token, $"{_arm.OwnersSubscription()}/providers/Microsoft.Compute/galleries", "2023-07-03");
        await _arm.SendAsync(owner, HttpMethod.Delete, id, null, DelegationCalls.Version);

        var subscription = Assert.Single(subscriptions)!;
        Assert.Equal(_arm.Publisher.TenantId, (string?)subscription["tenantId"]);
        Assert.Contains(_arm.Consumer.TenantId, subscription["managedByTenants"]!.AsArray().Select(t => (string?)t!["tenantId"]));
        Assert.Equal(_arm.Publisher.ResourceGroupName, (string?)Assert.Single(groups)!["name"]);
        Assert.Equal("AuthorizationFailed", outside.Code);
    }

    [Fact]
    public async Task A_machine_is_built_from_a_delegated_image_without_an_auxiliary_token()
    {
        var (app, principal) = NewPrincipal();
        await _arm.AssignAsync(await _arm.AdminTokenAsync(_arm.Consumer), _arm.Group, ArmCalls.Contributor, principal);
        var token = await _arm.TokenAsync(_arm.Consumer.TenantId, app.AppId, app.Secret);
        var machine = ArmCalls.Machine(await _arm.NewInterfaceAsync(token, "nic-delegated"), _arm.Publisher.ImageId);

        var refused = await _arm.MachineAsync(token, "vm-delegated", machine);
        var owner = await _arm.OwnerAsync();
        var id = await _arm.DelegateAsync(owner, _arm.OwnersGroup(), DelegationCalls.Authorization(principal, ArmCalls.ImageReader));
        var made = await _arm.MachineAsync(token, "vm-delegated", machine);
        await _arm.SendAsync(owner, HttpMethod.Delete, id, null, DelegationCalls.Version);

        Assert.Equal("LinkedAuthorizationFailed", refused.Code);
        Assert.Equal(HttpStatusCode.Created, made.Status);
    }

    [Fact]
    public async Task Only_the_role_made_for_it_ends_a_delegation_from_the_other_side()
    {
        var (app, principal) = NewPrincipal();
        var owner = await _arm.OwnerAsync();
        var token = await _arm.TokenAsync(_arm.Consumer.TenantId, app.AppId, app.Secret);
        var first = await _arm.DelegateAsync(
            owner, _arm.OwnersGroup(), DelegationCalls.Authorization(principal, ArmCalls.Contributor));
        var contributor = await _arm.SendAsync(token, HttpMethod.Delete, first, null, DelegationCalls.Version);
        var second = await _arm.DelegateAsync(
            owner, _arm.OwnersGroup(), DelegationCalls.Authorization(principal, DelegationCalls.DeleteRole));

        var ended = await _arm.SendAsync(token, HttpMethod.Delete, second, null, DelegationCalls.Version);
        await _arm.SendAsync(owner, HttpMethod.Delete, first, null, DelegationCalls.Version);
        var poll = await _arm.GetAsync(token, ended.Headers["Location"]);
        var read = await _arm.GetAsync(token, second, DelegationCalls.Version);

        Assert.Equal((HttpStatusCode.Forbidden, "AuthorizationFailed"), (contributor.Status, contributor.Code));
        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.OK), (ended.Status, poll.Status));
        Assert.Equal("InvalidAuthenticationTokenTenant", read.Code);
    }

    [Fact]
    public async Task The_end_of_one_delegation_takes_the_same_role_of_another_along()
    {
        var (app, principal) = NewPrincipal();
        var owner = await _arm.OwnerAsync();
        var token = await _arm.TokenAsync(_arm.Consumer.TenantId, app.AppId, app.Secret);
        var reader = DelegationCalls.Authorization(principal, ArmCalls.Reader);
        var survivor = await _arm.DelegateAsync(owner, _arm.OwnersSubscription(), reader);
        var ended = await _arm.DelegateAsync(owner, _arm.OwnersGroup(), (JsonObject)reader.DeepClone());

        await _arm.SendAsync(owner, HttpMethod.Delete, ended, null, DelegationCalls.Version);
        var lost = await _arm.GetAsync(token, _arm.Gallery, "2023-07-03");
        var still = await _arm.GetAsync(owner, survivor, DelegationCalls.Version);
        await _arm.DelegateAsync(
            owner, _arm.OwnersSubscription(), (string)still.Body!["name"]!, (string)still.Body["properties"]!["registrationDefinitionId"]!);
        var back = await _arm.GetAsync(token, _arm.Gallery, "2023-07-03");
        await _arm.SendAsync(owner, HttpMethod.Delete, survivor, null, DelegationCalls.Version);

        Assert.Equal(HttpStatusCode.Unauthorized, lost.Status);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (still.Status, back.Status));
    }

    [Fact]
    public async Task A_delegation_works_a_while_after_it_is_there_and_follows_its_definition()
    {
        var clock = new ManualClock();
        await using var server = await SandboxServer.StartAsync(
            new SandboxOptions { Delays = Delays.None with { DelegationEffective = DelayRange.Seconds(600, 600) }, Clock = clock },
            TestContext.Current.CancellationToken);
        using var arm = new ArmCalls(server);
        var owner = await arm.OwnerAsync();
        var app = arm.NewOwnApplication();
        var token = await arm.TokenAsync(arm.Consumer.TenantId, app.AppId, app.Secret);
        var id = await arm.DelegateAsync(owner, arm.OwnersGroup(), DelegationCalls.Authorization(app.PrincipalId, ArmCalls.ImageReader));

        var early = await arm.GetAsync(token, arm.Publisher.ImageId, "2023-07-03");
        clock.Advance(TimeSpan.FromMinutes(11));
        var late = await arm.GetAsync(token, arm.Publisher.ImageId, "2023-07-03");
        var definition = arm.Definition(DelegationCalls.Authorization(app.PrincipalId, ArmCalls.Reader));
        await arm.DefineAsync(owner, id[(id.LastIndexOf('/') + 1)..], definition);
        clock.Advance(TimeSpan.FromMinutes(11));
        var gallery = await arm.GetAsync(token, arm.Gallery, "2023-07-03");

        Assert.Equal("Succeeded", (await arm.GetAsync(owner, id, DelegationCalls.Version)).State);
        Assert.Equal(
            (HttpStatusCode.Unauthorized, HttpStatusCode.OK, HttpStatusCode.OK), (early.Status, late.Status, gallery.Status));
    }

    private ((string AppId, string Secret) App, string PrincipalId) NewPrincipal()
    {
        var (appId, secret, _, principalId) = _arm.NewOwnApplication();
        return ((appId, secret), principalId);
    }

    private async Task<List<ArmReply>> ReadAllAsync(string[] tokens)
    {
        var replies = new List<ArmReply>();
        foreach (var token in tokens)
            replies.Add(await _arm.GetAsync(token, _arm.Publisher.ImageVersionId, "2023-07-03"));

        return replies;
    }
}

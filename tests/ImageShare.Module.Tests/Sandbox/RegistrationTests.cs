using System.Net;
using System.Text.Json.Nodes;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;
using Xunit;

namespace ImageShare.Tests.Sandbox;

public sealed class RegistrationTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>, IDisposable
{
    private const string Owner = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
    private const string UserAccessAdministrator = "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9";

    private readonly ArmCalls _arm = new(sandbox.Server);

    public void Dispose() => _arm.Dispose();

    [Fact]
    public async Task The_provider_must_be_registered_first()
    {
        await using var server = await SandboxServer.StartAsync(
            new SandboxOptions { Delays = Delays.None }, TestContext.Current.CancellationToken);
        using var arm = new ArmCalls(server);
        var token = await arm.AdminTokenAsync(arm.Publisher);
        var definition = arm.Definition(DelegationCalls.Authorization(arm.Consumer.UserObjectId, ArmCalls.Reader));

        var refused = await arm.DefineAsync(token, Guid.NewGuid().ToString(), definition);
        await arm.OwnerAsync();
        var made = await arm.DefineAsync(token, Guid.NewGuid().ToString(), definition);

        Assert.Equal((HttpStatusCode.Conflict, "MissingSubscriptionRegistration"), (refused.Status, refused.Code));
        Assert.Equal(HttpStatusCode.Created, made.Status);
    }

    [Fact]
    public async Task A_definition_tells_who_manages_and_is_managed_where_the_version_knows_it()
    {
        var token = await _arm.OwnerAsync();
        var name = Guid.NewGuid().ToString();
        await _arm.DefineAsync(token, name, _arm.Definition(DelegationCalls.Authorization(_arm.Consumer.UserObjectId, ArmCalls.Reader)));

        var before = (await _arm.GetAsync(token, _arm.DefinitionId(name), "2019-06-01")).Body!["properties"]!;
        var now = (await _arm.GetAsync(token, _arm.DefinitionId(name), DelegationCalls.Version)).Body!["properties"]!;

        Assert.Equal(("Fabrikam", "Succeeded"), ((string?)before["managedByTenantName"], (string?)before["provisioningState"]));
        Assert.Null(before["manageeTenantId"]);
        Assert.Equal((_arm.Publisher.TenantId, "Contoso"), ((string?)now["manageeTenantId"], (string?)now["manageeTenantName"]));
    }

    [Fact]
    public async Task An_assignment_is_waited_for_and_ends_with_a_location()
    {
        var clock = new ManualClock();
        var delays = Delays.None with { ResourceCreation = DelayRange.Seconds(40, 40) };
        await using var server = await SandboxServer.StartAsync(
            new SandboxOptions { Delays = delays, Clock = clock }, TestContext.Current.CancellationToken);
        using var arm = new ArmCalls(server);
        var token = await arm.OwnerAsync();
        var name = Guid.NewGuid().ToString();
        await arm.DefineAsync(token, name, arm.Definition(DelegationCalls.Authorization(arm.Consumer.UserObjectId, ArmCalls.Reader)));

        var made = await arm.DelegateAsync(token, arm.OwnersGroup(), name, arm.DefinitionId(name));
        var running = await arm.GetAsync(token, made.Headers["Azure-AsyncOperation"]);
        clock.Advance(TimeSpan.FromSeconds(41));
        var done = await arm.GetAsync(token, made.Headers["Azure-AsyncOperation"]);
        var inUse = await arm.SendAsync(token, HttpMethod.Delete, arm.DefinitionId(name), null, DelegationCalls.Version);
        var assignment = DelegationCalls.AssignmentId(arm.OwnersGroup(), name);
        var ended = await arm.SendAsync(token, HttpMethod.Delete, assignment, null, DelegationCalls.Version);
        clock.Advance(TimeSpan.FromSeconds(41));
        var gone = await arm.GetAsync(token, ended.Headers["Location"]);
        var free = await arm.SendAsync(token, HttpMethod.Delete, arm.DefinitionId(name), null, DelegationCalls.Version);

        Assert.Equal((HttpStatusCode.Created, "Accepted", "15"), (made.Status, made.State, made.Headers["Retry-After"]));
        Assert.Equal((HttpStatusCode.Accepted, "Running"), (running.Status, (string?)running.Body!["status"]));
        Assert.Equal((HttpStatusCode.OK, "Succeeded"), (done.Status, (string?)done.Body!["status"]));
        Assert.Equal(HttpStatusCode.Conflict, inUse.Status);
        Assert.Equal(HttpStatusCode.Accepted, ended.Status);
        Assert.False(ended.Headers.ContainsKey("Azure-AsyncOperation"));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (gone.Status, free.Status));
    }

    [Fact]
    public async Task Lists_expand_and_filter()
    {
        var token = await _arm.OwnerAsync();
        var id = await _arm.DelegateAsync(
            token, _arm.OwnersGroup(), DelegationCalls.Authorization(_arm.Consumer.UserObjectId, ArmCalls.ImageReader));
        var list = $"{_arm.OwnersSubscription()}/providers/Microsoft.ManagedServices/registrationAssignments";

        var mine = await _arm.GetAsync(
            token, $"{list}?$expandRegistrationDefinition=true&$filter=managedByTenantId in ('{_arm.Consumer.TenantId}')",
            DelegationCalls.Version);
        var others = await _arm.GetAsync(token, $"{list}?$filter=managedByTenantId eq '{Guid.NewGuid()}'", DelegationCalls.Version);
        var plain = await _arm.GetAsync(token, id, DelegationCalls.Version);

        var found = mine.Body!["value"]!.AsArray().Single(a => (string?)a!["id"] == id)!;
        Assert.Equal(
            _arm.Consumer.TenantId, (string?)found["properties"]!["registrationDefinition"]!["properties"]!["managedByTenantId"]);
        Assert.Empty(others.Body!["value"]!.AsArray());
        Assert.Null(plain.Body!["properties"]!["registrationDefinition"]);
    }

    [Fact]
    public async Task Nothing_is_assigned_twice_at_one_scope()
    {
        var token = await _arm.OwnerAsync();
        var name = Guid.NewGuid().ToString();
        var definition = _arm.Definition(DelegationCalls.Authorization(_arm.Consumer.UserObjectId, ArmCalls.ImageReader));
        await _arm.DefineAsync(token, name, definition);
        await _arm.DelegateAsync(token, _arm.OwnersSubscription(), name, _arm.DefinitionId(name));
        var sameOffer = Guid.NewGuid().ToString();
        await _arm.DefineAsync(token, sameOffer, definition);

        var again = await _arm.DelegateAsync(token, _arm.OwnersSubscription(), name, _arm.DefinitionId(name));
        var other = await _arm.DelegateAsync(token, _arm.OwnersSubscription(), Guid.NewGuid().ToString(), _arm.DefinitionId(name));
        var offer = await _arm.DelegateAsync(token, _arm.OwnersSubscription(), sameOffer, _arm.DefinitionId(sameOffer));
        var inGroup = await _arm.DelegateAsync(token, _arm.OwnersGroup(), name, _arm.DefinitionId(name));

        Assert.Equal(HttpStatusCode.OK, again.Status);
        Assert.Equal(
            $"Another registration assignment present at this scope '{_arm.OwnersSubscription()}' for registration definition "
            + $"'{_arm.DefinitionId(name)}'. Multiple registration assignments are not allowed.",
            other.Message);
        Assert.Equal(other.Message, offer.Message);
        Assert.Equal(HttpStatusCode.Created, inGroup.Status);
    }

    [Fact]
    public async Task Definitions_stand_at_subscriptions_and_assignments_at_groups_too_but_not_under_them()
    {
        var token = await _arm.OwnerAsync();
        var name = Guid.NewGuid().ToString();
        var definition = _arm.Definition(DelegationCalls.Authorization(_arm.Consumer.UserObjectId, ArmCalls.Reader));

        var inGroup = await _arm.PutAsync(
            token, $"{_arm.OwnersGroup()}/providers/Microsoft.ManagedServices/registrationDefinitions/{name}", definition,
            DelegationCalls.Version);
        var onGallery = await _arm.DelegateAsync(token, _arm.Gallery, name, _arm.DefinitionId(name));
        var ofNothing = await _arm.DelegateAsync(token, _arm.OwnersGroup(), name, _arm.DefinitionId(name));

        Assert.Equal((HttpStatusCode.BadRequest, "InvalidRegistrationDefinitionUri"), (inGroup.Status, inGroup.Code));
        Assert.Equal("InvalidRegistrationAssignmentUri", onGallery.Code);
        Assert.Equal(HttpStatusCode.NotFound, ofNothing.Status);
    }

    [Fact]
    public async Task Only_a_member_that_may_assign_roles_delegates()
    {
        await _arm.OwnerAsync();
        var app = _arm.NewApplication();
        await _arm.AssignAsync(
            await _arm.AdminTokenAsync(_arm.Publisher), _arm.OwnersSubscription(), ArmCalls.Contributor, app.PublisherObjectId);
        var contributor = await _arm.TokenAsync(_arm.Publisher.TenantId, app.AppId, app.Secret);

        var reply = await _arm.DefineAsync(
            contributor, Guid.NewGuid().ToString(),
            _arm.Definition(DelegationCalls.Authorization(_arm.Consumer.UserObjectId, ArmCalls.Reader)));

        Assert.Equal((HttpStatusCode.NotFound, "ClassicAdministratorListFailed"), (reply.Status, reply.Code));
    }

    public static TheoryData<string, string> RefusedRoles => new()
    {
        { Owner, "is restricted for registration definition" },
        { "f58310d9-a9f6-439a-9e8d-f62e7b41a168", "because of restricted actions" },
        { "fb879df8-f326-4884-b1cf-06f3ad86be52", "with data actions not allowed" },
        { "11111111-2222-3333-4444-555555555555", "Only built in role definitions" },
        { UserAccessAdministrator, "DelegatedRoleDefinitionIds" },
        { "Reader", "must be a valid Guid" },
    };

    [Theory]
    [MemberData(nameof(RefusedRoles))]
    public async Task Roles_that_guard_access_are_not_delegated(string role, string message) =>
        await AssertRefusedAsync(_arm.Definition(DelegationCalls.Authorization(_arm.Consumer.UserObjectId, role)), message);

    [Fact]
    public async Task The_owners_own_tenant_does_not_manage_it()
    {
        var definition = _arm.Definition(DelegationCalls.Authorization(_arm.Consumer.UserObjectId, ArmCalls.Reader));
        definition["properties"]!["managedByTenantId"] = _arm.Publisher.TenantId;

        await AssertRefusedAsync(definition, $"not allowed to use the '{_arm.Publisher.TenantId}' as ManagedByTenantId.");
    }

    [Fact]
    public async Task Principals_are_those_of_the_managing_tenant()
    {
        var token = await _arm.OwnerAsync();
        var app = _arm.NewOwnApplication();
        var replies = new List<ArmReply>();
        foreach (var id in (string[])[app.ApplicationId, _arm.Publisher.UserObjectId, "builders", app.PrincipalId])
        {
            replies.Add(await _arm.DefineAsync(
                token, Guid.NewGuid().ToString(), _arm.Definition(DelegationCalls.Authorization(id, ArmCalls.Reader))));
        }

        Assert.Equal("Principals of type Application cannot validly be used in role assignments.", replies[0].Message);
        Assert.Equal("PrincipalNotFound", replies[1].Code);
        Assert.Equal("The PrincipalId 'builders' must be a valid Guid.", replies[2].Message);
        Assert.Equal(HttpStatusCode.Created, replies[3].Status);
    }

    public static TheoryData<string, string> RefusedEligible => new()
    {
        { "role=" + Owner, "is restricted for eligible authorization in registration definition" },
        { "role=" + UserAccessAdministrator, "is restricted for eligible authorization in registration definition" },
        { "duration=PT29M", "MaximumActivationDuration" },
        { "duration=PT8H1M", "MaximumActivationDuration" },
        { "duration=long", "MaximumActivationDuration" },
        { "mfa=Text", "MultiFactorAuthProvider" },
        { "approvers=11", "ManagedByTenantApprovers" },
        { "principal=app", "of type ServicePrincipal" },
        { "version=2019-06-01", "only allowed with api-version greater and equal to '2020-02-01-preview'" },
        { "", "" },
    };

    [Theory]
    [MemberData(nameof(RefusedEligible))]
    public async Task Eligible_authorizations_are_for_persons_and_for_a_while(string change, string message)
    {
        var (what, value) = change.Split('=') is [var left, var right] ? (left, right) : ("", "");
        var approver = new JsonObject { ["principalId"] = _arm.Consumer.UserObjectId };
        var approvers = Enumerable.Repeat(approver, what == "approvers" ? 11 : 10).Select(a => a.DeepClone());
        var eligible = DelegationCalls.Authorization(
            what == "principal" ? _arm.Consumer.AdminObjectId : _arm.Consumer.UserObjectId,
            what == "role" ? value : ArmCalls.Contributor);
        eligible["justInTimeAccessPolicy"] = new JsonObject
        {
            ["multiFactorAuthProvider"] = what == "mfa" ? value : "Azure",
            ["maximumActivationDuration"] = what == "duration" ? value : "PT30M",
            ["managedByTenantApprovers"] = new JsonArray([.. approvers]),
        };
        var definition = _arm.Definition(DelegationCalls.Authorization(_arm.Consumer.UserObjectId, ArmCalls.Reader));
        definition["properties"]!["eligibleAuthorizations"] = new JsonArray(eligible);

        var reply = await _arm.DefineAsync(
            await _arm.OwnerAsync(), Guid.NewGuid().ToString(), definition, what == "version" ? value : DelegationCalls.Version);

        Assert.Equal(message.Length == 0 ? HttpStatusCode.Created : HttpStatusCode.BadRequest, reply.Status);
        if (message.Length > 0)
            Assert.Contains(message, reply.Message);
    }

    private async Task AssertRefusedAsync(JsonObject definition, string message)
    {
        var reply = await _arm.DefineAsync(await _arm.OwnerAsync(), Guid.NewGuid().ToString(), definition);

        Assert.Equal((HttpStatusCode.BadRequest, "InvalidRegistrationDefinitionCreateRequest"), (reply.Status, reply.Code));
        Assert.Contains(message, reply.Message);
    }
}

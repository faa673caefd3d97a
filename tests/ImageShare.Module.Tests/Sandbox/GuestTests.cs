using System.Net;
using System.Text.Json.Nodes;
using ImageShare.Sandbox.Cloud;
using Xunit;

namespace ImageShare.Tests.Sandbox;

public sealed class GuestTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>, IDisposable
{
    private readonly ArmCalls _arm = new(sandbox.Server);

    public void Dispose() => _arm.Dispose();

    [Fact]
    public async Task A_pending_guest_is_given_a_role_and_builds_once_it_has_accepted()
    {
        var operatorName = NewUser("operator@fabrikam.onmicrosoft.com");
        var (invited, invitation) = await sandbox.GraphAsync(_arm.Publisher, HttpMethod.Post, "invitations", new
        {
            invitedUserEmailAddress = operatorName,
            inviteRedirectUrl = "https://contoso.example",
        });
        var guest = (string)invitation!["invitedUser"]!["id"]!;
        var owner = await _arm.AdminTokenAsync(_arm.Publisher);
        var assigned = await _arm.AssignAsync(owner, _arm.Gallery, ArmCalls.ImageReader, guest, principalType: "User");
        await AcceptAsync((string)invitation["inviteRedeemUrl"]!, operatorName);
        var home = await sandbox.UserTokenAsync(_arm.Consumer.TenantId, operatorName, "password");
        var away = await sandbox.UserTokenAsync(_arm.Publisher.TenantId, operatorName, "password");
        var (_, read) = await sandbox.GraphAsync(_arm.Publisher, HttpMethod.Get, $"users/{guest}?$select=externalUserState");

        var image = await _arm.GetAsync(away, _arm.Publisher.ImageId, "2023-07-03");
        var machine = ArmCalls.Machine(await _arm.NewInterfaceAsync(home, "nic-guest"), _arm.Publisher.ImageId);
        var refused = await _arm.MachineAsync(home, "vm-guest", machine);
        var made = await _arm.MachineAsync(home, "vm-guest", machine, away);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (invited, assigned.Status));
        Assert.Equal("Accepted", (string?)read!["externalUserState"]);
        Assert.Equal(HttpStatusCode.OK, image.Status);
        Assert.Equal("LinkedAuthorizationFailed", refused.Code);
        Assert.Equal(HttpStatusCode.Created, made.Status);
    }

    [Fact]
    public async Task A_guest_delegates_nothing_whatever_its_role()
    {
        var name = NewUser("owner@fabrikam.onmicrosoft.com");
        var (_, invitation) = await sandbox.GraphAsync(_arm.Publisher, HttpMethod.Post, "invitations", new
        {
            invitedUserEmailAddress = name,
            inviteRedirectUrl = "https://contoso.example",
        });
        await AcceptAsync((string)invitation!["inviteRedeemUrl"]!, name);
        await _arm.AssignAsync(
            await _arm.OwnerAsync(), _arm.OwnersSubscription(), "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
            (string)invitation["invitedUser"]!["id"]!, principalType: "User");
        var token = await sandbox.UserTokenAsync(_arm.Publisher.TenantId, name, "password");

        var reply = await _arm.DefineAsync(
            token, Guid.NewGuid().ToString(), _arm.Definition(DelegationCalls.Authorization(_arm.Consumer.UserObjectId, ArmCalls.Reader)));

        Assert.Equal("ClassicAdministratorListFailed", reply.Code);
    }

    [Fact]
    public async Task A_pending_guest_accepts_on_the_page_of_any_sign_in_and_gets_no_token_without_one()
    {
        var name = NewUser("late@fabrikam.onmicrosoft.com");
        var home = (string)(await sandbox.UserTokensAsync(_arm.Consumer.TenantId, name, "password"))["refresh_token"]!;
        await InviteAsync(name);

        var (_, pending) = await RefreshAsync(home);
        var page = await sandbox.Http.GetStringAsync(
            new Uri($"{_arm.Publisher.TenantId}/oauth2/v2.0/authorize?client_id={DelegationCalls.AzurePowerShell}&response_type=code"
                + "&redirect_uri=http://localhost", UriKind.Relative), TestContext.Current.CancellationToken);
        using var asked = await sandbox.SignInAsync(page, name, "password");
        using var accepted = await sandbox.DecideAsync(
            await asked.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), "accept");
        var (status, _) = await RefreshAsync(home);

        Assert.StartsWith("AADSTS50014", (string?)pending["error_description"], StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Found, HttpStatusCode.OK), (accepted.StatusCode, status));
    }

    [Fact]
    public async Task A_tenant_may_let_nobody_invite()
    {
        sandbox.Server.World.Do(w => w.FindTenant(_arm.Publisher.TenantId)!.AllowsInvitations = false);
        try
        {
            var (status, body) = await InviteAsync("someone@fabrikam.example");

            Assert.Equal(HttpStatusCode.Forbidden, status);
            Assert.StartsWith("Guest invitations not allowed", (string?)body!["error"]!["message"], StringComparison.Ordinal);
        }
        finally
        {
            sandbox.Server.World.Do(w => w.FindTenant(_arm.Publisher.TenantId)!.AllowsInvitations = true);
        }
    }

    [Fact]
    public async Task Guests_are_found_by_a_list_of_ids_and_as_members_of_groups_in_groups()
    {
        var (_, invitation) = await InviteAsync("member@fabrikam.example");
        var guest = (string)invitation!["invitedUser"]!["id"]!;
        var (outer, inner) = (new Group { DisplayName = "Outer" }, new Group { DisplayName = "Inner" });
        outer.Members.Add(inner.Id);
        inner.Members.Add(guest);
        sandbox.Server.World.Do(w => w.FindTenant(_arm.Publisher.TenantId)!.Groups.AddRange([outer, inner]));

        var (_, members) = await sandbox.GraphAsync(_arm.Publisher, HttpMethod.Get, $"groups/{outer.Id}/transitiveMembers");
        var (_, users) = await sandbox.GraphAsync(
            _arm.Publisher, HttpMethod.Get, $"users?$filter=id in ('{guest}','{Guid.NewGuid()}')&$select=id,externalUserState");
        var (tooMany, _) = await sandbox.GraphAsync(
            _arm.Publisher, HttpMethod.Get, $"users?$filter=id in ({string.Join(',', Enumerable.Repeat($"'{guest}'", 16))})");

        Assert.Equal(new[] { inner.Id, guest }.Order(), members!["value"]!.AsArray().Select(m => (string)m!["id"]!).Order());
        Assert.Equal("PendingAcceptance", (string?)Assert.Single(users!["value"]!.AsArray())!["externalUserState"]);
        Assert.Equal(HttpStatusCode.BadRequest, tooMany);
    }

    private Task<(HttpStatusCode Status, JsonObject Body)> RefreshAsync(string refreshToken) => sandbox.PostTokenAsync(
        _arm.Publisher.TenantId, ("grant_type", "refresh_token"), ("client_id", DelegationCalls.AzurePowerShell),
        ("refresh_token", refreshToken), ("scope", $"{sandbox.Server.Uri}.default"));

    private Task<(HttpStatusCode Status, JsonObject? Body)> InviteAsync(string name) => sandbox.GraphAsync(
        _arm.Publisher, HttpMethod.Post, "invitations",
        new { invitedUserEmailAddress = name, inviteRedirectUrl = "https://contoso.example" });

    private string NewUser(string name)
    {
        var user = new User { DisplayName = name, UserPrincipalName = name, Mail = name, Password = "password" };
        sandbox.Server.World.Do(world =>
        {
            world.FindTenant(_arm.Consumer.TenantId)!.Users.Add(user);
            world.RoleAssignments.Add(new RoleAssignment
            {
                Name = Guid.NewGuid().ToString(),
                Scope = _arm.Group,
                RoleDefinitionId = ArmCalls.Contributor,
                PrincipalId = user.Id,
                PrincipalType = "User",
                Created = world.Now,
                EffectiveFrom = world.Now,
            });
        });
        return name;
    }

    private async Task AcceptAsync(string link, string name)
    {
        var page = await sandbox.Http.GetStringAsync(new Uri(link), TestContext.Current.CancellationToken);
        using var redeeming = await sandbox.SignInAsync(page, name, "password");
        using var redeemed = await sandbox.DecideAsync(
            await redeeming.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), "accept");
        Assert.Equal(HttpStatusCode.OK, redeemed.StatusCode);
    }
}

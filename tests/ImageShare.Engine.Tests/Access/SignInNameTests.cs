using System.Text.Json.Nodes;
using ImageShare.Engine.Access;
using ImageShare.Engine.Identity;
using ImageShare.Engine.Tests.Fakes;
using ImageShare.Model;
using Xunit;
using static ImageShare.Engine.Tests.Fakes.TestCloud;

namespace ImageShare.Engine.Tests.Access;

public sealed class SignInNameTests
{
    private const string Name = "o'neil@fabrikam.com";
    private const string Users = "/v1.0/users";
    private const string Invitations = "/v1.0/invitations";

    private readonly FakeRoles _roles = new();
    private readonly List<JsonObject> _users = [];
    private FakeCaller _caller = new();

    public SignInNameTests() => _roles.Refuse = Answer;

    private Func<MockRequest, MockAnswer?> Other { get; set; } = _ => null;

    private IEnumerable<MockRequest> Sent(string path) => _roles.Cloud.Transport.Requests.Where(r => r.Path == path);

    [Fact]
    public async Task A_guest_is_looked_for_by_every_name_in_one_request()
    {
        AddUser("Accepted");

        var reader = await Grant(new ReaderGrantSpec { SignInName = Name });

        Assert.Equal(
            (GalleryReaderKind.Guest, "Accepted", "User", FakeRoles.PrincipalId),
            (reader.Kind, reader.State, reader.ObjectType, reader.ObjectId));
        var query = Uri.UnescapeDataString(Assert.Single(Sent(Users)).Uri.Query);
        Assert.Contains("userPrincipalName eq 'o''neil@fabrikam.com' or mail eq 'o''neil@fabrikam.com'", query, StringComparison.Ordinal);
        Assert.Contains("otherMails/any(m:m eq 'o''neil@fabrikam.com')", query, StringComparison.Ordinal);
        Assert.Contains("startswith(userPrincipalName,'o''neil_fabrikam.com#EXT#')", query, StringComparison.Ordinal);
        Assert.Empty(Sent(Invitations));
    }

    [Fact]
    public async Task Nobody_of_that_name_names_the_invitation_as_the_way_out()
    {
        var refusal = await Assert.ThrowsAsync<ImageShareException>(() => Grant(new ReaderGrantSpec { SignInName = Name }));

        Assert.Equal(("SignInNameNotFound", ErrorKind.ObjectNotFound, Name), (refusal.Code, refusal.Kind, refusal.Target));
        Assert.Contains("-Invite", refusal.Fix, StringComparison.Ordinal);
        Assert.Empty(_roles.Puts);
    }

    [Fact]
    public async Task An_invitation_is_sent_once_for_several_galleries()
    {
        var gallery = FakeRoles.Gallery;
        await GrantAll(new ReaderGrantSpec
        {
            SignInName = Name, Invite = true, InviteRedirectUri = new("https://contoso.com/hello"), ConsumerTenantId = ConsumerTenant,
            ResourceIds = [gallery, $"{gallery}2"],
        });

        var body = JsonNode.Parse(Assert.Single(Sent(Invitations)).Body)!;
        Assert.Equal((Name, "https://contoso.com/hello", true),
            ((string?)body["invitedUserEmailAddress"], (string?)body["inviteRedirectUrl"], (bool)body["sendInvitationMessage"]!));
        Assert.Equal(2, _roles.Puts.Count);
        Assert.All(_roles.Puts, put => Assert.Equal(
            $"ImageShare: fabrikam.com, tenant {ConsumerTenant}", (string?)JsonNode.Parse(put.Body)!["properties"]!["description"]));
        Assert.Contains("has not accepted", Assert.Single(_caller.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PendingAcceptance", true, 1)]
    [InlineData("PendingAcceptance", false, 0)]
    [InlineData("Accepted", true, 0)]
    public async Task A_pending_invitation_is_sent_again_when_asked(string state, bool invite, int sent)
    {
        AddUser(state);

        var reader = await Grant(new ReaderGrantSpec { SignInName = Name, Invite = invite });

        Assert.Equal(state, reader.State);
        Assert.Equal(sent, Sent(Invitations).Count());
        Assert.Equal(state == "Accepted" ? 0 : 1, _caller.Warnings.Count);
    }

    [Fact]
    public async Task A_plan_invites_nobody()
    {
        var reader = await Grant(new ReaderGrantSpec { SignInName = Name, Invite = true }, whatIf: true);

        Assert.Equal("", reader.ObjectId);
        Assert.Empty(Sent(Invitations));
        Assert.Equal(
            ["Invite as guest", $"Give role 'Compute Gallery Image Reader' to User '{Name}'"], _caller.Asked.Select(a => a.Action));
    }

    [Theory]
    [InlineData(403, "Guest invitations not allowed for your company.", "InvitationsNotAllowed")]
    [InlineData(401, "Insufficient privileges to perform requested operation by the application.", "InvitationDenied")]
    public async Task A_refused_invitation_says_who_can_change_that(int status, string message, string code)
    {
        Other = r => r.Path == Invitations ? MockAnswer.Error(status, "Unauthorized", message) : null;

        var refusal = await Assert.ThrowsAsync<ImageShareException>(() => Grant(new ReaderGrantSpec { SignInName = Name, Invite = true }));

        Assert.Equal((code, ErrorKind.PermissionDenied, Party.Publisher), (refusal.Code, refusal.Kind, refusal.Who));
        Assert.Empty(_roles.Puts);
    }

    [Fact]
    public async Task One_address_of_two_people_is_refused_with_both_ids()
    {
        AddUser("Accepted");
        AddUser("Accepted", id: "99999999-9999-4999-8999-999999999999");

        var refusal = await Assert.ThrowsAsync<ImageShareException>(() => Grant(new ReaderGrantSpec { SignInName = Name }));

        Assert.Equal("SignInNameAmbiguous", refusal.Code);
        Assert.Contains("99999999", refusal.Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("operator")]
    [InlineData("Ann <ann@fabrikam.com>")]
    public async Task What_is_no_address_is_refused_before_any_request(string name)
    {
        var refusal = await Assert.ThrowsAsync<ImageShareException>(() => Grant(new ReaderGrantSpec { SignInName = name }));

        Assert.Equal("InvalidSignInName", refusal.Code);
        Assert.Empty(_roles.Cloud.Transport.Requests);
    }

    private MockAnswer? Answer(MockRequest request) => Other(request) ?? request.Path switch
    {
        Users => MockAnswer.Json(new JsonObject { ["value"] = new JsonArray([.. _users.Select(u => u.DeepClone())]) }.ToJsonString()),
        Invitations => new MockAnswer(201, $$$"""
            {"invitedUserEmailAddress":"{{{Name}}}","inviteRedirectUrl":"https://contoso.com","status":"PendingAcceptance",
             "inviteRedeemUrl":"https://login.example/redeem","invitedUser":{"id":"{{{FakeRoles.PrincipalId}}}"}}
            """),
        _ => null,
    };

    private void AddUser(string state, string id = FakeRoles.PrincipalId) => _users.Add(new JsonObject
    {
        ["id"] = id,
        ["displayName"] = "O'Neil",
        ["userPrincipalName"] = "o'neil_fabrikam.com#EXT#@contoso.onmicrosoft.com",
        ["mail"] = Name,
        ["externalUserState"] = state,
    });

    private async Task<GalleryReader> Grant(ReaderGrantSpec spec, bool whatIf = false) =>
        Assert.Single(await GrantAll(spec with { ResourceIds = [FakeRoles.Gallery] }, whatIf));

    private async Task<IReadOnlyList<GalleryReader>> GrantAll(ReaderGrantSpec spec, bool whatIf = false)
    {
        _caller = new FakeCaller(_roles.Cloud.SignIn(PublisherTenant)) { WhatIf = whatIf };
        var tenants = new SubscriptionTenants();
        var contexts = new ContextSelector(tenants);
        var service = new AccessService(contexts, new NoGalleries(), _roles.Cloud.Time);
        List<GalleryReader> readers = [];
        await foreach (var reader in service.GrantReaderAsync(spec, _caller, CancellationToken.None))
            readers.Add(reader);
        return readers;
    }

    private sealed class NoGalleries : IGalleryService
    {
        public async IAsyncEnumerable<GalleryImage> GetImagesAsync(
            GalleryImageQuery query, ICaller caller,
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.CompletedTask;
            yield break;
        }
    }
}

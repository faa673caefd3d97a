using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Entra;

/// <summary>Where the link of an invitation leads: the guest signs in at home and accepts.</summary>
internal static class InvitationPage
{
    private const string Path = "/redeem";

    public static string AddressFor(Tenant tenant, User guest) => $"{Path}?tenant={tenant.Id}&user={guest.Id}";

    public static string Question(Tenant inviting) =>
        $"{inviting.DisplayName} would like to read your name, e-mail address and photo, as its guest.";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Path, Answer);

    private static IResult Answer(string tenant, string user, World world, SignInStore store)
    {
        var inviting = world.FindTenant(tenant) ?? throw EntraErrors.TenantNotFound(tenant);
        var guest = inviting.Users.Find(u => u.IsGuest && u.HasId(user)) ?? throw EntraErrors.UserNotFound(user, inviting);
        var flow = new InvitationFlow(world, inviting, guest);
        store.Flows.Add(flow.Token, flow);
        return Pages.SignIn(flow, guest.Mail, problem: null);
    }
}

/// <summary>Ends with the guest accepted.</summary>
internal sealed class InvitationFlow(World world, Tenant inviting, User guest)
    : SignInFlow(world, new Client("invitation", $"Invitation of {inviting.DisplayName}", Application: null), tenant: null)
{
    public override string Question(SignedIn who) => InvitationPage.Question(inviting);

    public override IResult Accept(SignedIn who)
    {
        if (!guest.HasName(who.Account.UserPrincipalName))
            throw EntraErrors.UserNotFound(who.Account.UserPrincipalName, inviting);

        guest.ExternalUserState = "Accepted";
        return Pages.Done($"You are now a guest of {inviting.DisplayName}.");
    }

    public override IResult Decline() => Pages.Done("The invitation was not accepted.");
}

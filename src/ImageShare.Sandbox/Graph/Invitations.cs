using System.Net.Mail;
using System.Text.Json.Nodes;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Entra;

namespace ImageShare.Sandbox.Graph;

/// <summary><c>POST /invitations</c>: a guest, pending until the link is followed.</summary>
internal static class Invitations
{
    private const string Resource = "Invitation";

    public static void Map(GraphRoutes routes) => routes.Post("/invitations", Create);

    private static IResult Create(GraphCall call)
    {
        var mayInvite = call.Roles.MayInvite() || call.Permissions.HasFlag(GraphPermissions.User_Invite_All);
        if (!mayInvite && call.Principal is not User { IsGuest: false })
            throw GraphErrors.InvitationDenied(call.Tenant.Id);
        if (!call.Tenant.AllowsInvitations)
            throw GraphErrors.InvitationsNotAllowed();

        var body = call.RequireBody();
        var mail = body.RequireText("invitedUserEmailAddress", Resource);
        var redirect = body.RequireText("inviteRedirectUrl", Resource);
        if (!MailAddress.TryCreate(mail, out var address))
            throw GraphErrors.InvalidValue("invitedUserEmailAddress", Resource);

        if (call.Tenant.Users.Exists(u => !u.IsGuest && u.HasName(mail)))
            throw GraphErrors.BadRequest("The invited user already exists in the directory as object of type member.");

        // Inviting again gives the same guest, and a new link.
        var guest = call.Tenant.Users.Find(u => u.IsGuest && u.HasName(mail))
            ?? Add(call, address, body.Text("invitedUserDisplayName", Resource));
        return GraphAnswer.Entity(call, "invitations", new JsonObject
        {
            ["id"] = Guid.NewGuid().ToString(),
            ["inviteRedeemUrl"] = call.Endpoints.At(InvitationPage.AddressFor(call.Tenant, guest)),
            ["invitedUserDisplayName"] = guest.DisplayName,
            ["invitedUserEmailAddress"] = mail,
            ["sendInvitationMessage"] = body.Flag("sendInvitationMessage", Resource) ?? false,
            ["inviteRedirectUrl"] = redirect,
            ["status"] = guest.IsPending ? "PendingAcceptance" : "Completed",
            ["invitedUser"] = new JsonObject { ["id"] = guest.Id },
        }, StatusCodes.Status201Created);
    }

    private static User Add(GraphCall call, MailAddress address, string? displayName)
    {
        call.RequireQuota();
        var guest = new User
        {
            DisplayName = displayName ?? address.User,
            UserPrincipalName = $"{address.User}_{address.Host}#EXT#@{call.Tenant.DefaultDomain}",
            Mail = address.Address,
            OtherMails = [address.Address],
            IsGuest = true,
            ExternalUserState = "PendingAcceptance",
            Created = call.World.Now,
            CreatedBy = call.Caller.ObjectId,
            ListedFrom = call.World.After(call.World.Delays.GraphReplication),
            KnownFrom = call.World.After(call.World.Delays.PrincipalReplication),
        };
        call.Tenant.Users.Add(guest);
        return guest;
    }
}

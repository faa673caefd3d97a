using Azure;
using ImageShare.Engine.Graph;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Access;

/// <summary>Makes a principal of a sign-in name: the user or guest that is there, else, when asked to, an invited guest.</summary>
internal sealed class GuestInviter(EngineContext context, ICaller caller)
{
    // A page that exists in every cloud: what a guest does next happens in a shell, not on a page.
    private static readonly Uri s_page = new("https://www.microsoft.com/");

    private readonly GraphClient _graph = new(context);

    /// <summary>Refuses an address that Entra would not send a guest to.</summary>
    public static Uri? Check(Uri? redirect) => redirect is null or { IsAbsoluteUri: true, Scheme: "https" } ? redirect
        : throw InputRules.Refuse("InviteRedirectUrl", redirect.OriginalString, "-InviteRedirectUrl must be an https address.");

    public async Task<Principal> FindAsync(string signInName, bool invite, Uri? redirect, CancellationToken cancellationToken)
    {
        var finder = new UserFinder(context);
        var user = await finder.FindAsync(signInName, cancellationToken);
        if (user is null && !invite)
            throw finder.NotFound(signInName, "Check the spelling, or add -Invite to invite that person as a guest.");
        if (invite && user is null or { IsPending: true })
            return await InviteAsync(signInName, user, redirect ?? s_page, cancellationToken);
        if (user is { IsPending: true })
            WarnPending(signInName);

        return new Principal(user!.Id, "User")
        {
            DisplayName = user.DisplayName,
            SignInName = user.SignInName,
            IsGuest = GraphUser.IsGuest(user.UserPrincipalName),
            ExternalUserState = user.ExternalUserState,
        };
    }

    private async Task<Principal> InviteAsync(string signInName, GraphUser? pending, Uri redirect, CancellationToken cancellationToken)
    {
        var principal = new Principal(pending?.Id ?? "", "User")
        {
            DisplayName = pending?.DisplayName ?? signInName,
            SignInName = signInName,
            IsGuest = true,
            ExternalUserState = "PendingAcceptance",
        };
        var action = pending is null ? "Invite as guest" : "Send the invitation again";
        if (!await caller.ShouldProcessAsync($"{signInName} in tenant {context.TenantId}", action))
            return principal;

        var invitation = await PostAsync(
            new() { InvitedUserEmailAddress = signInName, InviteRedirectUrl = redirect.AbsoluteUri, SendInvitationMessage = true },
            cancellationToken);
        caller.Verbose($"{signInName} was sent {(pending is null ? "an" : "another")} invitation to tenant {context.TenantId}.");
        if (invitation.Status == "Completed")
            principal = principal with { ExternalUserState = "Accepted" };
        else
            WarnPending(signInName);

        return principal with
        {
            ObjectId = pending?.Id ?? invitation.InvitedUser?.Id ?? "",
            DisplayName = invitation.InvitedUserDisplayName ?? principal.DisplayName,
            InviteRedeemUri = Uri.TryCreate(invitation.InviteRedeemUrl, UriKind.Absolute, out var link) ? link : null,
        };
    }

    private async Task<GraphInvitation> PostAsync(GraphInvitation invitation, CancellationToken cancellationToken)
    {
        try
        {
            return await _graph.InviteAsync(invitation, cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status is 401 or 403)
        {
            var byTenant = exception.Message.Contains("not allowed for your company", StringComparison.OrdinalIgnoreCase);
            throw new ImageShareException(
                byTenant ? "InvitationsNotAllowed" : "InvitationDenied", ErrorKind.PermissionDenied,
                $"{invitation.InvitedUserEmailAddress} could not be invited to tenant {context.TenantId}.", exception)
            {
                Target = invitation.InvitedUserEmailAddress,
                Reason = byTenant
                    ? "The tenant's external collaboration settings do not let this account invite guests."
                    : "The account may not invite: that takes the role Guest Inviter or, for an app, the permission User.Invite.All.",
                Fix = "Ask an administrator of the tenant to invite the person or to allow it (Entra admin center, External Identities, "
                    + "External collaboration settings); or share without a guest: New-GalleryShareApp, New-LighthouseDelegation.",
                Who = Party.Publisher,
            };
        }
    }

    private void WarnPending(string signInName) => caller.Warning(
        $"{signInName} has not accepted the invitation to tenant {context.TenantId} yet, and cannot sign in there until then. "
        + "-Invite sends it again.");
}

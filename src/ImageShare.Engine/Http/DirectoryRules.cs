using ImageShare.Model;

namespace ImageShare.Engine.Http;

/// <summary>What Microsoft Graph refuses.</summary>
internal static class DirectoryRules
{
    private const string WithoutSecret = "Use a certificate, a federated credential or a managed identity instead of a secret.";

    private const string NoApp =
        "There is no multi-tenant app with this id in this cloud: single-tenant, removed, mistyped, or made a moment ago.";

    private const string NoAppFix = "The app's owner checks it with Get-GalleryShareApp; New-GalleryShareApp run again makes it "
        + "multi-tenant.";

    public static IReadOnlyList<ErrorRule> All { get; } =
    [
        new("Authorization_RequestDenied", ErrorKind.PermissionDenied,
            "The account may not do this in the directory. Making an app takes Application Developer; approving one of another tenant "
            + "takes Cloud Application Administrator. An app that signs in by itself needs Application.Read.All to read apps, "
            + "Application.ReadWrite.OwnedBy to make and remove its own, Application.ReadWrite.All for those of others.",
            "Ask an administrator of the tenant {tenant|that was signed in to} to run this command, or to give the role."),
        new("Directory_QuotaExceeded", ErrorKind.QuotaExceeded,
            "The account owns as many directory objects as it may (250 without an administrator's role); deleted ones count for 30 days.",
            "Remove what is not needed, from the deleted items too (Remove-GalleryShareApp does), or sign in as an administrator or "
                + "another app."),
        new("Request_ResourceNotFound", ErrorKind.ObjectNotFound,
            "The directory does not know it: removed, of another tenant, or so new that it is not known everywhere yet.",
            "If it is new, run the command again in a minute."),
        new("NoBackingApplicationObject", ErrorKind.ObjectNotFound, NoApp, NoAppFix) { OwnerOfApp = true },
        new("Request_BadRequest", ErrorKind.ObjectNotFound, NoApp, NoAppFix)
        {
            Wording = "does not reference a valid application object",
            SpeaksForItself = true,
            OwnerOfApp = true,
        },
        new("Authorization_RequestDenied", ErrorKind.ObjectNotFound,
            "The application was made a moment ago, and not every part of the directory knows it yet; or it is of another tenant, where "
            + "only an administrator may approve it.",
            "Run the command again in a minute; for an app of another tenant: Approve-GalleryShareApp.")
        {
            Wording = "service principal being created must (be )?in the local tenant",
            SpeaksForItself = true,
        },
        new("GuestInvitationsNotAllowed", ErrorKind.PermissionDenied, "The tenant's settings do not let this account invite guests.",
            "An administrator of the publisher's tenant (Guest Inviter is enough) invites the guest, or share through an app: "
            + "New-GalleryShareApp.")
        {
            Wording = "(Guest invitations not allowed|MSGraphInviteAPI)",
            SpeaksForItself = true,
            Who = Party.Publisher,
        },
        new("CredentialTypeNotAllowedAsPerAppPolicy", ErrorKind.PermissionDenied,
            "An app management policy of the tenant forbids this kind of credential.",
            WithoutSecret),
        new("CredentialInvalidLifetimeAsPerAppPolicy", ErrorKind.PermissionDenied,
            "An app management policy of the tenant sets a shorter lifetime than was asked for, or than the certificate has.",
            "Give a shorter -SecretLifetime, or a certificate that ends sooner. A federated credential or a managed identity never ends."),
        new("CertificateNotTrustedAsPerAppPolicy", ErrorKind.PermissionDenied,
            "An app management policy of the tenant takes only certificates of authorities that it trusts.",
            "Use a certificate of one of these authorities."),
        new("AudienceNotAllowedAsPerAppPolicy", ErrorKind.PermissionDenied,
            "An app management policy of the tenant forbids multi-tenant apps.",
            "Ask its administrator for an exception, or let the other company make the app (both directions work)."),
        new("Authorization_IdentityNotFound", ErrorKind.AuthenticationError,
            "The directory does not know who asks: a token of another tenant.",
            "Sign in to the right tenant: Connect-ImageShare -TenantId"),
        new("Request_UnsupportedQuery", ErrorKind.InvalidArgument, "The directory cannot answer such a question."),
    ];
}

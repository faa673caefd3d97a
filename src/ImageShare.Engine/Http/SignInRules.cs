using ImageShare.Model;

namespace ImageShare.Engine.Http;

/// <summary>What Microsoft Entra refuses at a sign-in.</summary>
internal static class SignInRules
{
    private const ErrorKind Kind = ErrorKind.AuthenticationError;

    private const string NotApproved =
        "The app has no service principal in the tenant {tenant,named|that was signed in to}: no administrator there has approved it yet, "
        + "or the app is single-tenant, or this is the wrong tenant or the wrong application id.";

    private const string Approve =
        "An administrator of the tenant {tenant,named|that was signed in to} runs: Approve-GalleryShareApp "
        + "-ApplicationId {app|<application id>}";

    private const string NoTrust =
        "No federated credential of the app fits the token that was shown. A new one takes some minutes to work; a wrong issuer, "
        + "subject or audience is accepted when it is added and fails only now.";

    private const string CompareTrust =
        "Compare issuer, subject and audience with Get-GalleryShareApp; if it was added in the last minutes, try again.";

    private const string IdentityTenant =
        "A managed identity can back only an app of its own tenant, and it must be a user-assigned one.";

    private const string IdentityFix = "Make the app in the tenant of the identity: New-GalleryShareApp -ManagedIdentity, run by the "
        + "consumer.";

    private const string NoReplyAddress = "The app has no redirect address; the approval itself went through.";

    private const string NoReplyAddressFix = "Nothing is to be done; New-GalleryShareApp run again adds the address.";

    private const string Interactive = "The tenant asks for more than was shown: another factor, a managed device, or a place it trusts.";

    private const string InteractiveFix = "Sign in as a person in the browser: Connect-ImageShare -TenantId {tenant|<tenant id>}";

    public static IReadOnlyList<ErrorRule> All { get; } =
    [
        new("AADSTS700016", Kind, NotApproved, Approve)
        {
            Wording = @"identifier '(?<app>[^']+)' was not found in the directory '(?<named>[^']+)'",
            OwnerOfTenant = true,
        },
        new("AADSTS700016", Kind, NotApproved, Approve) { OwnerOfTenant = true },
        new("AADSTS7000229", Kind, NotApproved, Approve)
        {
            Wording = @"client application '?(?<app>[\w-]+)'? is missing a service principal in the tenant '?(?<tenant>[\w-]+)",
            SpeaksForItself = true,
            OwnerOfTenant = true,
        },
        new("AADSTS7000229", Kind, NotApproved, Approve) { OwnerOfTenant = true },
        new("AADSTS700011", Kind, NotApproved, Approve) { OwnerOfTenant = true },
        new("AADSTS50194", Kind, "The app is single-tenant.",
            "Its owner makes it multi-tenant (audience AzureADMultipleOrgs), or makes one with New-GalleryShareApp.") { OwnerOfApp = true },
        new("AADSTS7000215", Kind, "The secret has the shape of a GUID: this looks like the secret's id, not its value.",
            "Give the secret's value. It was shown once, when it was made; when it is lost, the app's owner makes a new one.")
        { WhenSecretLooksLikeId = true },
        new("AADSTS7000215", Kind,
            "The secret is wrong: of another app, removed, or cut off on its way, for instance by a shell's quoting.",
            "Ask the app's owner for a new hand-over file, or a new secret.") { OwnerOfApp = true },
        new("AADSTS7000222", Kind, "The app's secret has expired.",
            "The app's owner makes a new one (New-GalleryShareAppCredential -ApplicationId {app|<application id>}) and hands it over.")
        { OwnerOfApp = true },
        new("AADSTS7000112", Kind, "The app is disabled in the tenant {tenant|that was signed in to}.",
            "An administrator of that tenant enables it again.") { OwnerOfTenant = true },
        new("AADSTS700027", Kind, "The certificate that signed is not one that the app has, or no longer.",
            "The app's owner adds its public part (New-GalleryShareAppCredential -CertificatePath), or takes the one that fits is used.")
        { OwnerOfApp = true },
        new("AADSTS700024", Kind, "The signed statement is too old or too new: the clock of this machine is off.",
            "Set the clock; try again."),
        new("AADSTS70021", Kind, NoTrust, CompareTrust) { OwnerOfApp = true },
        new("AADSTS700211", Kind, NoTrust, CompareTrust) { OwnerOfApp = true },
        new("AADSTS700212", Kind, NoTrust, CompareTrust) { OwnerOfApp = true },
        new("AADSTS700213", Kind, NoTrust, CompareTrust) { OwnerOfApp = true },
        new("AADSTS700222", Kind, IdentityTenant, IdentityFix) { Who = Party.Consumer },
        new("AADSTS700231", Kind, IdentityTenant, IdentityFix) { Who = Party.Consumer },
        new("AADSTS700236", Kind, IdentityTenant, IdentityFix) { Who = Party.Consumer },
        new("AADSTS90002", Kind, "There is no such tenant in this cloud: a typing error, or the tenant is of another cloud.",
            "Check -TenantId and -Environment."),
        new("AADSTS900023", Kind, "That is neither a tenant's id nor a domain of one.", "Check -TenantId."),
        new("AADSTS500011", Kind,
            "The tenant does not know the service that a token was asked for: the wrong cloud, or a wrong address in the cloud file.",
            "Check -Environment; in a cloud file resourceManager and graph must be spelt as that cloud spells them."),
        new("AADSTS50020", Kind, "The account is not a user of the tenant {tenant|that was signed in to}, and no guest there.",
            "Have it invited as a guest, or sign in to the tenant where it lives.") { OwnerOfTenant = true },
        new("AADSTS50034", Kind, "There is no such account in the tenant {tenant|that was signed in to}.",
            "Check the account and -TenantId."),
        new("AADSTS50014", Kind, "The guest invitation has not been accepted yet.",
            "Open the invitation mail and accept it, or sign in on a page: Connect-ImageShare -TenantId {tenant|TENANT}. The publisher sends "
                + "it again with Grant-GalleryReader -SignInName ... -Invite.")
        {
            Who = Party.Consumer,
        },
        new("AADSTS50126", Kind, "The user name or the password is wrong."),
        new("AADSTS50076", Kind, Interactive, InteractiveFix),
        new("AADSTS50079", Kind, Interactive, InteractiveFix),
        new("AADSTS50158", Kind, Interactive, InteractiveFix),
        new("AADSTS53003", Kind, "A Conditional Access policy of the tenant {tenant|that was signed in to} forbids it.",
            "An administrator of that tenant finds the policy in its sign-in log, by the correlation id.") { OwnerOfTenant = true },
        new("AADSTS500212", Kind, "The account's own company does not let it use other tenants (cross-tenant access, outbound).",
            "An administrator of the account's home tenant allows it."),
        new("AADSTS500213", Kind,
            "The tenant {tenant|that was signed in to} does not let accounts of that company in (cross-tenant access, inbound).",
            "An administrator of that tenant allows it.") { OwnerOfTenant = true },
        new("AADSTS65001", Kind, "Nobody has consented to the app in the tenant {tenant|that was signed in to}.",
            Approve) { OwnerOfTenant = true },
        new("AADSTS65004", Kind, "The person declined on the consent page.",
            "Open the link again and accept, or have an administrator do it."),
        new("AADSTS90094", Kind, "Only an administrator may approve this app.", Approve) { OwnerOfTenant = true },
        new("ConsentNeedsAdministrator", Kind,
            "The app's publisher is not verified: since November 2020 only an administrator may approve such an app of another tenant.",
            Approve + " (as Cloud Application Administrator or Application Administrator)")
        {
            Wording = "(without verified publishers|publisher is not verified|from unverified publishers)",
            SpeaksForItself = true,
            OwnerOfTenant = true,
        },
        new("AADSTS500113", Kind, NoReplyAddress, NoReplyAddressFix)
        { Wording = "No reply address is registered", SpeaksForItself = true, OwnerOfApp = true },
        new("AADSTS500113", Kind, NoReplyAddress, NoReplyAddressFix) { OwnerOfApp = true },
        new("AADSTS50011", Kind, "The link names a redirect address that the app does not have.",
            "Take the consent link of the hand-over file as it is; New-GalleryShareApp run again adds the address.") { OwnerOfApp = true },
        new("AADSTS70018", Kind, "The person declined on the device page.",
            "Run Connect-ImageShare again and accept, if the sign-in is yours."),
        new("AADSTS70020", Kind, "The device code was not used in time.", "Run Connect-ImageShare again and enter the new code."),
    ];
}

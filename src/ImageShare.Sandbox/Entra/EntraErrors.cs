using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Entra;

/// <summary>Entra's refusals in Entra's words.</summary>
internal static class EntraErrors
{
    private const string InvalidClient = "invalid_client";
    private const string InvalidGrant = "invalid_grant";
    private const string InvalidRequest = "invalid_request";
    private const string FederationAdvice = "Check your federated identity credential Subject, Audience and Issuer against the "
        + "presented assertion. https://learn.microsoft.com/entra/workload-id/workload-identity-federation";

    public static EntraException TenantNotFound(string tenant) => new(90002, InvalidRequest,
        $"Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check "
        + "with your subscription administrator, this may happen if there are no active subscriptions for the tenant.");

    public static EntraException MissingParameter(string name) => new(900144, InvalidRequest,
        $"The request body must contain the following parameter: '{name}'.");

    public static EntraException UnsupportedGrant(string grant) => new(70003, "unsupported_grant_type",
        $"The app requested an unsupported grant type '{grant}'.");

    public static EntraException ApplicationNotFound(string appId, Tenant? tenant) => new(700016, "unauthorized_client",
        $"Application with identifier '{appId}' was not found in the directory '{tenant?.DisplayName ?? "organizations"}'. This can "
        + "happen if the application has not been installed by the administrator of the tenant or consented to by any user in the "
        + "tenant. You may have sent your authentication request to the wrong tenant.");

    public static EntraException ApplicationDisabled(ServicePrincipal principal) => new(7000112, "unauthorized_client",
        $"Application '{principal.AppId}'({principal.DisplayName}) is disabled.");

    public static EntraException ResourceNotFound(string resource, Tenant tenant) => new(500011, "invalid_resource",
        $"The resource principal named {resource} was not found in the tenant named {tenant.DisplayName}. This can happen if the "
        + "application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might "
        + "have sent your authentication request to the wrong tenant.");

    public static EntraException ScopeNotDefault(string scope) => new(1002012, "invalid_scope",
        $"The provided value for scope {scope} is not valid. Client credential flows must have a scope value with /.default suffixed to "
        + "the resource identifier (application ID URI).");

    public static EntraException NoCredential() => new(7000218, InvalidClient,
        "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.", StatusCodes.Status401Unauthorized);

    public static EntraException WrongSecret(Application app) => new(7000215, InvalidClient,
        "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret "
        + $"ID, for a secret added to app '{app.AppId}'.", StatusCodes.Status401Unauthorized);

    public static EntraException ExpiredSecret(Application app) => new(7000222, InvalidClient,
        $"The provided client secret keys for app '{app.AppId}' are expired. Visit the Azure portal to create new keys for your app: "
        + "https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.",
        StatusCodes.Status401Unauthorized);

    public static EntraException CertificateRefused(Application app, string reason, string thumbprint) => new(700027, InvalidClient,
        $"The certificate with identifier used to sign the client assertion is not registered on application. [Reason - {reason}, "
        + $"Thumbprint of key used by client: '{thumbprint}', Please visit the Azure Portal, Graph Explorer or directly use MS Graph to "
        + $"see configured keys for app Id '{app.AppId}'.]", StatusCodes.Status401Unauthorized);

    public static EntraException AssertionMalformed() => new(50027, InvalidRequest, "JWT token is invalid or malformed.");

    public static EntraException AssertionAudience() => new(700023, InvalidClient,
        "Client assertion audience claim does not match Realm issuer. Review the documentation at "
        + "https://docs.microsoft.com/azure/active-directory/develop/active-directory-certificate-credentials .",
        StatusCodes.Status401Unauthorized);

    public static EntraException AssertionTimeRange(DateTimeOffset now, DateTime from, DateTime to) => new(700024, InvalidClient,
        $"Client assertion is not within its valid time range. Current time: {now:O}, assertion valid from {from:O}, expiry time of "
        + $"assertion {to:O}.",
        StatusCodes.Status401Unauthorized);

    public static EntraException AssertionSignature() => new(50013, InvalidClient,
        "Assertion failed signature validation. [Reason - The key was not found.]", StatusCodes.Status401Unauthorized);

    public static EntraException IssuerUnreachable() => new(50166, InvalidRequest, "Request to External OIDC endpoint failed.");

    public static EntraException NoFederatedCredential(Application app) => new(70025, InvalidClient,
        $"The client '{app.AppId}'({app.DisplayName}) has no configured federated identity credentials.",
        StatusCodes.Status401Unauthorized);

    public static EntraException NoMatchingCredential(int code, string what, string value) => new(code, InvalidClient,
        $"No matching federated identity record found for presented assertion {what} '{value}'. {FederationAdvice}",
        StatusCodes.Status401Unauthorized);

    /// <summary>The credential is registered, and not known yet where tokens are made.</summary>
    public static EntraException CredentialNotReplicated(string issuer, string subject, string audience) => new(70021, InvalidClient,
        $"No matching federated identity record found for presented assertion. Assertion Issuer: '{issuer}'. Assertion Subject: "
        + $"'{subject}'. Assertion Audience: '{audience}'. {FederationAdvice}", StatusCodes.Status401Unauthorized);

    public static EntraException ForeignTenantToken(string issuer) => new(700236, InvalidClient,
        $"Entra ID tokens issued by issuer '{issuer}' may not be used for federated identity credential flows for applications or "
        + "managed identities registered in this tenant.", StatusCodes.Status401Unauthorized);

    public static EntraException NotAManagedIdentity() => new(700226, InvalidClient,
        "Only MSI tokens may be used as Federated Identity Credentials for AAD issuer.", StatusCodes.Status401Unauthorized);

    public static EntraException WrongPassword() => new(50126, InvalidGrant,
        "Error validating credentials due to invalid username or password.");

    public static EntraException UserNotFound(string name, Tenant? tenant) => new(50034, InvalidGrant,
        $"The user account {name} does not exist in the {tenant?.DisplayName ?? "organizations"} directory. To sign into this "
        + "application, the account must be added to the directory.");

    public static EntraException UserNotInTenant(string name, Tenant home, Tenant tenant, Client client) => new(50020, InvalidGrant,
        $"User account '{name}' from identity provider 'https://sts.windows.net/{home.Id}/' does not exist in tenant "
        + $"'{tenant.DisplayName}' and cannot access the application '{client.Id}'({client.Name}) in that tenant. The account needs to "
        + "be added as an external user in the tenant first. Sign out and sign in again with a different Azure Active Directory user "
        + "account.");

    // GuestUserInPendingState (Microsoft Entra authentication and authorization error codes).
    public static EntraException GuestPending() => new(50014, InvalidGrant,
        "The user's redemption is in a pending state. The guest user account isn't fully created yet.");

    public static EntraException NotConsented(string appId, string appName) => new(65001, InvalidGrant,
        $"The user or administrator has not consented to use the application with ID '{appId}' named '{appName}'. Send an interactive "
        + "authorization request for this user and resource.");

    public static EntraException AdminConsentNeeded(string appName) => new(90094, "access_denied",
        $"The grant requires administrator permission. {appName} needs permission that only an administrator of the directory can grant.");

    public static EntraException RedirectUriMismatch(string uri, string appId) => new(50011, InvalidRequest,
        $"The redirect URI '{uri}' specified in the request does not match the redirect URIs configured for the application '{appId}'. "
        + "Make sure the redirect URI sent in the request matches one added to your application in the Azure portal.");

    public static EntraException NoReplyAddress() => new(500113, InvalidRequest, "No reply address is registered for the application.");

    public static EntraException RedirectUriOfCode() => new(500112, InvalidGrant,
        "The reply address does not match the reply address provided when requesting the authorization code.");

    public static EntraException CodeRedeemed() => new(54005, InvalidGrant,
        "OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.");

    public static EntraException CodeExpired() => new(70008, InvalidGrant,
        "The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request "
        + "for this user and resource.");

    public static EntraException VerifierMismatch() => new(501481, InvalidGrant,
        "The Code_Verifier does not match the code_challenge supplied in the authorization request.");

    public static EntraException MalformedGrant() => new(9002313, InvalidGrant, "Invalid request. Request is malformed or invalid.");

    public static EntraException AuthorizationPending() => new(70016, "authorization_pending",
        "OAuth 2.0 device flow error. Authorization is pending. Continue polling.");

    public static EntraException AuthorizationDeclined() => new(70018, "authorization_declined",
        "Invalid verification code due to User typing in wrong user code for device code flow. Authorization is declined.");

    public static EntraException DeviceCodeExpired() => new(70020, "expired_token",
        "The provided value for the input parameter 'device_code' is not valid. This device code has expired.");

    public static EntraException NoTenant(string appId) => new(50059, InvalidRequest,
        $"No tenant-identifying information found in either the request or implied by any provided credentials for application '{appId}'.");
}

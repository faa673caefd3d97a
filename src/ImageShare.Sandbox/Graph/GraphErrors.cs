using ImageShare.Sandbox.Server.Tokens;

namespace ImageShare.Sandbox.Graph;

/// <summary>Graph's refusals in Graph's words.</summary>
internal static class GraphErrors
{
    public static GraphException Token(TokenProblem problem) => Unauthorized("InvalidAuthenticationToken", problem switch
    {
        TokenProblem.Missing => "Access token is empty.",
        TokenProblem.Malformed => "CompactToken parsing failed with error code: 80049217",
        TokenProblem.Expired => "Lifetime validation failed, the token is expired.",
        TokenProblem.WrongAudience => "Access token validation failure. Invalid audience.",
        _ => "Access token validation failure. Invalid signature.",
    });

    private static GraphException Unauthorized(string code, string message) => new(StatusCodes.Status401Unauthorized, code, message);

    public static GraphException Denied() => Denied("Insufficient privileges to complete the operation.");

    public static GraphException Denied(string message) => new(StatusCodes.Status403Forbidden, "Authorization_RequestDenied", message);

    // As the service behind invitations says it, through Graph.
    public static GraphException InvitationDenied(string tenantId) => Unauthorized("Unauthorized",
        "Insufficient privileges to perform requested operation by the application '00000003-0000-0000-c000-000000000000'. "
        + $"ControllerName=MSGraphInviteAPI, ActionName=CreateInvite, URL absolute path=/api/{tenantId}/invites");

    // The text is documented (Microsoft Entra ID, B2B collaboration troubleshooting); the code is not.
    public static GraphException InvitationsNotAllowed() => new(StatusCodes.Status403Forbidden, "Forbidden",
        "Guest invitations not allowed for your company. Contact your company administrator for more details.");

    public static GraphException NotFound(string id) => new(StatusCodes.Status404NotFound, "Request_ResourceNotFound",
        $"Resource '{id}' does not exist or one of its queried reference-property objects are not present.");

    public static GraphException UnknownSegment(string path) => BadRequest($"Resource not found for the segment '{path.Split('/')[0]}'.");

    public static GraphException BadRequest(string message) => new(StatusCodes.Status400BadRequest, "Request_BadRequest", message);

    public static GraphException InvalidProperty(string name) => BadRequest($"Invalid property '{name}'.");

    public static GraphException InvalidValue(string name, string resource) =>
        BadRequest($"Invalid value specified for property '{name}' of resource '{resource}'.");

    public static GraphException Required(string name, string resource) =>
        BadRequest($"A value is required for property '{name}' of resource '{resource}'.");

    public static GraphException UnsupportedQuery(string message) =>
        new(StatusCodes.Status400BadRequest, "Request_UnsupportedQuery", message);

    public static GraphException Conflict(string message) =>
        new(StatusCodes.Status409Conflict, "Request_MultipleObjectsWithSameKeyValue", message);

    public static GraphException NameInUse(string appId) => Conflict(
        $"The service principal cannot be created, updated, or restored because the service principal name {appId} is already in use.");

    public static GraphException InvalidKeyEndDate() =>
        new(StatusCodes.Status400BadRequest, "KeyCredentialsInvalidEndDate", "Key credential end date is invalid.");

    public static GraphException CredentialTypeForbidden(string policyId) => new(
        StatusCodes.Status400BadRequest, "CredentialTypeNotAllowedAsPerAppPolicy",
        $"Credential type not allowed as per assigned policy '{policyId}'.");

    public static GraphException CredentialTooLong(string policyId) => new(
        StatusCodes.Status400BadRequest, "CredentialInvalidLifetimeAsPerAppPolicy",
        $"Credential lifetime exceeds the max value allowed as per assigned policy '{policyId}'.");

    public static GraphException TooManyRequests(int seconds) =>
        new(StatusCodes.Status429TooManyRequests, "TooManyRequests", "Please retry again later.") { RetryAfter = seconds };

    public static GraphException QuotaExceeded() => new(StatusCodes.Status403Forbidden, "Directory_QuotaExceeded",
        "The directory object quota limit for the Principal has been exceeded. Please ask your administrator to increase the quota limit "
        + "or delete objects to reduce the used quota.");

    public static GraphException NoBackingApplication(string appId) => new(StatusCodes.Status400BadRequest, "NoBackingApplicationObject",
        $"The appId '{appId}' of the service principal does not reference a valid application object.");

    public static GraphException BackingApplicationElsewhere() =>
        Denied("When using this permission, the backing application of the service principal being created must in the local tenant");
}

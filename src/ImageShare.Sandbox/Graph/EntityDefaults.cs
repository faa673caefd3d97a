using System.Text.Json.Nodes;

namespace ImageShare.Sandbox.Graph;

/// <summary>Properties that Graph shows of every application and service principal, and that nothing here ever fills.</summary>
internal static class EntityDefaults
{
    private static readonly string[] ApplicationNulls =
    [
        "applicationTemplateId", "disabledByMicrosoftStatus", "groupMembershipClaims", "isDeviceOnlyAuthSupported",
        "nativeAuthenticationApisEnabled", "serviceManagementReference", "tokenEncryptionKeyId", "uniqueName", "samlMetadataUrl",
        "defaultRedirectUri", "certification", "optionalClaims", "requestSignatureVerification",
    ];

    private static readonly string[] PrincipalNulls =
    [
        "appDescription", "applicationTemplateId", "description", "disabledByMicrosoftStatus", "homepage", "loginUrl", "logoutUrl",
        "notes", "preferredSingleSignOnMode", "preferredTokenSigningKeyThumbprint", "tokenEncryptionKeyId", "samlSingleSignOnSettings",
    ];

    private static readonly string[] UserNulls =
        ["givenName", "jobTitle", "mobilePhone", "officeLocation", "preferredLanguage", "surname"];

    public static JsonObject Application() => Nulls(ApplicationNulls, new JsonObject
    {
        ["addIns"] = new JsonArray(),
        ["api"] = new JsonObject
        {
            ["acceptMappedClaims"] = null,
            ["knownClientApplications"] = new JsonArray(),
            ["requestedAccessTokenVersion"] = null,
            ["oauth2PermissionScopes"] = new JsonArray(),
            ["preAuthorizedApplications"] = new JsonArray(),
        },
        ["appRoles"] = new JsonArray(),
        ["info"] = Information(),
        ["parentalControlSettings"] = new JsonObject
        {
            ["countriesBlockedForMinors"] = new JsonArray(),
            ["legalAgeGroupRule"] = "Allow",
        },
        ["requiredResourceAccess"] = new JsonArray(),
        ["spa"] = new JsonObject { ["redirectUris"] = new JsonArray() },
        ["verifiedPublisher"] = VerifiedPublisher(),
    });

    public static JsonObject ServicePrincipal() => Nulls(PrincipalNulls, new JsonObject
    {
        ["addIns"] = new JsonArray(),
        ["appRoles"] = new JsonArray(),
        ["info"] = Information(),
        ["notificationEmailAddresses"] = new JsonArray(),
        ["oauth2PermissionScopes"] = new JsonArray(),
        ["resourceSpecificApplicationPermissions"] = new JsonArray(),
        ["verifiedPublisher"] = VerifiedPublisher(),
    });

    public static JsonObject User() => Nulls(UserNulls, new JsonObject { ["businessPhones"] = new JsonArray() });

    private static JsonObject Information() => Nulls(
        ["logoUrl", "marketingUrl", "privacyStatementUrl", "supportUrl", "termsOfServiceUrl"], []);

    private static JsonObject VerifiedPublisher() => Nulls(["displayName", "verifiedPublisherId", "addedDateTime"], []);

    private static JsonObject Nulls(IEnumerable<string> names, JsonObject others)
    {
        foreach (var name in names)
            others[name] = null;

        return others;
    }
}

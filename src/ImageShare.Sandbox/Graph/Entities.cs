using System.Globalization;
using System.Text.Json.Nodes;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Graph;

/// <summary>How directory objects look in Graph.</summary>
internal static class Entities
{
    public static JsonObject Of(DirectoryObject thing, Tenant tenant, World world) => thing switch
    {
        Application application => Of(application, tenant),
        ServicePrincipal principal => Of(principal, world),
        User user => Of(user),
        _ => Of((Group)thing),
    };

    /// <param name="app">The application.</param>
    /// <param name="tenant">Where it is registered.</param>
    /// <param name="withKeys">Certificates are read back whole only from one application, and when selected.</param>
    public static JsonObject Of(Application app, Tenant tenant, bool withKeys = false)
    {
        var entity = new JsonObject
        {
            ["id"] = app.Id,
            ["deletedDateTime"] = Date(app.Deleted),
            ["appId"] = app.AppId,
            ["createdDateTime"] = Date(app.Created),
            ["displayName"] = app.DisplayName,
            ["description"] = app.Description,
            ["identifierUris"] = List(app.IdentifierUris),
            ["isFallbackPublicClient"] = app.IsFallbackPublicClient,
            ["notes"] = app.Notes,
            ["publisherDomain"] = tenant.DefaultDomain,
            ["signInAudience"] = app.SignInAudience,
            ["tags"] = List(app.Tags),
            ["servicePrincipalLockConfiguration"] = Of(app.ServicePrincipalLock),
            ["keyCredentials"] = new JsonArray([.. app.KeyCredentials.Select(k => Of(k, withKeys))]),
            ["passwordCredentials"] = new JsonArray([.. app.PasswordCredentials.Select(p => Of(p))]),
            ["publicClient"] = new JsonObject { ["redirectUris"] = List(app.PublicClientRedirectUris) },
            ["web"] = Web(app),
        };
        return entity.With(EntityDefaults.Application()).With((JsonObject)app.Other.DeepClone());
    }

    public static JsonObject Of(ServicePrincipal principal, World world)
    {
        var application = world.FindApplication(principal.AppId)?.Application;
        var entity = new JsonObject
        {
            ["id"] = principal.Id,
            ["deletedDateTime"] = Date(principal.Deleted),
            ["accountEnabled"] = principal.AccountEnabled,
            ["alternativeNames"] = List(principal.ManagedIdentityId is { } id ? ["isExplicit=True", id] : []),
            ["appDisplayName"] = application?.DisplayName,
            ["appId"] = principal.AppId,
            ["appOwnerOrganizationId"] = principal.AppOwnerTenantId,
            ["appRoleAssignmentRequired"] = principal.IsAssignmentRequired,
            ["createdDateTime"] = Date(principal.Created),
            ["displayName"] = principal.DisplayName,
            ["replyUrls"] = List(application?.WebRedirectUris ?? []),
            ["servicePrincipalNames"] = List([principal.AppId, .. application?.IdentifierUris ?? []]),
            ["servicePrincipalType"] = principal.ServicePrincipalType,
            ["signInAudience"] = application?.SignInAudience,
            ["tags"] = List(principal.Tags),
            ["keyCredentials"] = new JsonArray(),
            ["passwordCredentials"] = new JsonArray(),
        };
        return entity.With(EntityDefaults.ServicePrincipal());
    }

    public static JsonObject Of(User user) => new JsonObject
    {
        ["id"] = user.Id,
        ["createdDateTime"] = Date(user.Created),
        ["displayName"] = user.DisplayName,
        ["userPrincipalName"] = user.UserPrincipalName,
        ["mail"] = user.Mail,
        ["otherMails"] = List(user.OtherMails),
        ["userType"] = user.UserType,
        ["externalUserState"] = user.ExternalUserState,
        ["accountEnabled"] = true,
    }.With(EntityDefaults.User());

    public static JsonObject Of(Group group) => new()
    {
        ["id"] = group.Id,
        ["createdDateTime"] = Date(group.Created),
        ["displayName"] = group.DisplayName,
        ["securityEnabled"] = true,
        ["mailEnabled"] = false,
        ["groupTypes"] = new JsonArray(),
    };

    /// <summary>The secret itself is read once, in the answer that creates it.</summary>
    public static JsonObject Of(PasswordCredential password, bool withSecret = false) => new()
    {
        ["customKeyIdentifier"] = null,
        ["displayName"] = password.DisplayName,
        ["endDateTime"] = Date(password.EndDateTime),
        ["hint"] = password.Hint,
        ["keyId"] = password.KeyId,
        ["secretText"] = withSecret ? password.SecretText : null,
        ["startDateTime"] = Date(password.StartDateTime),
    };

    public static JsonObject Of(FederatedCredential credential) => new()
    {
        ["id"] = credential.Id,
        ["name"] = credential.Name,
        ["issuer"] = credential.Issuer,
        ["subject"] = credential.Subject,
        ["description"] = credential.Description,
        ["audiences"] = List(credential.Audiences),
    };

    /// <summary>OData's name of an object's type, for collections of several types.</summary>
    public static string TypeOf(DirectoryObject thing) => thing switch
    {
        Application => "application",
        ServicePrincipal => "servicePrincipal",
        User => "user",
        _ => "group",
    };

    private static JsonObject Web(Application app) => new()
    {
        ["homePageUrl"] = null,
        ["logoutUrl"] = null,
        ["redirectUris"] = List(app.WebRedirectUris),
        ["implicitGrantSettings"] = new JsonObject { ["enableAccessTokenIssuance"] = false, ["enableIdTokenIssuance"] = false },
        ["redirectUriSettings"] = new JsonArray(
            [.. app.WebRedirectUris.Select(uri => new JsonObject { ["uri"] = uri, ["index"] = null })]),
    };

    private static JsonObject With(this JsonObject entity, JsonObject others)
    {
        foreach (var (name, value) in others.ToList())
        {
            others.Remove(name);
            entity[name] = value;
        }

        return entity;
    }

    private static JsonObject Of(KeyCredential key, bool withKey) => new()
    {
        ["customKeyIdentifier"] = key.CustomKeyIdentifier,
        ["displayName"] = key.DisplayName,
        ["endDateTime"] = Date(key.EndDateTime),
        ["key"] = withKey ? Convert.ToBase64String(key.Certificate) : null,
        ["keyId"] = key.KeyId,
        ["startDateTime"] = Date(key.StartDateTime),
        ["type"] = "AsymmetricX509Cert",
        ["usage"] = "Verify",
    };

    private static JsonObject? Of(ServicePrincipalLock? @lock) => @lock is null ? null : new()
    {
        ["isEnabled"] = @lock.IsEnabled,
        ["allProperties"] = @lock.AllProperties,
        ["credentialsWithUsageVerify"] = @lock.CredentialsWithUsageVerify,
        ["credentialsWithUsageSign"] = @lock.CredentialsWithUsageSign,
        ["tokenEncryptionKeyId"] = @lock.TokenEncryptionKeyId,
    };

    private static JsonArray List(IEnumerable<string> values) => new([.. values.Select(v => (JsonNode)v)]);

    private static string? Date(DateTimeOffset? date) =>
        date?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}

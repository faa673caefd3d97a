using System.Text.Json.Nodes;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Graph;

/// <summary>Applies the body of a POST or PATCH to an application: everything is checked before anything changes.</summary>
internal static class ApplicationBody
{
    private const string Resource = "Application";

    private static readonly string[] Audiences =
        ["AzureADMyOrg", "AzureADMultipleOrgs", "AzureADandPersonalMicrosoftAccount", "PersonalMicrosoftAccount"];

    // Kept and given back, without a meaning here.
    private static readonly string[] KeptAsIs =
        ["api", "appRoles", "groupMembershipClaims", "info", "isDeviceOnlyAuthSupported", "optionalClaims", "parentalControlSettings",
         "requiredResourceAccess", "serviceManagementReference", "spa"];

    public static void Apply(JsonObject body, Application application, GraphCall call)
    {
        var changes = body.Where(p => !p.Key.StartsWith('@')).Select(p => Change(p.Key, body, application, call)).ToList();
        foreach (var change in changes)
            change();
    }

    private static Action Change(string name, JsonObject body, Application app, GraphCall call)
    {
        switch (name)
        {
            case "displayName":
                var displayName = body.RequireText(name, Resource);
                return () => app.DisplayName = displayName;
            case "description":
                var description = body.Text(name, Resource);
                return () => app.Description = description;
            case "notes":
                var notes = body.Text(name, Resource);
                return () => app.Notes = notes;
            case "isFallbackPublicClient":
                var isPublic = body.Flag(name, Resource);
                return () => app.IsFallbackPublicClient = isPublic;
            case "signInAudience":
                var audience = body.RequireText(name, Resource);
                if (!Audiences.Contains(audience))
                    throw GraphErrors.InvalidValue(name, Resource);

                return () => app.SignInAudience = audience;
            case "identifierUris":
                var identifiers = body.Texts(name, Resource);
                return () => app.IdentifierUris = identifiers;
            case "tags":
                var tags = body.Texts(name, Resource);
                return () => app.Tags = tags;
            case "web":
                var web = RedirectUris(body, name, onlyWeb: true);
                return () => app.WebRedirectUris = web;
            case "publicClient":
                var native = RedirectUris(body, name, onlyWeb: false);
                return () => app.PublicClientRedirectUris = native;
            case "servicePrincipalLockConfiguration":
                var @lock = Lock(body.Object(name, Resource));
                return () => app.ServicePrincipalLock = @lock;
            case "keyCredentials":
                var keys = KeyCredentials.Read(body.Objects(name, Resource), app, call);
                return () => app.KeyCredentials = keys;
            case var kept when KeptAsIs.Contains(kept):
                var value = body[name]?.DeepClone();
                return () => app.Other[name] = value;
            default:
                throw GraphErrors.InvalidProperty(name);
        }
    }

    private static List<string> RedirectUris(JsonObject body, string name, bool onlyWeb)
    {
        var uris = body.Object(name, Resource)?.Texts("redirectUris", name) ?? [];
        foreach (var uri in uris)
        {
            // Only a page of one's own machine may do without TLS.
            if (!Uri.TryCreate(uri, UriKind.Absolute, out var parsed)
                || (parsed.Scheme == Uri.UriSchemeHttp && !parsed.IsLoopback)
                || (onlyWeb && parsed.Scheme != Uri.UriSchemeHttp && parsed.Scheme != Uri.UriSchemeHttps))
            {
                throw GraphErrors.InvalidValue("redirectUris", Resource);
            }
        }

        return uris;
    }

    private static ServicePrincipalLock? Lock(JsonObject? body)
    {
        const string Name = "servicePrincipalLockConfiguration";
        return body is null ? null : new ServicePrincipalLock(
            body.Flag("isEnabled", Name) ?? throw GraphErrors.Required("isEnabled", Name),
            body.Flag("allProperties", Name),
            body.Flag("credentialsWithUsageVerify", Name),
            body.Flag("credentialsWithUsageSign", Name),
            body.Flag("tokenEncryptionKeyId", Name));
    }
}

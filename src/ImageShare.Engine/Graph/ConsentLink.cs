using ImageShare.Engine.Identity;

namespace ImageShare.Engine.Graph;

/// <summary>
/// The link with which an administrator approves an app. It is the v1 authorize address that Microsoft documents for sharing images:
/// v2.0/adminconsent wants a scope, and a share app asks for no permission that could be named there.
/// </summary>
internal static class ConsentLink
{
    private const string AnyTenant = "organizations";

    /// <summary>
    /// Where the browser ends after the approval. It must be registered with the app, and nothing needs to listen there;
    /// a cloud of one's own may not reach the internet, so its browser stays at the authority.
    /// </summary>
    public static string RedirectUri(Cloud cloud) =>
        cloud.FromFile ? new Uri(cloud.Authority, "common/oauth2/nativeclient").AbsoluteUri : "https://www.microsoft.com/";

    /// <summary>The link for a tenant (GUID); null for whichever the administrator signs in to.</summary>
    public static Uri Create(Cloud cloud, string applicationId, string? tenantId) => new(
        cloud.Authority,
        $"{tenantId ?? AnyTenant}/oauth2/authorize?client_id={applicationId}&response_type=code"
        + $"&redirect_uri={Uri.EscapeDataString(RedirectUri(cloud))}");
}

using System.Text.RegularExpressions;
using System.Web;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Handovers;

/// <summary>
/// The only address in a hand-over file, and it is shown to administrators: it must lead to the consent page of their own cloud, for this
/// very app, and from there to no page that the file chose.
/// </summary>
internal static partial class ConsentLink
{
    private static readonly HashSet<string> s_landingHosts = new(StringComparer.OrdinalIgnoreCase)
    {
        "www.microsoft.com", "portal.azure.com", "portal.azure.us", "portal.azure.cn",
    };

    private static readonly HashSet<string> s_scopes = new(StringComparer.OrdinalIgnoreCase) { "openid", "profile", "offline_access", "User.Read" };

    /// <summary>The cloud of that name, built in or of a sign-in that is at hand; null when nobody here knows it.</summary>
    public static Cloud? FindCloud(string environment, ICaller caller) =>
        Cloud.BuiltIn.Concat(caller.Contexts.OfType<EngineContext>().Select(c => c.Cloud))
            .FirstOrDefault(c => c.Name.Equals(environment, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a link is such a one.</summary>
    public static bool IsGood(HandoverDocument document, Cloud cloud)
    {
        if (document.App is not { ConsentLink: { } link } app || !Plain().IsMatch(link) || !Uri.TryCreate(link, UriKind.Absolute, out var uri)
            || uri.Scheme != Uri.UriSchemeHttps || uri.UserInfo.Length > 0 || uri.Fragment.Length > 0
            || !uri.Host.Equals(cloud.Authority.Host, StringComparison.OrdinalIgnoreCase) || uri.Port != cloud.Authority.Port
            || !uri.AbsolutePath.StartsWith(cloud.Authority.AbsolutePath, StringComparison.Ordinal))
        {
            return false;
        }

        var page = Page().Match(uri.AbsolutePath[cloud.Authority.AbsolutePath.Length..]);
        var tenant = page.Groups["tenant"].Value;
        var query = HttpUtility.ParseQueryString(uri.Query);
        return page.Success
            && (tenant is "organizations" or "common" || Same(tenant, document.Publisher?.TenantId) || Same(tenant, document.Consumer?.TenantId))
            && query["client_id"] is not null
            && query.AllKeys.All(k => query.GetValues(k) is [var value] && IsGood(k, value, app.ApplicationId, cloud));
    }

    private static bool IsGood(string? name, string value, string applicationId, Cloud cloud) => name switch
    {
        "client_id" => Same(value, applicationId),
        "response_type" => value == "code",
        "prompt" => value is "consent" or "admin_consent" or "select_account",
        "state" => State().IsMatch(value),
        "scope" => value.Split(' ').All(s => s_scopes.Contains(s) || s == cloud.GraphScope),
        "redirect_uri" => IsLanding(value, cloud),
        _ => false,
    };

    // Entra sends the person on to this page, at once when nothing is left to ask; so it must be one that no app owner controls.
    private static bool IsLanding(string address, Cloud cloud) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0 && (uri.IsLoopback && uri.Scheme.StartsWith("http", StringComparison.Ordinal)
            || (uri is { Scheme: "https", IsDefaultPort: true } && s_landingHosts.Contains(uri.Host))
            || (uri.Scheme == "https" && uri.Authority.Equals(cloud.Authority.Authority, StringComparison.OrdinalIgnoreCase)));

    private static bool Same(string one, string? other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\A[A-Za-z0-9:/?&=%+._~-]{1,2048}\z")]
    private static partial Regex Plain();

    [GeneratedRegex(@"\A(?<tenant>[A-Za-z0-9-]{1,36})/(oauth2/(v2\.0/)?authorize|(v2\.0/)?adminconsent)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Page();

    [GeneratedRegex(@"\A[A-Za-z0-9-]{1,64}\z")]
    private static partial Regex State();
}

using ImageShare.Engine.Graph;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Handovers;

/// <summary>
/// The consent link is the only address in a hand-over file, and an administrator will open it. So the file's own is never passed on: from
/// it comes only that there is one, and the link itself is made here, from checked ids and the address of a cloud that is known here.
/// </summary>
internal static class HandoverConsent
{
    /// <summary>The cloud of that name, built in or of a sign-in at hand; null when nobody here knows it.</summary>
    public static Cloud? FindCloud(string environment, ICaller caller) =>
        Cloud.BuiltIn.Concat(caller.Contexts.OfType<EngineContext>().Select(c => c.Cloud))
            .FirstOrDefault(c => c.Name.Equals(environment, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a link leads to the sign-in pages of a cloud.</summary>
    public static bool LeadsTo(Cloud cloud, string link) =>
        Uri.TryCreate(link, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.UserInfo.Length == 0
        && uri.Authority.Equals(cloud.Authority.Authority, StringComparison.OrdinalIgnoreCase);

    /// <summary>The link for the company that is not the app's home.</summary>
    public static Uri Create(HandoverDocument document, Cloud cloud) => ConsentLink.Create(
        cloud, document.App!.ApplicationId,
        new[] { document.Consumer?.TenantId, document.Publisher?.TenantId }
            .FirstOrDefault(t => t is not null && !t.Equals(document.App.TenantId, StringComparison.OrdinalIgnoreCase)));
}

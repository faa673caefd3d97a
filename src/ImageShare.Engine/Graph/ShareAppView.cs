using System.Security;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Graph;

/// <summary>Makes the module's object of what the directory has.</summary>
internal static class ShareAppView
{
    public static GalleryShareApp Of(
        EngineContext context, GraphApplication application, GraphServicePrincipal? principal, IEnumerable<GraphFederation> federations)
    {
        var tags = ShareAppTags.Read(application.Tags);
        var app = new GalleryShareApp
        {
            DisplayName = application.DisplayName ?? "",
            ApplicationId = application.AppId ?? "",
            ObjectId = application.Id,
            ServicePrincipalId = principal?.Id,
            TenantId = context.TenantId,
            AppTenantId = context.TenantId,
            ConsumerName = tags?.ConsumerName,
            ConsumerTenantId = tags?.ConsumerTenantId,
            Shared = tags?.Shared ?? false,
            Environment = context.Environment,
            CreatedOn = application.CreatedDateTime,

            // An array: PowerShell takes [0] of other read-only lists for the whole list.
            Credentials = (ShareAppCredential[])
            [
                .. (application.PasswordCredentials ?? []).OfType<GraphPassword>().Select(Of),
                .. (application.KeyCredentials ?? []).OfType<GraphKey>().Select(Of),
                .. federations.Select(f => Of(f, context)),
            ],
        };
        return WithConsentLink(app, context.Cloud);
    }

    /// <summary>The link for the other company: whichever of the two is not the app's home.</summary>
    public static GalleryShareApp WithConsentLink(GalleryShareApp app, Cloud cloud) => app.ApplicationId.Length == 0 ? app : app with
    {
        ConsentUri = ConsentLink.Create(cloud, app.ApplicationId, new[] { app.ConsumerTenantId, app.PublisherTenantId }
            .FirstOrDefault(t => t is not null && !t.Equals(app.AppTenantId, StringComparison.OrdinalIgnoreCase))),
    };

    public static SecureString Protect(string secret)
    {
        var result = new SecureString();
        foreach (var c in secret)
            result.AppendChar(c);

        result.MakeReadOnly();
        return result;
    }

    private static ShareAppCredential Of(GraphPassword password) =>
        new(CredentialKind.Secret, password.KeyId ?? "", password.DisplayName, password.StartDateTime,
            password.EndDateTime) { Hint = password.Hint };

    private static ShareAppCredential Of(GraphKey key) =>
        new(CredentialKind.Certificate, key.KeyId ?? "", key.DisplayName, key.StartDateTime, key.EndDateTime)
        {
            Thumbprint = PublicCertificate.ThumbprintOf(key),
        };

    // Only a managed identity has the app's own tenant as its issuer.
    private static ShareAppCredential Of(GraphFederation federation, EngineContext context) => new(
        federation.Issuer == Federations.IssuerOf(context.TenantId, context.Cloud) ? CredentialKind.ManagedIdentity
            : CredentialKind.Federated,
        federation.Id ?? "", federation.Name, null, null)
    {
        Issuer = federation.Issuer,
        Subject = federation.Subject,
    };
}

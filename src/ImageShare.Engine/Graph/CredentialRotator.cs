using ImageShare.Engine.Access;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Graph;

/// <summary>Gives a share app one more credential. The ones that it has stay good, so that its user can change over in its own time.</summary>
internal sealed class CredentialRotator(EngineContext context, SharedScopes scopes, ICaller caller, Waiter waiter, TimeProvider time)
{
    private readonly GraphClient _graph = new(context);

    public async Task<GalleryShareApp> AddAsync(CredentialAddition addition, CancellationToken cancellationToken)
    {
        var id = InputRules.Guid(addition.ApplicationId, "ApplicationId");
        var credentials = new ShareAppCredentials(context, _graph, caller, waiter, time);
        var prepared = await credentials.PrepareAsync(addition.Credential, cancellationToken);
        var application = await _graph.FindShareAppAsync(id, cancellationToken) ?? throw NotFound(id);
        var principal = await _graph.FindServicePrincipalAsync(id, cancellationToken);

        // Found first: a secret that was made must not get lost because something else fails.
        var images = addition.Images.Count > 0 ? addition.Images
            : principal?.Id is { } principalId ? await scopes.ImagesOfAsync(context, principalId, caller, cancellationToken)
            : [];
        (application, var federations, var secret) =
            await credentials.AddAsync(application, prepared, CredentialLook.Another, cancellationToken);
        var app = ShareAppView.Of(context, application, principal, federations);
        var publisher = images.Select(i => i.TenantId).FirstOrDefault(t => t is not null) ?? PublisherOf(app);
        if (images.Count == 0 && publisher is not null)
        {
            caller.Warning($"Which images {app.DisplayName} may read was not found here, so a hand-over would name none: pipe the app on "
                + "through Grant-GalleryReader -ResourceId GALLERY.");
        }

        return ShareAppView.WithConsentLink(
            app with
            {
                Images = images,
                PublisherTenantId = publisher,
                FreshCredential = app.Credentials.LastOrDefault(c => IsFresh(c, prepared)),
                Secret = secret is null ? null : ShareAppView.Protect(secret),
            },
            context.Cloud);
    }

    // An app that serves a consumer elsewhere is the publisher's own.
    private string? PublisherOf(GalleryShareApp app) =>
        app.Shared || (app.ConsumerTenantId is { } consumer && !consumer.Equals(context.TenantId, StringComparison.OrdinalIgnoreCase))
            ? context.TenantId : null;

    private static bool IsFresh(ShareAppCredential credential, PreparedCredential prepared) => prepared switch
    {
        { Certificate: { } certificate } => certificate.Thumbprint.Equals(credential.Thumbprint, StringComparison.OrdinalIgnoreCase),
        { Federation: { } federation } => credential.Issuer == federation.Issuer && credential.Subject == federation.Subject,
        _ => credential.Kind == CredentialKind.Secret,
    };

    private ImageShareException NotFound(string id) =>
        new("ShareAppNotFound", ErrorKind.ObjectNotFound, $"Tenant {context.TenantId} has no application {id}.")
        {
            Target = id,
            Reason = "An app gets its credentials in its home tenant, from the company that made it.",
            Fix = "Get-GalleryShareApp lists the apps of this tenant. For an app of another one: Connect-ImageShare -TenantId",
        };
}

using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server.Tokens;

namespace ImageShare.Sandbox.Entra;

/// <summary>The client-credentials grant: an application that proves itself in one tenant.</summary>
internal sealed class AppSignIn(World world, TokenIssuer issuer, CertificateAssertion certificates, FederatedAssertion federated)
{
    public IResult Answer(TokenRequest request)
    {
        var tenant = Tenants.Require(world, request.TenantSegment, request.ClientId);
        var (home, app, principal) = Find(request.ClientId, tenant);
        Authenticate(request, home, app);
        if (!principal.AccountEnabled)
            throw EntraErrors.ApplicationDisabled(principal);

        var scope = Scope.Parse(request.Require("scope"), tenant, request.Endpoints);
        if (!scope.IsDefault)
            throw EntraErrors.ScopeNotDefault(scope.Text);

        var lifetime = (int)TokenIssuer.Lifetime.TotalSeconds;
        return Results.Json(new
        {
            token_type = "Bearer",
            expires_in = lifetime,
            ext_expires_in = lifetime,
            access_token = issuer.ForPrincipal(tenant, principal, scope.Resource),
        });
    }

    // Single-tenant elsewhere, not approved here, or not replicated yet: Entra gives the same answer to all three.
    private (Tenant Home, Application App, ServicePrincipal Principal) Find(string clientId, Tenant tenant)
    {
        if (world.FindApplication(clientId) is { } found
            && (found.Home == tenant || found.Application.IsMultiTenant)
            && tenant.FindServicePrincipal(clientId) is { } principal
            && principal.KnownFrom <= world.Now)
        {
            return (found.Home, found.Application, principal);
        }

        throw EntraErrors.ApplicationNotFound(clientId, tenant);
    }

    private void Authenticate(TokenRequest request, Tenant home, Application app)
    {
        if (request.Optional("client_assertion") is { } assertion)
        {
            if (CertificateAssertion.IsSelfIssued(assertion, app.AppId))
                certificates.Check(assertion, request, app);
            else
                federated.Check(assertion, home, app);
        }
        else
        {
            CheckSecret(request.Optional("client_secret") ?? throw EntraErrors.NoCredential(), app);
        }
    }

    private void CheckSecret(string secret, Application app)
    {
        var match = app.PasswordCredentials.Find(p => p.SecretText == secret);
        if (match is null || match.StartDateTime > world.Now)
            throw EntraErrors.WrongSecret(app);

        if (match.EndDateTime <= world.Now)
            throw EntraErrors.ExpiredSecret(app);
    }
}

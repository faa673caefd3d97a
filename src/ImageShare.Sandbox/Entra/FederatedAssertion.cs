using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;
using ImageShare.Sandbox.Server.Tokens;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ImageShare.Sandbox.Entra;

/// <summary>A JWT of another issuer that a federated credential of the application trusts.</summary>
internal sealed class FederatedAssertion(World world, Endpoints endpoints, SigningKey cloudKey, WorkloadIssuer workload)
{
    private readonly JsonWebTokenHandler _handler = new();

    public void Check(string assertion, Tenant home, Application app)
    {
        var jwt = CertificateAssertion.Read(assertion);
        if (IssuingTenant(jwt.Issuer) is { } issuingTenant)
            CheckManagedIdentity(jwt, issuingTenant, home);

        Match(jwt, app);
        CheckSignature(assertion, jwt);
    }

    private Tenant? IssuingTenant(string issuer) => world.Tenants.Find(t => endpoints.Issuer(t.Id) == issuer);

    private static void CheckManagedIdentity(JsonWebToken jwt, Tenant issuingTenant, Tenant home)
    {
        if (issuingTenant != home)
            throw EntraErrors.ForeignTenantToken(jwt.Issuer);

        if (!jwt.TryGetPayloadValue<string>("xms_mirid", out _))
            throw EntraErrors.NotAManagedIdentity();
    }

    // Compared to the letter, as Entra does; the refusal names the first part that nothing matches.
    private void Match(JsonWebToken jwt, Application app)
    {
        if (app.FederatedCredentials.Count == 0)
            throw EntraErrors.NoFederatedCredential(app);

        var ofIssuer = app.FederatedCredentials.FindAll(f => f.Issuer == jwt.Issuer);
        if (ofIssuer.Count == 0)
            throw EntraErrors.NoMatchingCredential(700211, "issuer", jwt.Issuer);

        var ofSubject = ofIssuer.FindAll(f => f.Subject == jwt.Subject);
        if (ofSubject.Count == 0)
            throw EntraErrors.NoMatchingCredential(700213, "subject", jwt.Subject);

        var audience = string.Join(", ", jwt.Audiences);
        var matches = ofSubject.FindAll(f => f.Audiences.Intersect(jwt.Audiences).Any());
        if (matches.Count == 0)
            throw EntraErrors.NoMatchingCredential(700212, "audience", audience);

        if (!matches.Exists(f => f.KnownFrom <= world.Now))
            throw EntraErrors.CredentialNotReplicated(jwt.Issuer, jwt.Subject, audience);
    }

    private void CheckSignature(string assertion, JsonWebToken jwt)
    {
        var key = IssuingTenant(jwt.Issuer) is not null ? cloudKey.Key
            : jwt.Issuer == workload.Issuer ? workload.Key.Key
            : throw EntraErrors.IssuerUnreachable();
        var result = _handler.ValidateTokenAsync(assertion, new TokenValidationParameters
        {
            IssuerSigningKey = key,
            ValidateAudience = false,
            ValidateIssuer = false,
            ValidateLifetime = false,
        }).GetAwaiter().GetResult();
        if (!result.IsValid)
            throw EntraErrors.AssertionSignature();

        if (jwt.ValidTo <= world.Now.UtcDateTime || jwt.ValidFrom > world.Now.UtcDateTime.AddMinutes(5))
            throw EntraErrors.AssertionTimeRange(world.Now, jwt.ValidFrom, jwt.ValidTo);
    }
}

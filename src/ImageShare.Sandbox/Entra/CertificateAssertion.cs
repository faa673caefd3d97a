using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ImageShare.Sandbox.Cloud;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ImageShare.Sandbox.Entra;

/// <summary>A JWT that the application signed with a registered certificate.</summary>
internal sealed class CertificateAssertion(World world)
{
    private readonly JsonWebTokenHandler _handler = new();

    public static JsonWebToken Read(string assertion)
    {
        try
        {
            return new JsonWebToken(assertion);
        }
        catch (ArgumentException)
        {
            throw EntraErrors.AssertionMalformed();
        }
    }

    /// <summary>An assertion that names the application itself as issuer; any other is a federated one.</summary>
    public static bool IsSelfIssued(string assertion, string appId) =>
        string.Equals(Read(assertion).Issuer, appId, StringComparison.OrdinalIgnoreCase);

    public void Check(string assertion, TokenRequest request, Application app)
    {
        var jwt = Read(assertion);
        var key = FindKey(jwt, app);
        using var certificate = X509CertificateLoader.LoadCertificate(key.Certificate);
        if (key.EndDateTime <= world.Now)
            throw EntraErrors.CertificateRefused(app, "The key used is expired.", certificate.Thumbprint);

        CheckSignature(assertion, certificate, app);
        if (!jwt.Audiences.Any(a => IsAudience(a, request)))
            throw EntraErrors.AssertionAudience();

        if (jwt.ValidTo <= world.Now.UtcDateTime || jwt.ValidFrom > world.Now.UtcDateTime.AddMinutes(5))
            throw EntraErrors.AssertionTimeRange(world.Now, jwt.ValidFrom, jwt.ValidTo);
    }

    private static KeyCredential FindKey(JsonWebToken jwt, Application app)
    {
        if (jwt.TryGetHeaderValue<string>("x5t#S256", out var sha256))
        {
            var wanted = Base64UrlEncoder.DecodeBytes(sha256);
            return app.KeyCredentials.Find(k => SHA256.HashData(k.Certificate).AsSpan().SequenceEqual(wanted))
                ?? throw EntraErrors.CertificateRefused(app, "The key was not found.", Convert.ToHexString(wanted));
        }

        if (jwt.TryGetHeaderValue<string>("x5t", out var sha1))
        {
            var wanted = Base64UrlEncoder.DecodeBytes(sha1);
            return app.KeyCredentials.Find(k => k.Thumbprint.AsSpan().SequenceEqual(wanted))
                ?? throw EntraErrors.CertificateRefused(app, "The key was not found.", Convert.ToHexString(wanted));
        }

        throw EntraErrors.CertificateRefused(app, "The key was not found.", "");
    }

    private void CheckSignature(string assertion, X509Certificate2 certificate, Application app)
    {
        var result = _handler.ValidateTokenAsync(assertion, new TokenValidationParameters
        {
            IssuerSigningKey = new X509SecurityKey(certificate),
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256],
            ValidateAudience = false,
            ValidateIssuer = false,
            ValidateLifetime = false,
        }).GetAwaiter().GetResult();
        if (!result.IsValid)
        {
            throw EntraErrors.CertificateRefused(
                app, "The key was found, but use of the key to verify the signature failed.", certificate.Thumbprint);
        }
    }

    private static bool IsAudience(string audience, TokenRequest request) =>
        audience.Equals(request.Endpoints.At($"/{request.TenantSegment}/oauth2/v2.0/token"), StringComparison.OrdinalIgnoreCase)
        || audience.Equals(request.Endpoints.Issuer(request.TenantSegment), StringComparison.OrdinalIgnoreCase);
}

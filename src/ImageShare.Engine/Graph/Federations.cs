using System.Security.Cryptography;
using System.Text;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Graph;

/// <summary>Federated credentials of an app.</summary>
internal static class Federations
{
    public const int Maximum = 20;

    /// <summary>A trust in an issuer outside; it must sign with RS256, the only algorithm that Entra takes here.</summary>
    public static GraphFederation Of(NewFederation federation, Cloud cloud)
    {
        if (!Uri.TryCreate(federation.Issuer, UriKind.Absolute, out var issuer) || issuer.Scheme != Uri.UriSchemeHttps
            || issuer.Query.Length > 0 || issuer.Fragment.Length > 0)
        {
            throw InputRules.Refuse(
                "FederatedIssuer", federation.Issuer,
                $"-FederatedIssuer must be the https address of an issuer; '{federation.Issuer}' is not.");
        }

        if (federation.Subject.Length is 0 or > 600 || federation.Subject.Trim() != federation.Subject)
        {
            throw InputRules.Refuse(
                "FederatedSubject", federation.Subject, "-FederatedSubject must have 1 to 600 characters, without space at its ends.");
        }

        return Of(federation.Issuer, federation.Subject, cloud);
    }

    /// <summary>A trust in a managed identity: its tenant is the issuer, its object id the subject.</summary>
    public static GraphFederation Of(ManagedIdentityProperties identity, Cloud cloud) =>
        Of(IssuerOf(identity.TenantId, cloud), identity.PrincipalId, cloud);

    /// <summary>The issuer of a tenant's own tokens.</summary>
    public static string IssuerOf(string tenantId, Cloud cloud) => new Uri(cloud.Authority, $"{tenantId}/v2.0").AbsoluteUri;

    // The name cannot be changed later: it follows from what it stands for, so that a second run finds the first one's.
    private static GraphFederation Of(string issuer, string subject, Cloud cloud) => new()
    {
        Name = "imageshare-" + Hash($"{issuer}\n{subject}"),
        Issuer = issuer,
        Subject = subject,
        Audiences = [cloud.FederationAudience],
    };

    private static string Hash(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)), 0, 12).ToLowerInvariant();

    public static ImageShareException TooMany(string applicationId) =>
        new("FederationLimitReached", ErrorKind.QuotaExceeded,
            $"The app has {Maximum} federated credentials already, which is all it may have.")
        {
            Target = applicationId,
            Fix = "Remove one that is not needed, or make another app.",
        };
}

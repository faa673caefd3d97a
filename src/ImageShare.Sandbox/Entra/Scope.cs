using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;
using ImageShare.Sandbox.Server.Tokens;

namespace ImageShare.Sandbox.Entra;

/// <summary>A scope parameter: one resource and what of it is wanted, beside OpenID's own words.</summary>
internal sealed record Scope(string Resource, string Text)
{
    private static readonly string[] OpenId = ["openid", "profile", "email", "offline_access"];

    public static Scope Parse(string text, Tenant tenant, Endpoints endpoints)
    {
        var wanted = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(s => !OpenId.Contains(s))
            ?? throw EntraErrors.MissingParameter("scope");
        var slash = wanted.LastIndexOf('/');
        var resource = slash > 0 ? wanted[..slash] : wanted;
        return Audiences.Find(resource, endpoints) is not null || resource == Endpoints.FederationAudience
            ? new Scope(resource, wanted)
            : throw EntraErrors.ResourceNotFound(resource, tenant);
    }

    public bool IsDefault => Text.EndsWith("/.default", StringComparison.Ordinal);
}

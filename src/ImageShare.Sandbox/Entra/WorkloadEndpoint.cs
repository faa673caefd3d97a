using ImageShare.Sandbox.Server;
using ImageShare.Sandbox.Server.Tokens;

namespace ImageShare.Sandbox.Entra;

/// <summary>A workload outside Azure, such as a build: its issuer's discovery, and an assertion for whoever asks.</summary>
internal static class WorkloadEndpoint
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Endpoints.WorkloadPrefix);
        group.MapGet("/.well-known/openid-configuration", (WorkloadIssuer issuer) => Results.Json(new
        {
            issuer = issuer.Issuer,
            jwks_uri = issuer.Issuer + "/keys",
            response_types_supported = (string[])["id_token"],
            id_token_signing_alg_values_supported = (string[])["RS256"],
        }));
        group.MapGet("/keys", (WorkloadIssuer issuer) => Results.Json(new { keys = new[] { issuer.Key.PublicJwk } }));
        group.MapGet("/token", (string subject, string? audience, WorkloadIssuer issuer) =>
            Results.Json(new { value = issuer.Mint(subject, audience ?? Endpoints.FederationAudience) }));
    }
}

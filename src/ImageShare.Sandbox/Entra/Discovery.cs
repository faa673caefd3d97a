using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;
using ImageShare.Sandbox.Server.Tokens;

namespace ImageShare.Sandbox.Entra;

/// <summary>What a client reads before its first sign-in.</summary>
internal static class Discovery
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/{tenant}/v2.0/.well-known/openid-configuration", Configuration);
        routes.MapGet("/{tenant}/discovery/v2.0/keys", (SigningKey key) => Results.Json(new { keys = new[] { key.PublicJwk } }));
        routes.MapGet("/common/discovery/instance", Instance);
    }

    private static IResult Configuration(string tenant, World world, Endpoints endpoints)
    {
        // Without a tenant the issuer is a template, as Entra's is.
        var issuer = Tenants.Find(world, tenant)?.Id ?? "{tenantid}";
        string At(string path) => endpoints.At($"/{tenant}{path}");
        return Results.Json(new
        {
            token_endpoint = At("/oauth2/v2.0/token"),
            token_endpoint_auth_methods_supported = (string[])["client_secret_post", "private_key_jwt"],
            jwks_uri = At("/discovery/v2.0/keys"),
            response_modes_supported = (string[])["query", "fragment", "form_post"],
            subject_types_supported = (string[])["pairwise"],
            id_token_signing_alg_values_supported = (string[])["RS256"],
            response_types_supported = (string[])["code"],
            scopes_supported = (string[])["openid", "profile", "email", "offline_access"],
            issuer = endpoints.Issuer(issuer),
            authorization_endpoint = At("/oauth2/v2.0/authorize"),
            device_authorization_endpoint = At("/oauth2/v2.0/devicecode"),
            tenant_region_scope = "EU",
            cloud_instance_name = endpoints.Base.Authority,
            msgraph_host = endpoints.Base.Authority,
        });
    }

    private static IResult Instance(Endpoints endpoints) => Results.Json(new Dictionary<string, object>
    {
        ["tenant_discovery_endpoint"] = endpoints.At("/common/v2.0/.well-known/openid-configuration"),
        ["api-version"] = "1.1",
        ["metadata"] = new[]
        {
            new
            {
                preferred_network = endpoints.Base.Authority,
                preferred_cache = endpoints.Base.Authority,
                aliases = (string[])[endpoints.Base.Authority],
            },
        },
    });
}

using System.Globalization;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;
using ImageShare.Sandbox.Server.Tokens;

namespace ImageShare.Sandbox.Entra;

/// <summary>The token endpoint that App Service gives its apps: IDENTITY_ENDPOINT and IDENTITY_HEADER.</summary>
internal static class ManagedIdentityEndpoint
{
    private const string ApiVersion = "2019-08-01";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Endpoints.IdentityPath, Answer);

    private static IResult Answer(HttpContext context, World world, Endpoints endpoints, TokenIssuer issuer, IdentityHeader header)
    {
        var query = context.Request.Query;
        if (context.Request.Headers["X-IDENTITY-HEADER"] != header.Value)
            return Refuse(StatusCodes.Status403Forbidden, "The X-IDENTITY-HEADER is missing or wrong.");

        if (query["api-version"] != ApiVersion)
            return Refuse(StatusCodes.Status400BadRequest, $"The api-version must be {ApiVersion}.");

        var resource = query["resource"].ToString();
        if (resource != Endpoints.FederationAudience && Audiences.Find(resource, endpoints) is null)
            return Refuse(StatusCodes.Status400BadRequest, $"AADSTS500011: The resource principal named {resource} was not found.");

        var identities = world.Tenants.SelectMany(t => t.ServicePrincipals.Select(p => (Tenant: t, Principal: p)))
            .Where(i => i.Principal.ManagedIdentityId is not null);
        var (tenant, principal) = identities.FirstOrDefault(i => IsAskedFor(i.Principal, query));
        if (principal is null || principal.KnownFrom > world.Now)
        {
            return Refuse(StatusCodes.Status400BadRequest,
                "No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId.");
        }

        return Results.Json(new
        {
            access_token = issuer.ForPrincipal(tenant, principal, resource),
            expires_on = (world.Now + TokenIssuer.Lifetime).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            resource,
            token_type = "Bearer",
            client_id = principal.AppId,
        });
    }

    private static bool IsAskedFor(ServicePrincipal principal, IQueryCollection query) =>
        Same(query["client_id"], principal.AppId)
        || Same(query["mi_res_id"], principal.ManagedIdentityId)
        || Same(query["principal_id"], principal.Id)
        || Same(query["object_id"], principal.Id);

    private static bool Same(string? asked, string? has) =>
        asked is not null && string.Equals(asked, has, StringComparison.OrdinalIgnoreCase);

    private static IResult Refuse(int status, string message) =>
        Results.Json(new { statusCode = status, message, correlationId = Guid.NewGuid().ToString() }, statusCode: status);
}

using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;

namespace ImageShare.Sandbox.Entra;

/// <summary><c>POST /{tenant}/oauth2/v2.0/token</c>.</summary>
internal static class TokenEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/{tenant}/oauth2/v2.0/token", Answer);

    private static async Task<IResult> Answer(
        string tenant, HttpContext context, World world, Endpoints endpoints, AppSignIn apps, UserSignIn users)
    {
        if (!context.Request.HasFormContentType)
            throw EntraErrors.MissingParameter("grant_type");

        var request = new TokenRequest(tenant, await context.Request.ReadFormAsync(), world, endpoints);
        return request.Require("grant_type") switch
        {
            "client_credentials" => apps.Answer(request),
            "authorization_code" => users.RedeemCode(request),
            "refresh_token" => users.Refresh(request),
            "urn:ietf:params:oauth:grant-type:device_code" or "device_code" => users.PollDevice(request),
            var other => throw EntraErrors.UnsupportedGrant(other),
        };
    }
}

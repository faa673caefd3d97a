using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;

namespace ImageShare.Sandbox.Entra;

/// <summary><c>POST /{tenant}/oauth2/v2.0/devicecode</c>: a sign-in on another device.</summary>
internal static class DeviceCodeEndpoint
{
    public const string PagePath = "/common/oauth2/deviceauth";

    private const int LifetimeSeconds = 900;

    // Entra asks for five seconds; the client obeys whatever it is told, and nobody likes to wait in a sandbox.
    private const int IntervalSeconds = 1;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/{tenant}/oauth2/v2.0/devicecode", Answer);

    private static async Task<IResult> Answer(string tenant, HttpContext context, World world, Endpoints endpoints, SignInStore store)
    {
        var request = new TokenRequest(tenant, await context.Request.ReadFormAsync(), world, endpoints);
        var client = Client.Find(world, request.ClientId, Tenants.Find(world, tenant));
        var code = new DeviceCode(
            client.Id, client.Name, tenant, request.Require("scope"), world.Now.AddSeconds(LifetimeSeconds));
        store.DeviceCodes.Add(code);
        var page = endpoints.At(PagePath);
        return Results.Json(new
        {
            user_code = code.UserCode,
            device_code = code.Value,
            verification_uri = page,
            expires_in = LifetimeSeconds,
            interval = IntervalSeconds,
            message = $"To sign in, use a web browser to open the page {page} and enter the code {code.UserCode} to authenticate.",
        });
    }
}

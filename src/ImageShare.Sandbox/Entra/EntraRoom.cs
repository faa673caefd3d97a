using ImageShare.Sandbox.Server;

namespace ImageShare.Sandbox.Entra;

/// <summary>Sign-in: discovery, tokens, the pages, the managed-identity endpoint and an outside issuer.</summary>
internal sealed class EntraRoom : IRoom
{
    public void Map(IEndpointRouteBuilder routes)
    {
        var api = Guarded(routes, asPage: false);
        Discovery.Map(api);
        TokenEndpoint.Map(api);
        DeviceCodeEndpoint.Map(api);

        var pages = Guarded(routes, asPage: true);
        AuthorizeEndpoint.Map(pages);
        AdminConsentEndpoint.Map(pages);
        DevicePage.Map(pages);
        InvitationPage.Map(pages);
        SignInPages.Map(pages);

        ManagedIdentityEndpoint.Map(routes);
        WorkloadEndpoint.Map(routes);
    }

    // A refusal can come from anywhere below; it is answered in Entra's shape.
    private static RouteGroupBuilder Guarded(IEndpointRouteBuilder routes, bool asPage) => routes.MapGroup("").AddEndpointFilter(
        async (context, next) =>
        {
            try
            {
                return await next(context);
            }
            catch (EntraException error)
            {
                return error.ToResult(context.HttpContext, asPage);
            }
        });
}

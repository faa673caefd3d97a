using ImageShare.Sandbox.Server;

namespace ImageShare.Sandbox.Graph;

/// <summary>Microsoft Graph v1.0, as much of it as sharing needs.</summary>
internal sealed class GraphRoom : IRoom
{
    public void Map(IEndpointRouteBuilder routes)
    {
        var throttle = new Throttle(routes.ServiceProvider.GetRequiredService<SandboxOptions>().GraphLimit);
        var graph = new GraphRoutes(routes.MapGroup(Endpoints.GraphPrefix + "/v1.0"), throttle);
        Applications.Map(graph);
        PasswordCredentials.Map(graph);
        FederatedCredentials.Map(graph);
        ServicePrincipals.Map(graph);
        DeletedItems.Map(graph);
        Users.Map(graph);
        Groups.Map(graph);
        DirectoryObjects.Map(graph);
        Organization.Map(graph);
        Ownership.Map(graph);
        Invitations.Map(graph);
        graph.Any("{**path}", call => throw GraphErrors.UnknownSegment(call.Route("path")));
    }
}

/// <summary>Endpoints whose caller is known and whose refusals have Graph's shape.</summary>
internal sealed class GraphRoutes(RouteGroupBuilder group, Throttle throttle)
{
    public void Get(string pattern, Func<GraphCall, IResult> handler) => group.MapGet(pattern, Answer(handler));

    public void Post(string pattern, Func<GraphCall, IResult> handler) => group.MapPost(pattern, Answer(handler));

    public void Patch(string pattern, Func<GraphCall, IResult> handler) => group.MapPatch(pattern, Answer(handler));

    public void Delete(string pattern, Func<GraphCall, IResult> handler) => group.MapDelete(pattern, Answer(handler));

    public void Any(string pattern, Func<GraphCall, IResult> handler) => group.Map(pattern, Answer(handler));

    private RequestDelegate Answer(Func<GraphCall, IResult> handler) => async context =>
    {
        IResult result;
        try
        {
            var call = await GraphCall.ReadAsync(context);
            if (throttle.Count($"{call.Tenant.Id}/{call.Caller.AppId}", call.World.Now) is { } seconds)
                throw GraphErrors.TooManyRequests(seconds);

            result = handler(call);
        }
        catch (GraphException error)
        {
            result = error.ToResult(context);
        }

        await result.ExecuteAsync(context);
    };
}

using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Graph;

/// <summary><c>/applications</c>.</summary>
internal static class Applications
{
    private const string Set = "applications";

    public static void Map(GraphRoutes routes)
    {
        routes.Get($"/{Set}", List);
        routes.Post($"/{Set}", Create);
        foreach (var key in GraphKeys.Of(Set))
        {
            routes.Get(key, call => Get(call, Find(call)));
            routes.Patch(key, Update);
            routes.Delete(key, Delete);
        }
    }

    /// <summary>By object id, or by <c>applications(appId='...')</c>.</summary>
    public static Application Find(GraphCall call)
    {
        call.RequireReader(p => p.MayReadApplications());
        return GraphKeys.AppId(call) is { } appId
            ? call.Find(call.Tenant.Applications, a => a.AppId.Equals(appId, StringComparison.OrdinalIgnoreCase), appId)
            : call.Find(call.Tenant.Applications, a => a.HasId(call.Route("id")), call.Route("id"));
    }

    private static IResult List(GraphCall call)
    {
        call.RequireReader(p => p.MayReadApplications());
        return GraphAnswer.Collection(call, Set, call.Listed(call.Tenant.Applications).Select(a => Entities.Of(a, call.Tenant)));
    }

    private static IResult Get(GraphCall call, Application application)
    {
        var withKeys = call.Context.Request.Query["$select"].ToString().Contains("keyCredentials", StringComparison.Ordinal);
        return GraphAnswer.Entity(call, Set, Entities.Of(application, call.Tenant, withKeys));
    }

    private static IResult Create(GraphCall call)
    {
        call.RequireMaker();
        call.RequireQuota();
        var body = call.RequireBody();
        var application = new Application
        {
            DisplayName = body.RequireText("displayName", "Application"),
            Created = call.World.Now,
            CreatedBy = call.Caller.ObjectId,
            ListedFrom = call.World.After(call.World.Delays.GraphReplication),
            KnownFrom = call.World.After(call.World.Delays.PrincipalReplication),
        };
        ApplicationBody.Apply(body, application, call);
        application.Owners.Add(call.Caller.ObjectId);
        call.Tenant.Applications.Add(application);
        return GraphAnswer.Created(call, Set, "Application", Entities.Of(application, call.Tenant));
    }

    private static IResult Update(GraphCall call)
    {
        var application = Find(call);
        call.RequireManagerOf(application);
        ApplicationBody.Apply(call.RequireBody(), application, call);
        return Results.NoContent();
    }

    // The principal at home goes with its application; those in other tenants stay behind, as in Entra.
    private static IResult Delete(GraphCall call)
    {
        var application = Find(call);
        call.RequireManagerOf(application);
        call.Tenant.Applications.Remove(application);
        DeletedItems.Add(call, application);
        if (call.Tenant.FindServicePrincipal(application.AppId) is { } principal)
        {
            call.Tenant.ServicePrincipals.Remove(principal);
            DeletedItems.Add(call, principal);
        }

        return Results.NoContent();
    }
}

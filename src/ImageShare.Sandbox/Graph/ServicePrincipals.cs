using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Graph;

/// <summary><c>/servicePrincipals</c>: creating one for another tenant's application is what consent does.</summary>
internal static class ServicePrincipals
{
    private const string Set = "servicePrincipals";
    private const string Resource = "ServicePrincipal";

    public static void Map(GraphRoutes routes)
    {
        routes.Get($"/{Set}", List);
        routes.Post($"/{Set}", Create);
        foreach (var key in GraphKeys.Of(Set))
        {
            routes.Get(key, call => GraphAnswer.Entity(call, Set, Entities.Of(Find(call), call.World)));
            routes.Patch(key, Update);
            routes.Delete(key, Delete);
        }
    }

    private static ServicePrincipal Find(GraphCall call)
    {
        call.RequireReader(p => p.MayReadApplications());
        return GraphKeys.AppId(call) is { } appId
            ? call.Find(call.Tenant.ServicePrincipals, p => p.AppId.Equals(appId, StringComparison.OrdinalIgnoreCase), appId)
            : call.Find(call.Tenant.ServicePrincipals, p => p.HasId(call.Route("id")), call.Route("id"));
    }

    private static IResult List(GraphCall call)
    {
        call.RequireReader(p => p.MayReadApplications());
        return GraphAnswer.Collection(call, Set, call.Listed(call.Tenant.ServicePrincipals).Select(p => Entities.Of(p, call.World)));
    }

    private static IResult Create(GraphCall call)
    {
        var body = call.RequireBody();
        var appId = body.RequireText("appId", Resource);
        var found = call.World.FindApplication(appId);
        var isOwn = found is { } own && own.Home == call.Tenant && call.Manages(own.Application);
        if (!isOwn && !call.ManagesApplications)
            throw GraphErrors.BackingApplicationElsewhere();

        // A single-tenant application does not exist for others, nor does one that was made a moment ago.
        if (found is not var (home, application)
            || (home != call.Tenant && !application.IsMultiTenant)
            || application.ListedFrom > call.World.Now)
        {
            throw GraphErrors.NoBackingApplication(appId);
        }

        if (call.Tenant.FindServicePrincipal(appId) is not null)
            throw GraphErrors.NameInUse(appId);

        call.RequireQuota();
        var principal = call.World.AddServicePrincipal(call.Tenant, home, application);
        principal.CreatedBy = call.Caller.ObjectId;
        principal.AccountEnabled = body.Flag("accountEnabled", Resource) ?? true;
        principal.Tags = body.Texts("tags", Resource);
        return GraphAnswer.Created(call, Set, "ServicePrincipal", Entities.Of(principal, call.World));
    }

    private static IResult Update(GraphCall call)
    {
        var principal = Find(call);
        RequireManager(call, principal);
        var body = call.RequireBody();
        foreach (var (name, _) in body)
        {
            switch (name)
            {
                case "accountEnabled":
                    principal.AccountEnabled = body.Flag(name, Resource) ?? true;
                    break;
                case "appRoleAssignmentRequired":
                    principal.IsAssignmentRequired = body.Flag(name, Resource) ?? false;
                    break;
                case "tags":
                    principal.Tags = body.Texts(name, Resource);
                    break;
                default:
                    throw GraphErrors.InvalidProperty(name);
            }
        }

        return Results.NoContent();
    }

    private static IResult Delete(GraphCall call)
    {
        var principal = Find(call);
        RequireManager(call, principal);
        call.Tenant.ServicePrincipals.Remove(principal);
        DeletedItems.Add(call, principal);
        return Results.NoContent();
    }

    private static void RequireManager(GraphCall call, ServicePrincipal principal)
    {
        var application = call.Tenant.Applications.Find(a => a.AppId == principal.AppId);
        if (application is null ? !call.ManagesApplications : !call.Manages(application))
            throw GraphErrors.Denied();
    }
}

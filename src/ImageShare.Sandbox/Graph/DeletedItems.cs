using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Graph;

/// <summary><c>/directory/deletedItems</c>: what was deleted can come back, or go for good.</summary>
internal static class DeletedItems
{
    private const string Path = "/directory/deletedItems";

    public static void Map(GraphRoutes routes)
    {
        routes.Get(Path + "/microsoft.graph.application", call => List<Application>(call));
        routes.Get(Path + "/microsoft.graph.servicePrincipal", call => List<ServicePrincipal>(call));
        routes.Get(Path + "/{id}", call => GraphAnswer.Entity(call, "directoryObjects", Entities.Of(Find(call), call.Tenant, call.World)));
        routes.Post(Path + "/{id}/restore", Restore);
        routes.Delete(Path + "/{id}", Delete);
    }

    public static void Add(GraphCall call, DirectoryObject thing)
    {
        thing.Deleted = call.World.Now;
        call.Tenant.DeletedItems.Add(thing);
    }

    private static IResult List<T>(GraphCall call)
        where T : DirectoryObject
    {
        call.RequireReader(p => p.MayReadApplications());
        return GraphAnswer.Collection(
            call, "directoryObjects", call.Tenant.DeletedItems.OfType<T>().Select(o => Entities.Of(o, call.Tenant, call.World)));
    }

    private static IResult Restore(GraphCall call)
    {
        var thing = FindToManage(call);
        switch (thing)
        {
            case Application application:
                call.Tenant.Applications.Add(application);
                break;
            case ServicePrincipal principal when call.Tenant.FindServicePrincipal(principal.AppId) is not null:
                throw GraphErrors.NameInUse(principal.AppId);
            case ServicePrincipal principal:
                call.Tenant.ServicePrincipals.Add(principal);
                break;
            case User user:
                call.Tenant.Users.Add(user);
                break;
            default:
                throw GraphErrors.BadRequest("This object cannot be restored.");
        }

        call.Tenant.DeletedItems.Remove(thing);
        thing.Deleted = null;
        return GraphAnswer.Entity(call, "directoryObjects", Entities.Of(thing, call.Tenant, call.World));
    }

    private static IResult Delete(GraphCall call)
    {
        call.Tenant.DeletedItems.Remove(FindToManage(call));
        return Results.NoContent();
    }

    private static DirectoryObject FindToManage(GraphCall call)
    {
        var thing = Find(call);
        if (ApplicationOf(call.Tenant, thing) is { } application)
            call.RequireManagerOf(application);
        else if (!call.ManagesApplications)
            throw GraphErrors.Denied();

        return thing;
    }

    // The one that a principal stands for may lie in the bin, too.
    private static Application? ApplicationOf(Tenant tenant, DirectoryObject thing) => thing is ServicePrincipal principal
        ? tenant.Applications.Concat(tenant.DeletedItems.OfType<Application>()).FirstOrDefault(a => a.AppId == principal.AppId)
        : thing as Application;

    private static DirectoryObject Find(GraphCall call)
    {
        call.RequireReader(p => p.MayReadApplications());
        return call.Tenant.DeletedItems.Find(o => o.HasId(call.Route("id"))) ?? throw GraphErrors.NotFound(call.Route("id"));
    }
}

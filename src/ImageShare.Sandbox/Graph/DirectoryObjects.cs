using System.Text.Json.Nodes;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Graph;

/// <summary><c>/directoryObjects</c>: what stands behind an object id.</summary>
internal static class DirectoryObjects
{
    private const string Set = "directoryObjects";
    private const int Most = 1000;

    public static void Map(GraphRoutes routes)
    {
        routes.Post($"/{Set}/getByIds", GetByIds);
        routes.Get($"/{Set}/{{id}}", call =>
        {
            call.RequireReader();
            var id = call.Route("id");
            return GraphAnswer.Entity(call, Set, Typed(call, call.Find(call.Tenant.Objects, o => o.HasId(id), id)));
        });
    }

    // An id that is not found is left out, without an error.
    private static IResult GetByIds(GraphCall call)
    {
        call.RequireReader();
        var ids = call.RequireBody().Texts("ids", Set);
        var types = call.RequireBody().Texts("types", Set);
        if (ids.Count is 0 or > Most)
            throw GraphErrors.InvalidValue("ids", Set);

        var found = call.Listed(call.Tenant.Objects)
            .Where(o => ids.Exists(o.HasId))
            .Where(o => types.Count == 0 || types.Contains("directoryObject") || types.Contains(Entities.TypeOf(o)));
        GraphAnswer.NameGraph(call);
        return GraphAnswer.Collection(call, Set, found.Select(o => Typed(call, o)));
    }

    public static JsonObject Typed(GraphCall call, DirectoryObject thing)
    {
        var entity = Entities.Of(thing, call.Tenant, call.World);
        entity.Insert(0, "@odata.type", "#microsoft.graph." + Entities.TypeOf(thing));
        return entity;
    }
}

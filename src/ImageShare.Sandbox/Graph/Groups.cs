using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Graph;

/// <summary><c>/groups</c> and who is in them, read only.</summary>
internal static class Groups
{
    private const string Set = "groups";

    public static void Map(GraphRoutes routes)
    {
        routes.Get($"/{Set}", call =>
        {
            call.RequireReader();
            return GraphAnswer.Collection(call, Set, call.Listed(call.Tenant.Groups).Select(Entities.Of));
        });
        routes.Get($"/{Set}/{{id}}", call =>
        {
            call.RequireReader();
            var id = call.Route("id");
            return GraphAnswer.Entity(call, Set, Entities.Of(call.Find(call.Tenant.Groups, g => g.HasId(id), id)));
        });
        routes.Get($"/{Set}/{{id}}/transitiveMembers", call =>
        {
            call.RequireReader();
            var id = call.Route("id");
            HashSet<string> seen = [];
            Collect(call.Find(call.Tenant.Groups, g => g.HasId(id), id), call.Tenant, seen);
            var members = call.Listed(call.Tenant.Objects).Where(o => seen.Contains(o.Id));
            return GraphAnswer.Collection(call, "directoryObjects", members.Select(o => DirectoryObjects.Typed(call, o)));
        });
    }

    private static void Collect(Group group, Tenant tenant, HashSet<string> seen)
    {
        foreach (var member in group.Members.Where(seen.Add))
        {
            if (tenant.Groups.Find(g => g.HasId(member)) is { } inner)
                Collect(inner, tenant, seen);
        }
    }
}

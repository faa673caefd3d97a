namespace ImageShare.Sandbox.Graph;

/// <summary><c>/groups</c>, read only.</summary>
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
    }
}

using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Graph;

/// <summary><c>/users</c> and <c>/me</c>.</summary>
internal static class Users
{
    private const string Set = "users";

    public static void Map(GraphRoutes routes)
    {
        routes.Get("/me", call => GraphAnswer.Entity(call, Set, Entities.Of(call.Principal as User
            ?? throw GraphErrors.BadRequest("/me request is only valid with delegated authentication flow."))));
        routes.Get($"/{Set}", List);
        routes.Get($"/{Set}/{{id}}", call => GraphAnswer.Entity(call, Set, Entities.Of(Find(call))));
        routes.Delete($"/{Set}/{{id}}", Delete);
    }

    private static IResult List(GraphCall call)
    {
        call.RequireReader(p => p.MayReadUsers());
        return GraphAnswer.Collection(call, Set, call.Listed(call.Tenant.Users).Select(Entities.Of));
    }

    private static IResult Delete(GraphCall call)
    {
        var user = Find(call);
        if (!call.Roles.HasFlag(DirectoryRoles.GlobalAdministrator))
            throw GraphErrors.Denied();

        call.Tenant.Users.Remove(user);
        DeletedItems.Add(call, user);
        return Results.NoContent();
    }

    private static User Find(GraphCall call)
    {
        call.RequireReader(p => p.MayReadUsers());
        var key = call.Route("id");
        return call.Find(
            call.Tenant.Users, u => u.HasId(key) || u.UserPrincipalName.Equals(key, StringComparison.OrdinalIgnoreCase), key);
    }
}

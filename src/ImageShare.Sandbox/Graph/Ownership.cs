using System.Text.Json.Nodes;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Graph;

/// <summary>What a principal owns, what it has deleted, and the directory roles that it holds.</summary>
internal static class Ownership
{
    private const string Objects = "directoryObjects";

    // Template ids of the roles, the same in every directory ("Microsoft Entra built-in roles").
    private static readonly (DirectoryRoles Role, string Name, string TemplateId)[] Roles =
    [
        (DirectoryRoles.GlobalAdministrator, "Global Administrator", "62e90394-69f5-4237-9190-012177145e10"),
        (DirectoryRoles.ApplicationAdministrator, "Application Administrator", "9b895d92-2cd3-443a-9d02-a6ac2d5ea6c3"),
        (DirectoryRoles.CloudApplicationAdministrator, "Cloud Application Administrator", "158c047a-c907-4556-b7ef-446551a6b5f7"),
        (DirectoryRoles.GuestInviter, "Guest Inviter", "95e79109-95c0-4d8e-aee3-d01accf2d47b"),
    ];

    public static void Map(GraphRoutes routes)
    {
        Map<User>(routes, "/users/{id}", user => user.Roles);
        Map<ServicePrincipal>(routes, "/servicePrincipals/{id}", principal => principal.Roles);
        routes.Post("/directory/deletedItems/getUserOwnedObjects", GetDeleted);
    }

    private static void Map<T>(GraphRoutes routes, string principal, Func<T, DirectoryRoles> rolesOf)
        where T : DirectoryObject
    {
        routes.Get(principal + "/ownedObjects", call => GraphAnswer.Collection(
            call, Objects, call.Listed(call.Tenant.Objects).Where(o => IsOwned(o, Find<T>(call).Id)).Select(o => Entities.Of(o, call.Tenant, call.World))));
        routes.Get(principal + "/transitiveMemberOf/microsoft.graph.directoryRole", call =>
        {
            var held = rolesOf(Find<T>(call));
            return GraphAnswer.Collection(call, Objects, Roles.Where(r => held.HasFlag(r.Role)).Select(r => new JsonObject
            {
                ["id"] = r.TemplateId,
                ["displayName"] = r.Name,
                ["roleTemplateId"] = r.TemplateId,
            }));
        });
    }

    // Groups and applications are all that Graph knows a former owner of.
    private static IResult GetDeleted(GraphCall call)
    {
        call.RequireReader();
        var body = call.RequireBody();
        var (userId, type) = (body.RequireText("userId", Objects), body.RequireText("type", Objects));
        GraphAnswer.NameGraph(call);
        return GraphAnswer.Collection(call, Objects, call.Tenant.DeletedItems
            .Where(o => Entities.TypeOf(o).Equals(type, StringComparison.OrdinalIgnoreCase) && o is Application or Group && IsOwned(o, userId))
            .Select(o => Entities.Of(o, call.Tenant, call.World)));
    }

    private static T Find<T>(GraphCall call)
        where T : DirectoryObject
    {
        call.RequireReader();
        return call.Find(call.Tenant.Objects.OfType<T>(), o => o.HasId(call.Route("id")), call.Route("id"));
    }

    // Whoever makes an object is its first owner.
    private static bool IsOwned(DirectoryObject thing, string ownerId) => thing is Application application
        ? application.Owners.Contains(ownerId, StringComparer.OrdinalIgnoreCase)
        : string.Equals(thing.CreatedBy, ownerId, StringComparison.OrdinalIgnoreCase);
}

using ImageShare.Sandbox.Arm.Authorization;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Arm.ManagedServices;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;

namespace ImageShare.Sandbox.Arm;

/// <summary>Azure Resource Manager and the resource providers behind it.</summary>
internal sealed class ArmRoom : IRoom
{
    private static readonly string[] Methods = ["GET", "HEAD", "PUT", "PATCH", "POST", "DELETE"];

    public void Map(IEndpointRouteBuilder routes)
    {
        var world = routes.ServiceProvider.GetRequiredService<World>();
        var authorizer = new Authorizer(world, [new AssignedRoles(), new DelegatedRoles()]);
        var door = new FrontDoor(routes.ServiceProvider, ArmEndpoints.All(), authorizer);
        routes.MapGet("/metadata/endpoints", MetadataEndpoint.Answer);
        foreach (var root in (string[])["/tenants/{**path}", "/subscriptions/{**path}", "/providers/{**path}"])
            routes.MapMethods(root, Methods, door.Answer);
    }
}

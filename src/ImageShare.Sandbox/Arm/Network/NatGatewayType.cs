using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Arm.Resources;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.Network;

/// <summary>A NAT gateway: the way out of the subnets that refer to it.</summary>
internal sealed class NatGatewayType : NetworkType
{
    public const string TypeName = "Microsoft.Network/natGateways";

    public override string Name => TypeName;

    public override void Prepare(Draft draft)
    {
        if (draft.Body.Text("sku.name") is not "Standard")
            throw ArmErrors.Network("NatGatewaySkuNotSpecified", $"Nat Gateway {draft.Id} must have a sku of name Standard.");

        foreach (var address in draft.Properties.Objects("publicIpAddresses"))
        {
            var id = draft.Link($"{PublicIPAddressType.TypeName}/join/action", address.Text("id"), "properties.publicIpAddresses.id");
            if (draft.World.Resources.Find(id) is null)
                throw InvalidReference(id, draft.Id);
        }

        draft.Properties.Default("idleTimeoutInMinutes", 4);
        SetGuid(draft);
    }

    public override JsonObject Show(ArmCall call, Resource resource)
    {
        var shown = base.Show(call, resource);
        if (Subnets(call.World, resource.Id) is { Count: > 0 } subnets)
            shown.Child("properties")["subnets"] = NetworkReferences.Ids(subnets.Select(s => s.Id));

        return shown;
    }

    public override void RequireUnused(World world, Resource resource)
    {
        if (Subnets(world, resource.Id) is [var subnet, ..])
        {
            throw ArmErrors.Network(
                "InUseNatGatewayCannotBeDeleted",
                $"Nat Gateway {resource.Id} is in use by the following resources: {subnet.Id} and cannot be deleted.");
        }
    }

    private static List<Resource> Subnets(World world, string id) =>
        [.. world.Resources.OfType(SubnetType.TypeName).Where(s => NetworkReferences.Same(s.Properties.Text("natGateway.id"), id))];
}

using ImageShare.Sandbox.Arm.Galleries;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Arm.Network;
using ImageShare.Sandbox.Arm.Resources;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.Compute;

/// <summary>The interfaces of a machine: the caller may join them, they are there, and nobody else has them.</summary>
internal static class MachineNetwork
{
    public static void Prepare(Draft draft)
    {
        var interfaces = draft.Properties.Objects("networkProfile.networkInterfaces");
        if (interfaces.Count == 0)
            throw EntityNames.Missing("networkProfile");

        foreach (var reference in interfaces)
        {
            var id = draft.Link(
                "Microsoft.Network/networkInterfaces/join/action", reference.Text("id"), "properties.networkProfile.networkInterfaces.id");
            var found = draft.World.Resources.Find(id);
            if (found is null || !Locations.Same(found.Location, draft.Location))
                throw NetworkType.InvalidReference(id, draft.Id);

            if (NetworkReferences.MachineOf(draft.World, id) is { } other && other != draft.Existing)
            {
                throw ArmErrors.Network(
                    "NicInUse", $"Network Interface {found.Id} is used by existing resource {other.Id}. A network interface can be "
                    + "attached to one virtual machine only.");
            }

            RequireZone(draft, found);
            reference["id"] = found.Id;
        }

        if (interfaces.Count > 1 && interfaces.Count(i => i.Flag("properties.primary") == true) != 1)
        {
            throw ArmErrors.BadRequest(
                "VirtualMachineMustHaveOneNetworkInterfaceAsPrimary", $"Virtual machine {draft.Name} must have one network interface set "
                + "as the primary.");
        }
    }

    // An address in no zone, or in another one, does not go with a machine in a zone.
    private static void RequireZone(Draft draft, Resource card)
    {
        if (draft.Body.Texts("zones") is not [var zone, ..])
            return;

        var addresses = card.Properties.Objects("ipConfigurations")
            .Select(c => draft.World.Resources.Find(c.Text("properties.publicIPAddress.id")));
        foreach (var address in addresses.OfType<Resource>())
        {
            var there = address.Body.Texts("zones");
            if (there.Contains(zone))
                continue;

            throw ArmErrors.BadRequest(
                "ComputeResourceZoneConstraintDoesNotMatchPublicIPAddressZoneConstraint",
                $"Compute resource {draft.Id} has a zone constraint {zone} but the PublicIPAddress {address.Id} used by the compute "
                + "resource via NetworkInterface or LoadBalancer has a different zone constraint "
                + $"{(there.Count == 0 ? "Regional" : string.Join(", ", there))}.");
        }
    }
}

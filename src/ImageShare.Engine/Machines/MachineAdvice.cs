using System.Text.Json;
using Azure.Core;
using ImageShare.Model;

namespace ImageShare.Engine.Machines;

/// <summary>What the user should know of a plan that will work.</summary>
internal static class MachineAdvice
{
    public static void Give(
        SharedImageVMSpec spec, MachinePlan plan, ImageAccess access, IReadOnlyDictionary<ResourceIdentifier, ExistingResource> existing,
        Action<string> warn)
    {
        var inside = ComputerName.From(spec.Name, AdministratorRules.IsWindows(access.Image));
        if (inside != spec.Name && !AdministratorRules.IsSpecialized(access.Image))
            warn($"Inside, the VM '{spec.Name}' will be called '{inside}': its system takes no such name.");
        if (plan.Find(NodeKind.SecurityGroup) is { Exists: true } group && spec.OpenPorts.Count > 0
            && ReuseRules.Closed(existing[group.Id], spec.OpenPorts) is { Count: > 0 } closed)
        {
            warn(
                $"The network security group '{group.Id.Name}' is re-used as it is: no rule of it opens {string.Join(", ", closed)}.");
        }

        if (plan.Find(NodeKind.PublicIpAddress) is null && !HasWayOut(plan, existing))
            warn(
                $"The VM will have no way out to the internet: no public IP address, no NAT gateway, and "
                + $"a private subnet ({plan.SubnetId}). Give -PublicIpAddressName, or a subnet with a NAT gateway.");
        if (access.OwnerTenantId is { } owner)
        {
            warn(
                $"The image stays the property of tenant {owner}: a later change of the VM checks again that its maker may read the image. "
                + "When the share is taken back, the VM runs on, but such changes fail.");
        }
    }

    // Only what was read can be said: the subnet of a network that is there. Where its routes lead, a firewall for example, is not asked.
    private static bool HasWayOut(MachinePlan plan, IReadOnlyDictionary<ResourceIdentifier, ExistingResource> existing)
    {
        if (plan.SubnetId.Parent is not { } network
            || !existing.TryGetValue(network, out var found)
            || ReuseRules.FindSubnet(found, plan.SubnetId.Name) is not { } subnet)
            return true;
        var isPrivate = subnet.Find("defaultOutboundAccess") is { ValueKind: JsonValueKind.False };
        return !isPrivate || subnet.Find("natGateway") is not null || subnet.Find("routeTable") is not null;
    }
}

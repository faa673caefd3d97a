using Azure.Core;
using ImageShare.Engine.Galleries;
using ImageShare.Model;

namespace ImageShare.Engine.Machines;

/// <summary>Decides what is made and what is re-used. Asks nobody: what is there comes in, the plan goes out.</summary>
internal static class MachinePlanner
{
    /// <summary>Those of the resources at hand that the VM will use, and that must be read to know whether it can.</summary>
    public static IEnumerable<ResourceIdentifier> ToRead(
        SharedImageVMSpec spec, MachineNames names, IReadOnlyDictionary<ResourceIdentifier, ExistingResource> existing)
    {
        if (existing.ContainsKey(names.NetworkInterface))
            return [names.NetworkInterface];
        ResourceIdentifier[] used =
        [
            names.VirtualNetwork,
            .. WantsPublicIp(spec, names, existing) ? [names.PublicIpAddress] : Array.Empty<ResourceIdentifier>(),
            .. spec.OpenPorts.Count > 0 ? [names.SecurityGroup] : Array.Empty<ResourceIdentifier>(),
        ];
        return used.Where(existing.ContainsKey);
    }

    /// <param name="spec">The wish.</param>
    /// <param name="names">Ids of all that belongs to the VM.</param>
    /// <param name="location">Region (Azure's short name).</param>
    /// <param name="existing">What is there.</param>
    /// <param name="terms">Id of the Marketplace terms that are to be accepted; null when there are none.</param>
    public static MachinePlan Plan(
        SharedImageVMSpec spec, MachineNames names, string location, IReadOnlyDictionary<ResourceIdentifier, ExistingResource> existing,
        ResourceIdentifier? terms = null)
    {
        PlanNode[] accepted = terms is null ? [] : [new(NodeKind.PlanTerms, terms, false)];
        if (existing.TryGetValue(names.NetworkInterface, out var nic))
        {
            ReuseRules.CheckNetworkInterface(nic, location);
            var interfaceNode = new PlanNode(NodeKind.NetworkInterface, names.NetworkInterface, true);
            var subnet = nic.Text("ipConfigurations", "properties", "subnet", "id");
            return new(
                [interfaceNode, .. accepted, new(NodeKind.VirtualMachine, names.VirtualMachine, false, [interfaceNode, .. accepted])],
                subnet is null ? names.Subnet : new(subnet));
        }

        List<PlanNode> parts = [Node(NodeKind.SecurityGroup, names.SecurityGroup, ReuseRules.CheckSecurityGroup)];
        if (WantsPublicIp(spec, names, existing))
        {
            parts.Add(Node(
                NodeKind.PublicIpAddress, names.PublicIpAddress, (ip, region) => ReuseRules.CheckPublicIpAddress(ip, region, spec.Zone)));
        }

        if (spec.SubnetId is null)
        {
            var network = Node(NodeKind.VirtualNetwork, names.VirtualNetwork, ReuseRules.CheckLocation);
            parts.Add(network);
            // A new network comes with its subnet; an existing one may lack it.
            if (network.Exists)
                parts.Add(SubnetNode(spec, names, network, existing[names.VirtualNetwork]));
        }
        else if (existing.TryGetValue(names.VirtualNetwork, out var found))
        {
            ReuseRules.CheckLocation(found, location);
            ReuseRules.RequireSubnet(spec, found, names.Subnet);
        }

        var card = new PlanNode(NodeKind.NetworkInterface, names.NetworkInterface, false, [.. parts]);
        var machine = new PlanNode(NodeKind.VirtualMachine, names.VirtualMachine, false, [card, .. accepted]);
        return new([.. parts, card, .. accepted, machine], names.Subnet);

        PlanNode Node(NodeKind kind, ResourceIdentifier id, Action<ExistingResource, string> check)
        {
            if (existing.TryGetValue(id, out var found))
                check(found, location);
            return new(kind, id, found is not null);
        }
    }

    // By default a VM with a network of its own gets an address; one in somebody's network, or with another way out, does not. An address
    // of that name is from a run that stopped half-way.
    private static bool WantsPublicIp(
        SharedImageVMSpec spec, MachineNames names, IReadOnlyDictionary<ResourceIdentifier, ExistingResource> existing) =>
        !spec.NoPublicIp && (spec.PublicIpAddressName is not null
            || (spec is { SubnetId: null, NatGatewayId: null }
                && (spec.VirtualNetworkName is null || !existing.ContainsKey(names.VirtualNetwork)))
            || existing.ContainsKey(names.PublicIpAddress));

    private static PlanNode SubnetNode(SharedImageVMSpec spec, MachineNames names, PlanNode network, ExistingResource found)
    {
        var exists = ReuseRules.FindSubnet(found, names.Subnet.Name) is not null;
        if (exists || spec.SubnetAddressPrefix is null)
            ReuseRules.RequireSubnet(spec, found, names.Subnet);
        return new(NodeKind.Subnet, names.Subnet, exists, network);
    }
}

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
            .. spec.SubnetId is null ? [names.VirtualNetwork] : Array.Empty<ResourceIdentifier>(),
            .. WantsPublicIp(spec, names, existing) ? [names.PublicIpAddress] : Array.Empty<ResourceIdentifier>(),
            .. spec.OpenPorts.Count > 0 ? [names.SecurityGroup] : Array.Empty<ResourceIdentifier>(),
        ];
        return used.Where(existing.ContainsKey);
    }

    public static MachinePlan Plan(
        SharedImageVMSpec spec, MachineNames names, string location, IReadOnlyDictionary<ResourceIdentifier, ExistingResource> existing)
    {
        if (existing.TryGetValue(names.NetworkInterface, out var nic))
        {
            ReuseRules.CheckNetworkInterface(nic, location);
            var interfaceNode = new PlanNode(NodeKind.NetworkInterface, names.NetworkInterface, true);
            var subnet = nic.Text("ipConfigurations", "properties", "subnet", "id");
            return new(
                [interfaceNode, new(NodeKind.VirtualMachine, names.VirtualMachine, false, interfaceNode)],
                subnet is null ? names.Subnet : new(subnet));
        }

        List<PlanNode> parts = [Node(NodeKind.SecurityGroup, names.SecurityGroup, ReuseRules.CheckSecurityGroup)];
        if (WantsPublicIp(spec, names, existing))
            parts.Add(Node(NodeKind.PublicIpAddress, names.PublicIpAddress, ReuseRules.CheckPublicIpAddress));
        if (spec.SubnetId is null)
        {
            var network = Node(NodeKind.VirtualNetwork, names.VirtualNetwork, ReuseRules.CheckLocation);
            parts.Add(network);
            // A new network comes with its subnet; an existing one may lack it.
            if (network.Exists)
                parts.Add(SubnetNode(spec, names, network, existing[names.VirtualNetwork]));
        }

        var card = new PlanNode(NodeKind.NetworkInterface, names.NetworkInterface, false, [.. parts]);
        return new([.. parts, card, new(NodeKind.VirtualMachine, names.VirtualMachine, false, card)], names.Subnet);

        PlanNode Node(NodeKind kind, ResourceIdentifier id, Action<ExistingResource, string> check)
        {
            if (existing.TryGetValue(id, out var found))
                check(found, location);
            return new(kind, id, found is not null);
        }
    }

    // By default a VM with a network of its own gets an address, one in somebody's network does not. An address of that name is from
    // a run that stopped half-way.
    private static bool WantsPublicIp(
        SharedImageVMSpec spec, MachineNames names, IReadOnlyDictionary<ResourceIdentifier, ExistingResource> existing) =>
        !spec.NoPublicIp && (spec.PublicIpAddressName is not null
            || (spec.SubnetId is null && (spec.VirtualNetworkName is null || !existing.ContainsKey(names.VirtualNetwork)))
            || existing.ContainsKey(names.PublicIpAddress));

    private static PlanNode SubnetNode(SharedImageVMSpec spec, MachineNames names, PlanNode network, ExistingResource found)
    {
        var subnets = Subnets(found);
        var exists = subnets.Contains(names.Subnet.Name, StringComparer.OrdinalIgnoreCase);
        if (!exists && spec.SubnetAddressPrefix is null)
        {
            throw AzureNames.Invalid(
                "SubnetNotFound", names.Subnet, $"The virtual network '{names.VirtualNetwork.Name}' has no subnet '{names.Subnet.Name}'.",
                $"It has: {string.Join(", ", subnets)}.", "Choose one with -SubnetName, or give -SubnetAddressPrefix to make it.");
        }

        return new(NodeKind.Subnet, names.Subnet, exists, network);
    }

    private static string[] Subnets(ExistingResource network) => network.Find("subnets") is { } subnets
        ? [.. subnets.EnumerateArray().Select(subnet => subnet.GetProperty("name").GetString()!)]
        : [];
}

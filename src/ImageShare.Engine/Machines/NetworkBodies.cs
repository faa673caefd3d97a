using System.Net;
using System.Text.Json.Nodes;
using Azure.Core;
using ImageShare.Model;

namespace ImageShare.Engine.Machines;

/// <summary>What surrounds a VM, as Azure wants it.</summary>
internal static class NetworkBodies
{
    public static JsonObject Of(
        PlanNode node, SharedImageVMSpec spec, MachineNames names, MachinePlan plan, string location,
        IReadOnlyDictionary<string, string> tags)
    {
        // A subnet has neither location nor tags.
        if (node.Kind == NodeKind.Subnet)
            return new() { ["properties"] = Subnet(spec.SubnetAddressPrefix!, spec.NatGatewayId) };
        var body = new JsonObject
        {
            ["location"] = location,
            ["tags"] = new JsonObject(tags.Select(tag => KeyValuePair.Create(tag.Key, (JsonNode?)tag.Value))),
            ["properties"] = node.Kind switch
            {
                NodeKind.SecurityGroup => SecurityGroup(spec.OpenPorts),
                NodeKind.PublicIpAddress => PublicIpAddress(),
                NodeKind.VirtualNetwork => VirtualNetwork(spec, names.Subnet.Name),
                _ => NetworkInterface(plan.SubnetId, names.SecurityGroup, plan.Find(NodeKind.PublicIpAddress)),
            },
        };
        if (node.Kind == NodeKind.PublicIpAddress)
        {
            body["sku"] = new JsonObject { ["name"] = "Standard" };
            // The address of a VM in a zone must be in that zone, or in all of them.
            if (spec.Zone is { } zone)
                body["zones"] = new JsonArray(zone);
        }

        return body;
    }

    /// <summary>The first /24 of a network, or all of a smaller one.</summary>
    public static string FirstSubnet(string network)
    {
        var whole = SpecRules.Cidr(network);
        return new IPNetwork(whole.BaseAddress, Math.Max(24, whole.PrefixLength)).ToString();
    }

    // Closed, but for the ports that were asked for.
    private static JsonObject SecurityGroup(IReadOnlyList<int> openPorts) => new()
    {
        ["securityRules"] = new JsonArray([.. openPorts.Distinct().Select(Rule)]),
    };

    private static JsonObject PublicIpAddress() => new()
    {
        ["publicIPAllocationMethod"] = "Static",
        ["publicIPAddressVersion"] = "IPv4",
    };

    private static JsonObject VirtualNetwork(SharedImageVMSpec spec, string subnetName) => new()
    {
        ["addressSpace"] = new JsonObject { ["addressPrefixes"] = new JsonArray(spec.AddressPrefix) },
        ["subnets"] = new JsonArray(new JsonObject
        {
            ["name"] = subnetName,
            ["properties"] = Subnet(spec.SubnetAddressPrefix ?? FirstSubnet(spec.AddressPrefix), spec.NatGatewayId),
        }),
    };

    private static JsonObject Subnet(string prefix, string? natGatewayId)
    {
        var subnet = new JsonObject { ["addressPrefix"] = prefix };
        if (natGatewayId is not null)
            subnet["natGateway"] = Reference(new(natGatewayId));
        return subnet;
    }

    private static JsonObject NetworkInterface(ResourceIdentifier subnet, ResourceIdentifier securityGroup, PlanNode? publicIp) => new()
    {
        ["networkSecurityGroup"] = Reference(securityGroup),
        ["ipConfigurations"] = new JsonArray(new JsonObject
        {
            ["name"] = "ipconfig1",
            ["properties"] = new JsonObject
            {
                ["privateIPAllocationMethod"] = "Dynamic",
                ["subnet"] = Reference(subnet),
                ["publicIPAddress"] = publicIp is null ? null : Address(publicIp),
            },
        }),
    };

    private static JsonObject Rule(int port, int index) => new()
    {
        ["name"] = $"AllowTcp{port}Inbound",
        ["properties"] = new JsonObject
        {
            ["priority"] = 1000 + (10 * index),
            ["direction"] = "Inbound",
            ["access"] = "Allow",
            ["protocol"] = "Tcp",
            ["sourceAddressPrefix"] = "*",
            ["sourcePortRange"] = "*",
            ["destinationAddressPrefix"] = "*",
            ["destinationPortRange"] = $"{port}",
        },
    };

    // An address that was made for the VM goes when the VM goes; nobody pays for it by oversight.
    private static JsonObject Address(PlanNode publicIp)
    {
        var reference = Reference(publicIp.Id);
        if (!publicIp.Exists)
            reference["properties"] = new JsonObject { ["deleteOption"] = "Delete" };
        return reference;
    }

    private static JsonObject Reference(ResourceIdentifier id) => new() { ["id"] = id.ToString() };
}

using System.Net;
using System.Text.Json.Nodes;
using Azure.Core;
using ImageShare.Model;

namespace ImageShare.Engine.Machines;

/// <summary>The properties of what surrounds a VM, as Azure wants them.</summary>
internal static class NetworkBodies
{
    /// <summary>Closed, but for the ports that were asked for.</summary>
    public static JsonObject SecurityGroup(IReadOnlyList<int> openPorts) => new()
    {
        ["securityRules"] = new JsonArray([.. openPorts.Distinct().Select(Rule)]),
    };

    public static JsonObject PublicIpAddress() => new()
    {
        ["publicIPAllocationMethod"] = "Static",
        ["publicIPAddressVersion"] = "IPv4",
    };

    public static JsonObject VirtualNetwork(SharedImageVMSpec spec, string subnetName) => new()
    {
        ["addressSpace"] = new JsonObject { ["addressPrefixes"] = new JsonArray(spec.AddressPrefix) },
        ["subnets"] = new JsonArray(new JsonObject
        {
            ["name"] = subnetName,
            ["properties"] = Subnet(spec.SubnetAddressPrefix ?? FirstSubnet(spec.AddressPrefix)),
        }),
    };

    public static JsonObject Subnet(string prefix) => new() { ["addressPrefix"] = prefix };

    public static JsonObject NetworkInterface(ResourceIdentifier subnet, ResourceIdentifier securityGroup, PlanNode? publicIp) => new()
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

    /// <summary>The first /24 of a network, or all of a smaller one.</summary>
    public static string FirstSubnet(string network)
    {
        var whole = SpecRules.Cidr(network);
        return new IPNetwork(whole.BaseAddress, Math.Max(24, whole.PrefixLength)).ToString();
    }

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

using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Azure.Core;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Machines;

/// <summary>What can be said of a wish for a VM before any request is sent.</summary>
internal static class SpecRules
{
    private static readonly SearchValues<char> s_neverInTagNames = SearchValues.Create("<>%&\\?/");

    public static void Check(SharedImageVMSpec spec)
    {
        AzureNames.RequireVirtualMachine(spec.Name);
        AzureNames.RequireResourceGroup(spec.ResourceGroupName);
        if (spec.TenantId is not null)
            InputRules.Guid(spec.TenantId, "TenantId");
        if (spec.SubscriptionId is not null)
            InputRules.Guid(spec.SubscriptionId, "SubscriptionId");
        if (spec.SecurityGroupName is not null)
            AzureNames.RequireNetwork(spec.SecurityGroupName, "network security group");
        CheckPublicIp(spec);
        CheckNetwork(spec);
        CheckZone(spec.Zone);
        CheckPorts(spec.OpenPorts);
        CheckTags(spec.Tags);
        MachineRules.Check(spec);
        AdministratorRules.Check(spec);
    }

    private static void CheckPublicIp(SharedImageVMSpec spec)
    {
        if (spec.PublicIpAddressName is null)
            return;
        AzureNames.RequireNetwork(spec.PublicIpAddressName, "public IP address");
        if (spec.NoPublicIp)
            throw AzureNames.Invalid("ConflictingParameters", spec.PublicIpAddressName, "A public IP address was both named and refused.");
    }

    private static void CheckNetwork(SharedImageVMSpec spec)
    {
        if (spec.SubnetId is not null)
        {
            RequireId(spec.SubnetId, "subnet", "Microsoft.Network/virtualNetworks/subnets", "InvalidSubnetId");
            if (spec.VirtualNetworkName is not null || spec.SubnetName is not null)
                throw AzureNames.Invalid("ConflictingParameters", spec.SubnetId, "Give a subnet by its id or by names, not both.");
            return;
        }

        AzureNames.RequireVirtualNetwork(spec.VirtualNetworkName ?? $"{spec.SharedName ?? spec.Name}-vnet");
        if (spec.NatGatewayId is not null)
            RequireId(spec.NatGatewayId, "NAT gateway", "Microsoft.Network/natGateways", "InvalidNatGatewayId");
        if (spec.SubnetName is not null)
            AzureNames.RequireNetwork(spec.SubnetName, "subnet");
        var network = Cidr(spec.AddressPrefix);
        if (spec.SubnetAddressPrefix is null)
            return;
        var subnet = Cidr(spec.SubnetAddressPrefix);
        if (subnet.PrefixLength < network.PrefixLength || !network.Contains(subnet.BaseAddress))
            throw AzureNames.Invalid("InvalidAddressPrefix", spec.SubnetAddressPrefix,
                $"The subnet {subnet} does not lie within the virtual network {network}.");
    }

    /// <summary>An ARM id of the type that belongs there.</summary>
    public static void RequireId(string id, string what, ResourceType type, string code)
    {
        if (ResourceIdentifier.TryParse(id, out var parsed) && parsed!.ResourceType == type && parsed.ResourceGroupName is not null)
            return;
        var shape = string.Concat(type.Type.Split('/').Select(part => $"/{part}/NAME"));
        throw AzureNames.Invalid(code, id, $"'{id}' is not the id of a {what}.",
            $"Such an id reads /subscriptions/GUID/resourceGroups/NAME/providers/{type.Namespace}{shape}.");
    }

    /// <summary>An IPv4 network as Azure takes it: no host bits set, and room for the five addresses that Azure keeps.</summary>
    public static IPNetwork Cidr(string text)
    {
        // From .NET 10 on, host bits are cut off in silence.
        if (!IPNetwork.TryParse(text, out var network)
            || network.BaseAddress.AddressFamily != AddressFamily.InterNetwork
            || network.ToString() != text)
        {
            throw AzureNames.Invalid("InvalidAddressPrefix", text, $"'{text}' is not an IPv4 network in CIDR notation.",
                "An address, a slash and a prefix length, with no bits set after the prefix.", "For example 10.0.0.0/16.");
        }

        if (network.PrefixLength is < 2 or > 29)
            throw AzureNames.Invalid("InvalidAddressPrefix", text, $"A network of /{network.PrefixLength} cannot be made.",
                "Azure takes /2 to /29; it keeps five addresses of each subnet for itself.");
        return network;
    }

    private static void CheckZone(string? zone)
    {
        if (zone is not (null or "1" or "2" or "3"))
            throw AzureNames.Invalid("InvalidZone", zone, $"'{zone}' is not an availability zone.", "Azure's zones are 1, 2 and 3.");
    }

    private static void CheckPorts(IReadOnlyList<int> ports)
    {
        foreach (var port in ports)
        {
            if (port is < 1 or > 65535)
                throw AzureNames.Invalid("InvalidPort", $"{port}", $"{port} is not a TCP port.", "Ports run from 1 to 65535.");
        }
    }

    private static void CheckTags(IReadOnlyDictionary<string, string> tags)
    {
        // Azure takes 50; one is ours.
        if (tags.Count > 49)
            throw AzureNames.Invalid(
                "InvalidTag", null, $"{tags.Count} tags are too many.", "49 tags can be given; Azure takes 50 and one is set here.");
        foreach (var (name, value) in tags)
        {
            if (name.Length is 0 or > 512 || name.AsSpan().ContainsAny(s_neverInTagNames) || value.Length > 256)
                throw AzureNames.Invalid("InvalidTag", name, $"'{name}' = '{value}' cannot be a tag.",
                    "A tag's name has 1 to 512 characters without < > % & \\ ? /, its value at most 256.");
        }
    }
}

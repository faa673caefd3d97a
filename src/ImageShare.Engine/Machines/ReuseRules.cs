using System.Text.Json;
using Azure.Core;
using ImageShare.Model;

namespace ImageShare.Engine.Machines;

/// <summary>What must be true of a resource that is there, for the VM to use it.</summary>
internal static class ReuseRules
{
    public static void CheckLocation(ExistingResource found, string location)
    {
        if (found.Location is { } there && !there.Equals(location, StringComparison.OrdinalIgnoreCase))
            throw Unusable(found, $"It is in {there}; the VM is to be in {location}, and all its parts must be in one region.");
    }

    public static void CheckSecurityGroup(ExistingResource found, string location) => CheckLocation(found, location);

    public static void CheckPublicIpAddress(ExistingResource found, string location, string? zone)
    {
        CheckLocation(found, location);
        if (!"Standard".Equals(found.Sku, StringComparison.OrdinalIgnoreCase))
            throw Unusable(found, $"Its SKU is {found.Sku ?? "Basic"}; Azure takes Standard only.");
        if (found.Text("ipConfiguration", "id") is { } user)
            throw Unusable(found, $"It is in use by {user}.");
        if (zone is not null && !found.Zones.Contains(zone))
            throw Unusable(found, $"It is in {(found.Zones.Count == 0 ? "no zone" : $"zone {string.Join(", ", found.Zones)}")}; "
                + $"the address of a VM in zone {zone} must be there too.");
    }

    /// <summary>The properties of a subnet, as its network shows them; null when it has none of that name.</summary>
    public static ExistingResource? FindSubnet(ExistingResource network, string name)
    {
        if (network.Find("subnets") is not { ValueKind: JsonValueKind.Array } subnets)
            return null;
        var found = subnets.EnumerateArray().FirstOrDefault(
            subnet => name.Equals(subnet.GetProperty("name").GetString(), StringComparison.OrdinalIgnoreCase));
        return found.ValueKind != JsonValueKind.Object ? null
            : new(network.Id.AppendChildResource("subnets", name), null)
            {
                Properties = found.TryGetProperty("properties", out var properties) ? properties : default,
            };
    }

    /// <summary>Refuses a subnet that is not there, or has another way out than was asked for.</summary>
    public static void RequireSubnet(SharedImageVMSpec spec, ExistingResource network, ResourceIdentifier id)
    {
        if (FindSubnet(network, id.Name) is not { } subnet)
        {
            var names = network.Find("subnets") is { ValueKind: JsonValueKind.Array } subnets
                ? string.Join(", ", subnets.EnumerateArray().Select(s => s.GetProperty("name").GetString())) : "none";
            throw AzureNames.Invalid(
                "SubnetNotFound", id, $"The virtual network '{network.Id.Name}' has no subnet '{id.Name}'.",
                $"It has: {names}.", "Choose one with -SubnetName, or give -SubnetAddressPrefix to make it.");
        }

        var gateway = subnet.Text("natGateway", "id");
        if (spec.NatGatewayId is { } wanted && !wanted.Equals(gateway, StringComparison.OrdinalIgnoreCase))
            throw Unusable(id, $"Its NAT gateway is {gateway ?? "none"}; -NatGatewayId is for a subnet that is made.");
    }

    public static void CheckNetworkInterface(ExistingResource found, string location)
    {
        CheckLocation(found, location);
        if (found.Text("virtualMachine", "id") is { } machine)
            throw Unusable(found, $"It is in use by {machine}.");
    }

    /// <summary>Those of the ports that no rule of an existing group opens by number.</summary>
    public static IReadOnlyList<int> Closed(ExistingResource group, IReadOnlyList<int> ports)
    {
        if (group.Find("securityRules") is not { } rules)
            return ports;
        var open = rules.EnumerateArray()
            .Select(rule => new ExistingResource(group.Id, null) { Properties = rule.GetProperty("properties") })
            .Where(rule => rule.Text("direction") is "Inbound" && rule.Text("access") is "Allow")
            .Select(rule => rule.Text("destinationPortRange"))
            .ToHashSet();
        return open.Contains("*") ? [] : [.. ports.Where(port => !open.Contains($"{port}"))];
    }

    private static ImageShareException Unusable(ExistingResource found, string reason) => Unusable(found.Id, reason);

    public static ImageShareException Unusable(ResourceIdentifier id, string reason) =>
        new("ResourceNotUsable", ErrorKind.ResourceExists, $"'{id.Name}' is there already and cannot be used for this VM.")
        {
            Target = id,
            Reason = reason,
            Fix = "Choose another name, or remove it.",
        };
}

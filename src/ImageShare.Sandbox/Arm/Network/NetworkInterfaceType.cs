using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Arm.Resources;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.Network;

/// <summary>A network interface; it has its private address at once.</summary>
internal sealed class NetworkInterfaceType : NetworkType
{
    public override string Name => NetworkReferences.Interface;

    public override LongRunning Writing => LongRunning.Network(null);

    public override string FirstState => "Succeeded";

    public override DelayRange Duration(Delays delays) => DelayRange.None;

    public override void Prepare(Draft draft)
    {
        var configurations = draft.Properties.Objects("ipConfigurations");
        if (configurations.Count == 0)
        {
            throw ArmErrors.Network(
                "NetworkInterfaceMustHaveIpConfiguration", $"Network Interface {draft.Id} must have one or more IP configurations.");
        }

        Join(draft, draft.Properties, "networkSecurityGroup", NetworkSecurityGroupType.TypeName);
        HashSet<string> taken = [];
        foreach (var (configuration, index) in configurations.Select((c, i) => (c, i)))
            taken.Add(Complete(draft, configuration, isFirst: index == 0, taken));

        draft.Properties.Default("dnsSettings", new JsonObject
        {
            ["dnsServers"] = new JsonArray(),
            ["appliedDnsServers"] = new JsonArray(),
            ["internalDomainNameSuffix"] = $"{Guid.NewGuid():N}.bx.internal.cloudapp.net",
        });
        draft.Properties.Default("enableAcceleratedNetworking", false).Default("vnetEncryptionSupported", false)
            .Default("enableIPForwarding", false).Default("hostedWorkloads", new JsonArray())
            .Default("tapConfigurations", new JsonArray()).Default("nicType", "Standard").Default("auxiliaryMode", "None");
        draft.Body["kind"] = "Regular";
        SetGuid(draft);
    }

    public override JsonObject Show(ArmCall call, Resource resource)
    {
        var shown = base.Show(call, resource);
        foreach (var configuration in shown["properties"].Objects("ipConfigurations"))
            configuration["etag"] = shown.Text("etag");

        if (NetworkReferences.MachineOf(call.World, resource.Id) is { } machine)
            Attach(shown.Child("properties"), resource, machine);

        return shown;
    }

    // What it has of the machine that holds it.
    private static void Attach(JsonObject properties, Resource card, Resource machine)
    {
        var cards = machine.Properties.Objects("networkProfile.networkInterfaces");
        var number = SHA256.HashData(Encoding.UTF8.GetBytes(card.Id));
        properties["virtualMachine"] = new JsonObject { ["id"] = machine.Id };
        properties["primary"] = cards is [_]
            || cards.Any(c => NetworkReferences.Same(c.Text("id"), card.Id) && c.Flag("properties.primary") == true);
        properties["macAddress"] = $"00-0D-3A-{number[0]:X2}-{number[1]:X2}-{number[2]:X2}";
        properties["allowPort25Out"] = true;
    }

    public override void RequireUnused(World world, Resource resource)
    {
        if (NetworkReferences.MachineOf(world, resource.Id) is { } machine)
        {
            throw ArmErrors.Network(
                "NicInUse",
                $"Network Interface {resource.Id} is used by existing resource {machine.Id}. In order to delete the network interface, it "
                + "must be dissociated from the resource. "
                + "To learn more, see aka.ms/deletenic.");
        }
    }

    private static string Complete(Draft draft, JsonObject configuration, bool isFirst, HashSet<string> taken)
    {
        var id = $"{draft.Id}/ipConfigurations/{configuration.Text("name")}";
        var properties = configuration.Child("properties");
        var subnet = Join(draft, properties, "subnet", SubnetType.TypeName)
            ?? throw ArmErrors.Network("NicIpConfigurationMustHaveSubnet", $"IP configuration {id} must reference a subnet.");
        var address = Join(draft, properties, "publicIPAddress", PublicIPAddressType.TypeName);
        if (address is not null && NetworkReferences.IPConfigurations(draft.World, "publicIPAddress", address.Id)
            .FirstOrDefault(c => !NetworkReferences.Same(c.Text("id"), id)) is { } user)
        {
            throw ArmErrors.Network(
                "PublicIPAddressInUse", $"Resource {id} is referencing public IP address {address.Id} that is already allocated to "
                + $"resource {user.Text("id")}.");
        }

        configuration["id"] = id;
        configuration["type"] = "Microsoft.Network/networkInterfaces/ipConfigurations";
        properties["provisioningState"] = "Succeeded";
        properties.Default("privateIPAllocationMethod", "Dynamic").Default("primary", isFirst).Default("privateIPAddressVersion", "IPv4");
        var old = draft.Existing?.Properties.Objects("ipConfigurations").FirstOrDefault(c => NetworkReferences.Same(c.Text("id"), id));
        var assigned = Assign(draft.World, subnet, id, properties, old?.Text("properties.privateIPAddress"), taken);
        properties["privateIPAddress"] = assigned;
        return assigned;
    }

    private static string Assign(World world, Resource subnet, string id, JsonObject properties, string? old, HashSet<string> taken)
    {
        var range = SubnetType.Range(subnet.Properties, subnet.Id);
        var used = NetworkReferences.IPConfigurations(world, "subnet", subnet.Id)
            .Where(c => !NetworkReferences.Same(c.Text("id"), id)).Select(c => c.Text("properties.privateIPAddress")!)
            .Concat(taken).ToHashSet();
        var asked = properties.Text("privateIPAllocationMethod") == "Static" ? properties.Text("privateIPAddress") : old;
        if (asked is null)
        {
            return range.Usable().Select(a => a.ToString()).FirstOrDefault(a => !used.Contains(a)) ?? throw ArmErrors.Network(
                "SubnetIsFull", $"Subnet {subnet.Name} with address prefix {range.Text} does not have enough capacity for 1 IP addresses.");
        }

        if (!IPAddress.TryParse(asked, out var address) || !range.Contains(address))
        {
            throw ArmErrors.Network(
                "PrivateIPAddressNotInSubnet", $"Private static IP address {asked} does not belong to the range of subnet prefix "
                + $"{range.Text}.");
        }

        return used.Contains(asked)
            ? throw ArmErrors.Network(
                "PrivateIPAddressInUse", $"IP configuration {id} is using the private IP address {asked} which is already allocated to "
                + "another resource.")
            : asked;
    }
}

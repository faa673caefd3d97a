using Azure.Core;
using ImageShare.Model;

namespace ImageShare.Engine.Machines;

/// <summary>Ids of everything that belongs to one VM, whether it is there already or not.</summary>
internal sealed class MachineNames
{
    private readonly string _group;

    public MachineNames(SharedImageVMSpec spec, string subscriptionId)
    {
        _group = $"/subscriptions/{subscriptionId}/resourceGroups/{spec.ResourceGroupName}";
        ResourceGroup = new(_group);
        VirtualMachine = Id("Microsoft.Compute/virtualMachines", spec.Name);
        NetworkInterface = Id("Microsoft.Network/networkInterfaces", $"{spec.Name}-nic");
        var shared = spec.SharedName ?? spec.Name;
        SecurityGroup = Id("Microsoft.Network/networkSecurityGroups", spec.SecurityGroupName ?? $"{shared}-nsg");
        PublicIpAddress = Id("Microsoft.Network/publicIPAddresses", spec.PublicIpAddressName ?? $"{spec.Name}-ip");
        Subnet = spec.SubnetId is null
            ? Id("Microsoft.Network/virtualNetworks", spec.VirtualNetworkName ?? $"{shared}-vnet")
                .AppendChildResource("subnets", spec.SubnetName ?? "default")
            : new(spec.SubnetId);
    }

    public ResourceIdentifier ResourceGroup { get; }

    public ResourceIdentifier VirtualMachine { get; }

    public ResourceIdentifier NetworkInterface { get; }

    public ResourceIdentifier SecurityGroup { get; }

    public ResourceIdentifier PublicIpAddress { get; }

    public ResourceIdentifier Subnet { get; }

    public ResourceIdentifier VirtualNetwork => Subnet.Parent!;

    private ResourceIdentifier Id(string type, string name) => new($"{_group}/providers/{type}/{name}");
}

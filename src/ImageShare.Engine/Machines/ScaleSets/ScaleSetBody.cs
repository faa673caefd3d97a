using Azure.Core;
using Azure.ResourceManager.Compute;
using Azure.ResourceManager.Compute.Models;
using ImageShare.Model;

namespace ImageShare.Engine.Machines.ScaleSets;

/// <summary>The request for a scale set: machines as that of a VM of the same image, many times.</summary>
internal static class ScaleSetBody
{
    // What Azure lets stand before an instance's number: six characters on Windows of 15, as many on Linux of 64.
    private const int NumberLength = 6;

    public static VirtualMachineScaleSetData Of(
        SharedImageVMScaleSetSpec spec, VirtualMachineData machine, ResourceIdentifier subnet, ResourceIdentifier securityGroup)
    {
        var flexible = ScaleSetRules.IsFlexible(spec);
        var set = new VirtualMachineScaleSetData(machine.Location)
        {
            Sku = new() { Name = machine.HardwareProfile.VmSize.ToString(), Tier = "Standard", Capacity = spec.InstanceCount },
            Plan = machine.Plan,
            Identity = machine.Identity,
            OrchestrationMode = flexible ? OrchestrationMode.Flexible : OrchestrationMode.Uniform,
            // More than a hundred machines.
            SinglePlacementGroup = false,
            PlatformFaultDomainCount = flexible ? 1 : null,
            UpgradePolicy = flexible ? null : new() { Mode = Mode(spec) },
            VirtualMachineProfile = new()
            {
                OSProfile = OSProfile(machine.OSProfile),
                StorageProfile = StorageProfile(machine.StorageProfile),
                SecurityProfile = machine.SecurityProfile,
                BootDiagnostics = machine.BootDiagnostics,
                LicenseType = machine.LicenseType,
                NetworkProfile = NetworkProfile(spec.Machine.Name, subnet, securityGroup, flexible),
            },
        };
        foreach (var zone in spec.Zones)
            set.Zones.Add(zone);
        return set;
    }

    private static VirtualMachineScaleSetUpgradeMode Mode(SharedImageVMScaleSetSpec spec) =>
        spec.UpgradePolicy.Equals("Automatic", StringComparison.OrdinalIgnoreCase)
            ? VirtualMachineScaleSetUpgradeMode.Automatic
            : VirtualMachineScaleSetUpgradeMode.Manual;

    private static VirtualMachineScaleSetOSProfile? OSProfile(VirtualMachineOSProfile? machine)
    {
        if (machine is null)
            return null;
        var longest = (machine.WindowsConfiguration is null ? 64 : 15) - NumberLength;
        return new()
        {
            ComputerNamePrefix = machine.ComputerName[..Math.Min(longest, machine.ComputerName.Length)],
            AdminUsername = machine.AdminUsername,
            AdminPassword = machine.AdminPassword,
            CustomData = machine.CustomData,
            LinuxConfiguration = machine.LinuxConfiguration,
            WindowsConfiguration = machine.WindowsConfiguration,
        };
    }

    private static VirtualMachineScaleSetStorageProfile StorageProfile(VirtualMachineStorageProfile machine)
    {
        var storage = new VirtualMachineScaleSetStorageProfile
        {
            ImageReference = machine.ImageReference,
            OSDisk = new(machine.OSDisk.CreateOption)
            {
                DiskSizeGB = machine.OSDisk.DiskSizeGB,
                ManagedDisk = ManagedDisk(machine.OSDisk.ManagedDisk),
            },
            DiskControllerType = machine.DiskControllerType?.ToString(),
        };
        foreach (var disk in machine.DataDisks)
        {
            storage.DataDisks.Add(new(disk.Lun, disk.CreateOption)
            {
                DiskSizeGB = disk.DiskSizeGB,
                ManagedDisk = ManagedDisk(disk.ManagedDisk),
            });
        }

        return storage;
    }

    private static VirtualMachineScaleSetManagedDisk? ManagedDisk(VirtualMachineManagedDisk? disk) =>
        disk is null ? null : new() { StorageAccountType = disk.StorageAccountType, SecurityProfile = disk.SecurityProfile };

    private static VirtualMachineScaleSetNetworkProfile NetworkProfile(
        string name, ResourceIdentifier subnet, ResourceIdentifier securityGroup, bool flexible) => new()
    {
        // A Flexible set makes real network interfaces, in a version of Microsoft.Network that it must be told.
        NetworkApiVersion = flexible ? NetworkApiVersion.TwoThousandTwenty1101 : default(NetworkApiVersion?),
        NetworkInterfaceConfigurations =
        {
            new VirtualMachineScaleSetNetworkConfiguration($"{name}-nic")
            {
                Primary = true,
                NetworkSecurityGroupId = securityGroup,
                DeleteOption = flexible ? ComputeDeleteOption.Delete : default(ComputeDeleteOption?),
                IPConfigurations = { new("ipconfig1") { Primary = true, SubnetId = subnet } },
            },
        },
    };
}

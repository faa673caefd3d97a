using System.Net;
using Azure.Core;
using Azure.ResourceManager.Compute;
using Azure.ResourceManager.Compute.Models;
using ImageShare.Model;
using AzureImageReference = Azure.ResourceManager.Compute.Models.ImageReference;

namespace ImageShare.Engine.Machines;

/// <summary>The request for a VM: what the image demands, and what was asked for.</summary>
internal static class MachineBody
{
    public static VirtualMachineData Of(
        SharedImageVMSpec spec, ImageReference reference, GalleryImage image, string location, ResourceIdentifier networkInterface,
        string? publicKey)
    {
        var security = MachineSecurity.Of(image);
        var machine = new VirtualMachineData(new AzureLocation(location))
        {
            HardwareProfile = new() { VmSize = new(spec.Size ?? DefaultSize.For(image)) },
            StorageProfile = new()
            {
                ImageReference = Reference(reference),
                OSDisk = OSDisk(security),
                DiskControllerType = DefaultSize.RequiresNvme(image) ? DiskControllerType.NVMe : default(DiskControllerType?),
            },
            NetworkProfile = new()
            {
                NetworkInterfaces =
                {
                    new() { Id = networkInterface, Primary = true, DeleteOption = ComputeDeleteOption.Delete },
                },
            },
            OSProfile = AdministratorRules.IsSpecialized(image) ? null : OSProfile(spec, image, publicKey),
            // Managed: no storage account of anybody's.
            BootDiagnostics = new() { Enabled = true },
            Plan = image.Plan is { } plan ? new() { Publisher = plan.Publisher, Product = plan.Product, Name = plan.Name } : null,
        };
        if (security is not null)
        {
            machine.SecurityProfile = new()
            {
                SecurityType = new SecurityType(security),
                UefiSettings = new() { IsSecureBootEnabled = true, IsVirtualTpmEnabled = true },
            };
        }

        if (spec.Zone is { } zone)
            machine.Zones.Add(zone);
        return machine;
    }

    private static AzureImageReference Reference(ImageReference reference) => reference switch
    {
        GalleryImageReference gallery => new() { Id = new ResourceIdentifier(gallery.Id) },
        SharedGalleryImageReference shared => new() { SharedGalleryImageUniqueId = shared.UniqueId },
        CommunityGalleryImageReference community => new() { CommunityGalleryImageId = community.PublicId },
        _ => throw new ArgumentOutOfRangeException(nameof(reference), reference.GetType().Name, null),
    };

    private static VirtualMachineOSDisk OSDisk(string? security) => new(DiskCreateOptionType.FromImage)
    {
        DeleteOption = DiskDeleteOptionType.Delete,
        ManagedDisk = security == MachineSecurity.ConfidentialVM
            ? new() { SecurityProfile = new() { SecurityEncryptionType = SecurityEncryptionType.VmGuestStateOnly } }
            : null,
    };

    private static VirtualMachineOSProfile OSProfile(SharedImageVMSpec spec, GalleryImage image, string? publicKey)
    {
        var windows = AdministratorRules.IsWindows(image);
        var user = spec.AdminUserName ?? AdministratorRules.DefaultUserName;
        var profile = new VirtualMachineOSProfile
        {
            ComputerName = ComputerName.From(spec.Name, windows),
            AdminUsername = user,
            AdminPassword = spec.AdminPassword is { } password ? new NetworkCredential("", password).Password : null,
        };
        if (windows)
        {
            profile.WindowsConfiguration = new() { ProvisionVmAgent = true, IsAutomaticUpdatesEnabled = true };
            return profile;
        }

        profile.LinuxConfiguration = new() { IsPasswordAuthenticationDisabled = spec.AdminPassword is null, ProvisionVmAgent = true };
        if (publicKey is not null)
            profile.LinuxConfiguration.SshPublicKeys.Add(new() { Path = $"/home/{user}/.ssh/authorized_keys", KeyData = publicKey });
        return profile;
    }
}

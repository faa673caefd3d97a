using System.Net;
using System.Text;
using Azure.Core;
using Azure.ResourceManager.Compute;
using Azure.ResourceManager.Compute.Models;
using Azure.ResourceManager.Models;
using ImageShare.Model;
using AzureImageReference = Azure.ResourceManager.Compute.Models.ImageReference;

namespace ImageShare.Engine.Machines;

/// <summary>The request for a VM: what the image demands, and what was asked for.</summary>
internal static class MachineBody
{
    public static VirtualMachineData Of(
        SharedImageVMSpec spec, ImageReference reference, GalleryImage image, MachineShape shape, string location,
        ResourceIdentifier networkInterface, string? publicKey)
    {
        var machine = new VirtualMachineData(new AzureLocation(location))
        {
            HardwareProfile = new() { VmSize = new(shape.Size) },
            StorageProfile = new()
            {
                ImageReference = Reference(reference),
                OSDisk = MachineDisks.OfSystem(spec, shape),
                DiskControllerType = shape.UsesNvme ? DiskControllerType.NVMe : default(DiskControllerType?),
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
            Identity = Identity(spec),
            LicenseType = spec.LicenseType,
        };
        foreach (var disk in MachineDisks.OfData(spec, image))
            machine.StorageProfile.DataDisks.Add(disk);
        if (shape.SecurityType is not null)
        {
            machine.SecurityProfile = new()
            {
                SecurityType = new SecurityType(shape.SecurityType),
                UefiSettings = new() { IsSecureBootEnabled = true, IsVirtualTpmEnabled = true },
            };
        }

        if (spec.Spot)
        {
            machine.Priority = VirtualMachinePriorityType.Spot;
            machine.EvictionPolicy = VirtualMachineEvictionPolicyType.Deallocate;
            // Never evicted for its price, which is at most that of a usual VM.
            machine.BillingMaxPrice = -1;
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
        MarketplaceImageReference { Image: var image } =>
            new() { Publisher = image.Publisher, Offer = image.Offer, Sku = image.Sku, Version = image.Version },
        _ => throw new ArgumentOutOfRangeException(nameof(reference), reference.GetType().Name, null),
    };

    private static ManagedServiceIdentity? Identity(SharedImageVMSpec spec)
    {
        var assigned = spec.UserAssignedIdentities.Count > 0;
        if (!assigned && !spec.SystemAssignedIdentity)
            return null;
        var identity = new ManagedServiceIdentity(
            !assigned ? ManagedServiceIdentityType.SystemAssigned
            : spec.SystemAssignedIdentity ? ManagedServiceIdentityType.SystemAssignedUserAssigned
            : ManagedServiceIdentityType.UserAssigned);
        foreach (var id in spec.UserAssignedIdentities)
            identity.UserAssignedIdentities[new(id)] = new();
        return identity;
    }

    private static VirtualMachineOSProfile OSProfile(SharedImageVMSpec spec, GalleryImage image, string? publicKey)
    {
        var windows = AdministratorRules.IsWindows(image);
        var user = spec.AdminUserName ?? AdministratorRules.DefaultUserName;
        var profile = new VirtualMachineOSProfile
        {
            ComputerName = ComputerName.From(spec.Name, windows),
            AdminUsername = user,
            AdminPassword = spec.AdminPassword is { } password ? new NetworkCredential("", password).Password : null,
            CustomData = spec.CustomData is { } data ? Convert.ToBase64String(Encoding.UTF8.GetBytes(data)) : null,
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

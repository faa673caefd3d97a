using Azure.ResourceManager.Compute.Models;
using ImageShare.Model;

namespace ImageShare.Engine.Machines;

/// <summary>The disks of a VM: the system's, those of the image, and empty ones.</summary>
internal static class MachineDisks
{
    public static VirtualMachineOSDisk OfSystem(SharedImageVMSpec spec, MachineShape shape)
    {
        var disk = new VirtualMachineOSDisk(DiskCreateOptionType.FromImage)
        {
            DeleteOption = DiskDeleteOptionType.Delete,
            DiskSizeGB = spec.OSDiskSizeInGb,
        };
        if (shape.SecurityType == MachineSecurity.ConfidentialVM)
            disk.ManagedDisk = new() { SecurityProfile = new() { SecurityEncryptionType = SecurityEncryptionType.VmGuestStateOnly } };
        if (Storage(spec) is { } storage)
            (disk.ManagedDisk ??= new()).StorageAccountType = storage;
        return disk;
    }

    /// <summary>Empty disks. Who adds one must name those of the image too: Azure takes no list that leaves some out.</summary>
    public static IEnumerable<VirtualMachineDataDisk> OfData(SharedImageVMSpec spec, GalleryImage image)
    {
        if (spec.DataDiskSizesInGb.Count == 0)
            return [];
        var free = Enumerable.Range(0, int.MaxValue).Except(image.DataDiskLuns);
        return
        [
            .. image.DataDiskLuns.Select(lun => new VirtualMachineDataDisk(lun, DiskCreateOptionType.FromImage)),
            // What is on them outlives the VM.
            .. free.Zip(spec.DataDiskSizesInGb, (lun, size) => new VirtualMachineDataDisk(lun, DiskCreateOptionType.Empty)
            {
                DiskSizeGB = size,
                DeleteOption = DiskDeleteOptionType.Detach,
                ManagedDisk = Storage(spec) is { } storage ? new() { StorageAccountType = storage } : null,
            }),
        ];
    }

    private static StorageAccountType? Storage(SharedImageVMSpec spec) =>
        spec.StorageAccountType is { } type ? new StorageAccountType(type) : default(StorageAccountType?);
}

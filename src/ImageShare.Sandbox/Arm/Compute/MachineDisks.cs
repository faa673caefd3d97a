using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Galleries;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Arm.Resources;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.Compute;

/// <summary>The disks in a machine's body, and the disk resources that come and go with the machine.</summary>
internal static class MachineDisks
{
    public static void Prepare(Draft draft, MachineImage image)
    {
        var storage = draft.Properties.Child("storageProfile");
        var os = storage.Child("osDisk");
        if (os.Text("createOption") is { } option && !option.Equals("FromImage", StringComparison.OrdinalIgnoreCase))
        {
            throw ArmErrors.InvalidParameter(
                $"The value '{option}' of parameter 'osDisk.createOption' does not go with an image reference.", "osDisk.createOption");
        }

        os["createOption"] = "FromImage";
        os["osType"] = image.OSType;
        os.Default("name", $"{draft.Name}_OsDisk_1_{Guid.NewGuid():N}").Default("caching", "ReadWrite").Default("deleteOption", "Detach")
            .Default("diskSizeGB", image.DiskSize);
        os.Child("managedDisk").Default("storageAccountType", "Standard_LRS");
        if (os.Number("diskSizeGB") < image.DiskSize)
        {
            throw ArmErrors.BadRequest(
                "ResizeDiskError",
                $"Disk size {os.Number("diskSizeGB")} GB is smaller than the size of the corresponding disk in the VM image: "
                + $"{image.DiskSize} GB. This is not allowed. Please choose equal or greater size or do not specify an explicit size.",
                "osDisk.diskSizeGB");
        }

        CheckStorage(os);
        PrepareDataDisks(draft, storage, image);
    }

    private static void PrepareDataDisks(Draft draft, JsonObject storage, MachineImage image)
    {
        if (storage.Objects("dataDisks").Count == 0 && draft.Existing is null)
        {
            storage["dataDisks"] = new JsonArray(
                [.. image.DataDisks.Select(d => new JsonObject(Nodes.AnyCase) { ["lun"] = d.Lun, ["createOption"] = "FromImage" })]);
        }

        storage.Default("dataDisks", new JsonArray());
        var disks = storage.Objects("dataDisks");
        if (disks.GroupBy(d => d.Number("lun")).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw ArmErrors.InvalidParameter($"The specified LUN {twice.Key} is used by more than one data disk.", "dataDisk.lun");

        if (draft.Existing is null && image.DataDisks.Any(d => !disks.Any(asked => asked.Number("lun") == d.Lun)))
        {
            throw ArmErrors.InvalidParameter(
                "StorageProfile.dataDisks.lun does not have required value(s) for image specified in storage profile.", "dataDisks.lun");
        }

        foreach (var disk in disks)
            PrepareData(draft, disk, image);
    }

    private static void CheckStorage(JsonObject disk)
    {
        if (disk.Text("managedDisk.storageAccountType") is { } type)
        {
            disk.Child("managedDisk")["storageAccountType"] = EntityNames.OneOf(
                "storageAccountType", type, "Standard_LRS", "StandardSSD_LRS", "StandardSSD_ZRS", "Premium_LRS", "Premium_ZRS");
        }
    }

    /// <summary>Makes the disk resources and writes their ids into the machine.</summary>
    public static void Create(World world, Resource machine)
    {
        var provider = machine.Id[..machine.Id.LastIndexOf("/virtualMachines/", StringComparison.OrdinalIgnoreCase)];
        foreach (var disk in Disks(machine).Where(d => d.Text("managedDisk.id") is null))
        {
            var id = $"{provider}/disks/{disk.Text("name")}";
            world.Resources.Put(DiskType.New(world, id, machine, disk));
            disk.Child("managedDisk")["id"] = id;
        }
    }

    public static void Release(World world, Resource machine)
    {
        foreach (var disk in Disks(machine))
        {
            if (world.Resources.Find(disk.Text("managedDisk.id")) is not { } resource)
                continue;

            if (disk.Text("deleteOption") == "Delete")
                world.Resources.Remove(resource.Id);
            else
                DiskType.Detach(resource);
        }
    }

    private static void PrepareData(Draft draft, JsonObject disk, MachineImage image)
    {
        if (disk.Number("lun") is not { } lun)
            throw EntityNames.Missing("dataDisk.lun");

        var option = disk.Text("createOption") ?? throw EntityNames.Missing("dataDisk.createOption");
        if (EntityNames.OneOf("dataDisk.createOption", option, "Empty", "FromImage") == "FromImage")
            disk.Default("diskSizeGB", image.DataDisks.FirstOrDefault(d => d.Lun == lun).Size);
        if (disk.Number("diskSizeGB") is null)
            throw EntityNames.Missing("dataDisk.diskSizeGB");

        CheckStorage(disk);
        KeepSame(draft, disk, lun);
        disk.Default("name", $"{draft.Name}_DataDisk_{lun}_{Guid.NewGuid():N}").Default("caching", "None").Default("deleteOption", "Detach")
            .Default("toBeDetached", false);
        disk.Child("managedDisk").Default("storageAccountType", "Standard_LRS");
    }

    // A disk is known by its number: a template that is deployed again, without names, makes none a second time.
    private static void KeepSame(Draft draft, JsonObject disk, int lun)
    {
        if (disk.Text("name") is not null || draft.Existing?.Properties.Objects("storageProfile.dataDisks")
            .FirstOrDefault(d => d.Number("lun") == lun) is not { } there)
        {
            return;
        }

        disk["name"] = there.Text("name");
        if (there.Text("managedDisk.id") is { } id)
            disk.Child("managedDisk")["id"] = id;
    }

    private static IEnumerable<JsonObject> Disks(Resource machine) =>
        machine.Properties.Objects("storageProfile.dataDisks").Prepend(machine.Properties.Object("storageProfile.osDisk")!);
}

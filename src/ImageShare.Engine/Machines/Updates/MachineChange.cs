using Azure.Core;
using Azure.ResourceManager.Compute;
using Azure.ResourceManager.Compute.Models;
using Azure.ResourceManager.Models;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Machines.Updates;

/// <summary>What must change for a VM to be as asked.</summary>
/// <param name="Patch">The request: what changes, and nothing else.</param>
/// <param name="Words">What changes, in words; empty when nothing does.</param>
internal sealed record MachineChange(VirtualMachinePatch Patch, IReadOnlyList<string> Words)
{
    public static MachineChange Of(VirtualMachineData machine, SharedImageVMUpdate update)
    {
        var patch = new VirtualMachinePatch();
        List<string> words = [];
        // Its model already says what an earlier change asked for and Azure failed to do: asked again, not taken for done.
        var failed = machine.ProvisioningState == "Failed";
        if (update.Size is { } size
            && (failed || !size.Equals(machine.HardwareProfile?.VmSize?.ToString(), StringComparison.OrdinalIgnoreCase)))
        {
            patch.HardwareProfile = new() { VmSize = new(size) };
            words.Add($"size {size} (it restarts)");
        }

        if (update.Tags is { } tags && WithMark(tags, machine) is var wanted && !Same(wanted, machine.Tags))
        {
            foreach (var (name, value) in wanted)
                patch.Tags[name] = value;
            words.Add("tags");
        }

        var sizes = LackingDisks(machine, update);
        if (sizes.Count > 0 || (failed && update.DataDiskSizesInGb.Count > 0))
        {
            patch.StorageProfile = new();
            // The list is replaced as a whole: whoever leaves a disk out detaches it.
            foreach (var disk in machine.StorageProfile.DataDisks.Concat(NewDisks(machine, update, sizes)))
                patch.StorageProfile.DataDisks.Add(disk);
            words.Add($"data disks of {string.Join(", ", sizes.Count > 0 ? sizes : update.DataDiskSizesInGb)} GiB");
        }

        if (IdentityOf(machine, update) is { } identity)
        {
            patch.Identity = identity;
            words.Add("identity");
        }

        return new(patch, words);
    }

    // The mark of the run that made it stays, so that it can be told from what others made.
    private static Dictionary<string, string> WithMark(IReadOnlyDictionary<string, string> tags, VirtualMachineData machine)
    {
        var wanted = new Dictionary<string, string>(tags);
        if (machine.Tags.TryGetValue(MachineRun.RunTag, out var mark))
            wanted[MachineRun.RunTag] = mark;
        return wanted;
    }

    private static bool Same(Dictionary<string, string> wanted, IDictionary<string, string> there) =>
        wanted.Count == there.Count && wanted.All(tag => there.TryGetValue(tag.Key, out var value) && value == tag.Value);

    private static List<int> LackingDisks(VirtualMachineData machine, SharedImageVMUpdate update)
    {
        List<int> lacking = [.. update.DataDiskSizesInGb];
        foreach (var disk in machine.StorageProfile.DataDisks)
            lacking.Remove(disk.DiskSizeGB ?? 0);
        return lacking;
    }

    private static IEnumerable<VirtualMachineDataDisk> NewDisks(VirtualMachineData machine, SharedImageVMUpdate update, List<int> sizes)
    {
        var free = Enumerable.Range(0, int.MaxValue).Except(machine.StorageProfile.DataDisks.Select(disk => disk.Lun));
        return free.Zip(sizes, (lun, size) => new VirtualMachineDataDisk(lun, DiskCreateOptionType.Empty)
        {
            DiskSizeGB = size,
            DeleteOption = DiskDeleteOptionType.Detach,
            ManagedDisk = update.StorageAccountType is { } type ? new() { StorageAccountType = new StorageAccountType(type) } : null,
        });
    }

    // Null when it has all of them.
    private static ManagedServiceIdentity? IdentityOf(VirtualMachineData machine, SharedImageVMUpdate update)
    {
        var kind = machine.Identity?.ManagedServiceIdentityType.ToString() ?? "";
        var own = kind.Contains("SystemAssigned", StringComparison.OrdinalIgnoreCase);
        var has = machine.Identity?.UserAssignedIdentities.Keys ?? [];
        ResourceIdentifier[] lacking =
        [
            .. update.UserAssignedIdentities
                .Select(id => InputRules.ResourceId(id, "UserAssignedIdentity", "Microsoft.ManagedIdentity/userAssignedIdentities"))
                .Where(id => !has.Contains(id)),
        ];
        if (lacking.Length == 0 && (own || !update.SystemAssignedIdentity))
            return null;

        var assigned = lacking.Length + has.Count > 0;
        var identity = new ManagedServiceIdentity(
            !assigned ? ManagedServiceIdentityType.SystemAssigned
            : own || update.SystemAssignedIdentity ? ManagedServiceIdentityType.SystemAssignedUserAssigned
            : ManagedServiceIdentityType.UserAssigned);
        foreach (var id in has.Concat(lacking))
            identity.UserAssignedIdentities[id] = new();
        return identity;
    }
}

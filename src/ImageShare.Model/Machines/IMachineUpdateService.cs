namespace ImageShare.Model;

/// <summary>Changes VMs that were built from shared images.</summary>
public interface IMachineUpdateService
{
    /// <summary>
    /// Changes the VM, when it is not yet as asked; asks <see cref="ICaller.ShouldProcessAsync"/> first. Azure checks again that the caller
    /// may read the VM's image.
    /// </summary>
    Task<SharedImageVM> UpdateAsync(SharedImageVMUpdate update, ICaller caller, CancellationToken cancellationToken);
}

/// <summary>What a VM shall be like.</summary>
/// <param name="Name">Name of the VM.</param>
/// <param name="ResourceGroupName">Its resource group.</param>
public sealed record SharedImageVMUpdate(string Name, string ResourceGroupName)
{
    /// <summary>The hand-over whose app changes the VM; null for the sign-in that fits.</summary>
    public Handover? Handover { get; init; }

    /// <summary>The consumer's tenant (GUID); null for the one that the hand-over or the sign-in names.</summary>
    public string? TenantId { get; init; }

    /// <summary>Subscription (GUID); null for the context's.</summary>
    public string? SubscriptionId { get; init; }

    /// <summary>New size; null for no change. The VM restarts.</summary>
    public string? Size { get; init; }

    /// <summary>All tags it shall have; null for no change.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>Sizes, in GiB, of the data disks it shall have; those it lacks are added, empty.</summary>
    public IReadOnlyList<int> DataDiskSizesInGb { get; init; } = [];

    /// <summary>Storage of the disks that are added: Premium_LRS, ...; null for Azure's choice.</summary>
    public string? StorageAccountType { get; init; }

    /// <summary>Gives the VM an identity of its own, when it has none.</summary>
    public bool SystemAssignedIdentity { get; init; }

    /// <summary>ARM ids of user-assigned identities that it shall have too.</summary>
    public IReadOnlyList<string> UserAssignedIdentities { get; init; } = [];

    /// <summary>Returns when Azure has accepted the change.</summary>
    public bool NoWait { get; init; }
}

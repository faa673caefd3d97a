using System.Collections;
using System.Management.Automation;
using ImageShare.Bridge;
using ImageShare.Completion;
using ImageShare.Loading;
using ImageShare.Model;
using ImageShare.Parameters;

namespace ImageShare.Commands;

/// <summary>Changes size, tags, data disks and identity of a VM that was built from an image of another tenant.</summary>
[Cmdlet(VerbsData.Update, "SharedImageVM", SupportsShouldProcess = true, DefaultParameterSetName = NameSet)]
[OutputType(typeof(SharedImageVM))]
public sealed class UpdateSharedImageVMCommand : ParallelCommand
{
    private const string NameSet = "Name";
    private const string VMSet = "VM";

    /// <summary>Name of the VM; several names change several VMs.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = NameSet, ValueFromPipelineByPropertyName = true)]
    [Alias("VMName")]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    /// <summary>Resource group of the VM.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = NameSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ResourceGroupCompleter))]
    public string ResourceGroupName { get; set; } = "";

    /// <summary>The VM as New-SharedImageVM gave it.</summary>
    // Also in the set of its name, which a piped VM has as a property: so it is seen whichever set PowerShell chooses.
    [Parameter(Mandatory = true, ParameterSetName = VMSet, ValueFromPipeline = true)]
    [Parameter(DontShow = true, ParameterSetName = NameSet, ValueFromPipeline = true)]
    [Alias("InputObject")]
    [AsItIs(typeof(SharedImageVM))]
    public SharedImageVM? VM { get; set; }

    /// <summary>The hand-over whose app changes the VM, as Import-ImageShare gave it; without it, the sign-in that fits.</summary>
    [Parameter]
    [AsItIs(typeof(Handover))]
    public Handover? Handover { get; set; }

    /// <summary>New size. The VM restarts.</summary>
    [Parameter]
    [Alias("VMSize")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SizeCompleter))]
    public string? Size { get; set; }

    /// <summary>All tags that the VM shall have.</summary>
    [Parameter]
    public Hashtable? Tag { get; set; }

    /// <summary>Sizes (GiB) of the data disks that the VM shall have; those it lacks are added, empty.</summary>
    [Parameter]
    [ValidateRange(1, 65536)]
    public int[] DataDiskSizeInGb { get; set; } = [];

    /// <summary>Storage of the disks that are added; without it Azure's default.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? StorageAccountType { get; set; }

    /// <summary>Gives the VM an identity of its own.</summary>
    [Parameter]
    public SwitchParameter SystemAssignedIdentity { get; set; }

    /// <summary>ARM ids of user-assigned identities that the VM shall have too.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] UserAssignedIdentity { get; set; } = [];

    /// <summary>The consumer's tenant (GUID); without it that of the hand-over or of the sign-in.</summary>
    [Parameter]
    [Alias("Tenant")]
    [ValidateGuid]
    public string? TenantId { get; set; }

    /// <summary>Subscription (GUID) of the VM; without it that of the piped VM or of the sign-in.</summary>
    [Parameter]
    [Alias("Subscription")]
    [ValidateGuid]
    [ArgumentCompleter(typeof(SubscriptionCompleter))]
    public string? SubscriptionId { get; set; }

    /// <summary>Returns when Azure has accepted the change.</summary>
    [Parameter]
    public SwitchParameter NoWait { get; set; }

    /// <summary>Works in the background; each VM is a job.</summary>
    [Parameter]
    public SwitchParameter AsJob { get; set; }

    /// <summary>Under -WhatIf, writes the VM as it would be.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    // As with Az, -NoWait wins: there is nothing to wait for in a job.
    private protected override bool RunsAsJob => AsJob && !NoWait;

    private protected override IEnumerable<Work> Process()
    {
        // The app of a hand-over signs in by itself when it brought, or was given, its credential.
        if (Handover?.Proof is null)
            RequireSignIn();
        return VM is { } vm ? [Change(Wish(vm.Name, vm.ResourceGroupName, vm.Id.Split('/') is [_, _, var id, ..] ? id : null))]
            : Name.Select(name => Change(Wish(name, ResourceGroupName, null)));
    }

    private Work Change(SharedImageVMUpdate update)
    {
        var planned = PassThru.IsPresent;
        return new Work($"{update.Name} in {update.ResourceGroupName}", async (pipeline, cancellationToken) =>
            await pipeline.WriteChangeAsync(
                await EngineLoader.Engine.MachineUpdates.UpdateAsync(update, pipeline, cancellationToken), planned));
    }

    private SharedImageVMUpdate Wish(string name, string resourceGroupName, string? subscriptionId) => new(name, resourceGroupName)
    {
        Handover = Handover,
        TenantId = TenantId.OrNull(),
        SubscriptionId = SubscriptionId.OrNull() ?? subscriptionId,
        Size = Size,
        Tags = Tag?.Cast<DictionaryEntry>().ToDictionary(t => t.Key.ToString()!, t => t.Value?.ToString() ?? ""),
        DataDiskSizesInGb = DataDiskSizeInGb,
        StorageAccountType = StorageAccountType,
        SystemAssignedIdentity = SystemAssignedIdentity,
        UserAssignedIdentities = UserAssignedIdentity,
        NoWait = NoWait,
    };
}

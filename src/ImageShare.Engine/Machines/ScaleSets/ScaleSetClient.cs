using Azure;
using Azure.Core;
using Azure.ResourceManager.Compute;
using ImageShare.Engine.Http;
using ImageShare.Model;

namespace ImageShare.Engine.Machines.ScaleSets;

/// <summary>Finds, makes and removes the scale set itself.</summary>
internal sealed class ScaleSetClient(Builder builder, ResourceIdentifier id)
{
    /// <summary>Null when it is not there.</summary>
    public async Task<VirtualMachineScaleSetData?> FindAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(cancellationToken);
        }
        catch (RequestFailedException missing) when (missing.Status == 404 && missing.ErrorCode != "ResourceGroupNotFound")
        {
            return null;
        }
    }

    public async Task<VirtualMachineScaleSetData> ReadAsync(CancellationToken cancellationToken) =>
        (await builder.Client().GetVirtualMachineScaleSetResource(id).GetAsync(cancellationToken: cancellationToken)).Value.Data;

    /// <summary>The only request that refers to the owner's image: it and its polls show the owner's token, no other does.</summary>
    /// <returns>The provisioning state.</returns>
    public async Task<string> MakeAsync(
        VirtualMachineScaleSetData set, string? ownerTenantId, bool noWait, CancellationToken cancellationToken)
    {
        var sets = builder.ClientShowing(ownerTenantId).GetResourceGroupResource(id.Parent!).GetVirtualMachineScaleSets();
        var until = noWait ? WaitUntil.Started : WaitUntil.Completed;
        var operation = await sets.CreateOrUpdateAsync(until, id.Name, set, cancellationToken: cancellationToken);
        return operation.HasCompleted ? operation.Value.Data.ProvisioningState ?? "Succeeded" : "Creating";
    }

    /// <summary>Removes it, when it has that tag of a run.</summary>
    public async Task RemoveAsync(string runId, ICaller caller, CancellationToken cancellationToken)
    {
        try
        {
            if (await FindAsync(cancellationToken) is not { } set
                || !set.Tags.TryGetValue(MachineRun.RunTag, out var mark) || mark != runId)
            {
                return;
            }

            await builder.Client().GetVirtualMachineScaleSetResource(id)
                .DeleteAsync(WaitUntil.Completed, cancellationToken: cancellationToken);
            caller.Verbose($"Removed virtual machine scale set {id}, which this run had made.");
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The failure that led here is the one to tell; this is for cleaning up by hand.
            caller.Warning($"The virtual machine scale set {id}, which this run made, could not be removed: "
                + ServiceErrors.Explain(exception).Message);
        }
    }
}

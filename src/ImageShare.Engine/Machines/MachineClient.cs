using Azure;
using Azure.Core;
using Azure.ResourceManager;
using Azure.ResourceManager.Compute;
using ImageShare.Engine.Http;
using ImageShare.Model;

namespace ImageShare.Engine.Machines;

/// <summary>Makes and removes the VM itself.</summary>
internal sealed class MachineClient(Builder builder, Waiter waiter)
{
    /// <summary>How long Azure may take; failures after 25 minutes have been seen.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromMinutes(90);

    /// <summary>The only request that refers to the owner's image: it and its polls show the owner's token, no other does.</summary>
    public Task<ArmOperation<VirtualMachineResource>> StartAsync(
        ResourceIdentifier id, VirtualMachineData machine, string? ownerTenantId, CancellationToken cancellationToken) =>
        builder.ClientShowing(ownerTenantId).GetResourceGroupResource(id.Parent!).GetVirtualMachines()
            .CreateOrUpdateAsync(WaitUntil.Started, id.Name, machine, cancellationToken);

    /// <summary>Waits for the end, and gives the provisioning state.</summary>
    public async Task<string> CompleteAsync(
        ResourceIdentifier id, ArmOperation<VirtualMachineResource> operation, ICaller caller, CancellationToken cancellationToken)
    {
        var pause = RunningOperation.Pause(operation.GetRawResponse());
        // The answer that started it asks for a pause before the first question, too.
        var tooEarly = pause is not null;
        var wait = new Wait($"Create VM {id.Name}", "Azure is building the VM.", Longest) { Pause = () => pause };
        var done = await waiter.UntilAsync(
            wait,
            async token =>
            {
                if (!operation.HasCompleted && !tooEarly)
                    pause = RunningOperation.Pause(await operation.UpdateStatusAsync(token));
                tooEarly = false;
                return operation.HasCompleted ? operation : null;
            },
            caller, cancellationToken);
        return done is null ? throw NotDone(id) : done.Value.Data.ProvisioningState ?? "Succeeded";
    }

    /// <summary>Removes the VM, and the data disks that were made with it; false when it is not there, or not to be removed.</summary>
    public async Task<bool> RemoveAsync(
        ResourceIdentifier id, Func<IDictionary<string, string>, bool> isOurs, CancellationToken cancellationToken)
    {
        var client = builder.Client();
        var resource = client.GetVirtualMachineResource(id);
        var machine = (await resource.GetAsync(cancellationToken: cancellationToken)).Value.Data;
        if (!isOurs(machine.Tags))
            return false;
        await resource.DeleteAsync(WaitUntil.Completed, cancellationToken: cancellationToken);
        foreach (var disk in machine.StorageProfile.DataDisks.Select(disk => disk.ManagedDisk?.Id).OfType<ResourceIdentifier>())
            await client.GetManagedDiskResource(disk).DeleteAsync(WaitUntil.Completed, cancellationToken);
        return true;
    }

    private static ImageShareException NotDone(ResourceIdentifier id) =>
        new("OperationTimeout", ErrorKind.OperationTimeout, $"Azure has not finished the VM '{id.Name}' yet.")
        {
            Target = id,
            Fix = "Run the command again later: it goes on where it stopped.",
        };
}

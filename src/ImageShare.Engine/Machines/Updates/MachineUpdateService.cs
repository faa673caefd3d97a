using Azure;
using Azure.Core;
using Azure.ResourceManager.Compute;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Machines.Updates;

/// <summary>Changes a VM that was built from a shared image: looks, asks, changes.</summary>
internal sealed class MachineUpdateService(BuilderFinder builders, SubscriptionTenants tenants, Waiter waiter) : IMachineUpdateService
{
    private readonly AccessWait _wait = new(waiter);

    public Task<SharedImageVM> UpdateAsync(SharedImageVMUpdate update, ICaller caller, CancellationToken cancellationToken) =>
        Explained.RunAsync(() => RunAsync(update, caller, cancellationToken), new ErrorFacts { Target = update.Name }, cancellationToken);

    private async Task<SharedImageVM> RunAsync(SharedImageVMUpdate update, ICaller caller, CancellationToken cancellationToken)
    {
        var spec = new SharedImageVMSpec(update.Name, update.ResourceGroupName)
        {
            Handover = update.Handover,
            TenantId = update.TenantId,
            SubscriptionId = update.SubscriptionId,
        };
        AzureNames.RequireResourceGroup(spec.ResourceGroupName);
        AzureNames.RequireVirtualMachine(spec.Name);
        using var progress = new StepProgress(caller, $"Update VM {spec.Name}");
        progress.Begin("Reading the VM");
        var builder = await builders.FindAsync(spec, null, caller, cancellationToken);
        var id = new MachineNames(spec, builder.SubscriptionId).VirtualMachine;
        var there = new ExistingMachine(builder, new(builder, waiter), waiter);
        var facts = new ErrorFacts { Target = id, TenantId = builder.TenantId, ConsumerTenantId = builder.TenantId };
        var machine = await _wait.RunAsync(
            $"Read VM {spec.Name}", () => there.ReadAsync(id, cancellationToken), facts, caller, cancellationToken);
        var change = MachineChange.Of(machine, update);
        if (change.Words.Count == 0)
        {
            caller.Verbose($"The VM '{spec.Name}' is as asked already; nothing was changed.");
            return await there.ShowAsync(machine, id, null, null, cancellationToken);
        }

        progress.Begin("Reading its image");
        var owner = await new ImageOwner(tenants, _wait).FindAsync(
            builder, id, machine, update.Handover?.PublisherTenantId, caller, cancellationToken);
        if (!await caller.ShouldProcessAsync(id.ToString(), $"Change {string.Join(", ", change.Words)}"))
            return await PlannedAsync() with { ProvisioningState = "Planned" };

        progress.Begin($"Changing {string.Join(", ", change.Words)}");
        var until = update.NoWait ? WaitUntil.Started : WaitUntil.Completed;
        // The image's token goes with the change and its polls, with no other request.
        var resource = builder.ClientShowing(owner).GetVirtualMachineResource(id);
        var known = facts with { PublisherTenantId = owner, ImageId = machine.StorageProfile?.ImageReference?.Id?.ToString() };
        var operation = await Explained.RunAsync(
            () => _wait.RunAsync(
                $"Update VM {spec.Name}", () => resource.UpdateAsync(until, change.Patch, cancellationToken: cancellationToken), known, caller,
                cancellationToken),
            known, cancellationToken);
        return operation.HasCompleted
            ? await there.ShowAsync(await there.ReadAsync(id, cancellationToken), id, null, null, cancellationToken)
            : await PlannedAsync() with { ProvisioningState = "Updating" };

        async Task<SharedImageVM> PlannedAsync()
        {
            var shown = await there.ShowAsync(machine, id, null, null, cancellationToken);
            return shown with { Size = update.Size ?? shown.Size, Tags = update.Tags ?? shown.Tags };
        }
    }
}

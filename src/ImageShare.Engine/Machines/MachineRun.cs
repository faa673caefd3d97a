using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Azure;
using Azure.Core;
using Azure.ResourceManager.Compute;
using ImageShare.Engine.Http;
using ImageShare.Model;

namespace ImageShare.Engine.Machines;

/// <summary>One run that makes a VM: makes the nodes of the plan, and can take back what it made and nothing else.</summary>
internal sealed class MachineRun(
    Builder builder, SharedImageVMSpec spec, MachineNames names, MachinePlan plan, VirtualMachineData machine, string? ownerTenantId,
    NetworkClient network, AccessWait wait, StepProgress progress, ICaller caller)
{
    /// <summary>The tag that marks what this run made.</summary>
    public const string RunTag = "imageshare-run";

    private readonly string _id = Guid.NewGuid().ToString("D");
    private readonly ConcurrentDictionary<ResourceIdentifier, ExistingResource> _made = new();
    private readonly ConcurrentQueue<PlanNode> _begun = new();

    /// <summary>Succeeded, or Creating when nobody waits.</summary>
    public string ProvisioningState { get; private set; } = "Creating";

    public IReadOnlyDictionary<string, string> Tags => new Dictionary<string, string>(spec.Tags) { [RunTag] = _id };

    public ExistingResource? Made(PlanNode? node) => node is not null && _made.TryGetValue(node.Id, out var resource) ? resource : null;

    public async Task MakeAsync(PlanNode node, CancellationToken cancellationToken)
    {
        progress.Begin($"Creating {node.Words} {node.Id.Name}");
        _begun.Enqueue(node);
        switch (node.Kind)
        {
            case NodeKind.VirtualMachine:
                await MakeMachineAsync(node, cancellationToken);
                break;
            case NodeKind.Subnet:
                await network.PutSubnetAsync(node.Id, spec.SubnetAddressPrefix!, caller, cancellationToken);
                break;
            default:
                _made[node.Id] = await MayNotYetAsync(
                    node, () => network.PutAsync(node.Id, machine.Location.Name, Tags, Body(node), Sku(node), cancellationToken),
                    cancellationToken);
                break;
        }

        progress.Done($"{node.Words} {node.Id.Name} is there");
    }

    /// <summary>Takes back, last first, what this run made.</summary>
    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        foreach (var node in plan.ToMake.Reverse().Where(node => _begun.Contains(node)))
        {
            try
            {
                if (!await RemoveAsync(node, cancellationToken))
                    continue;
                caller.Verbose($"Removed {node.Words} {node.Id}, which this run had made.");
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                // The failure that led here is the one to tell; this is for cleaning up by hand.
                caller.Warning(
                    $"The {node.Words} {node.Id}, which this run made, could not be removed: {ServiceErrors.Explain(exception).Message}");
            }
        }
    }

    /// <summary>Says what stays, for who asked to keep it.</summary>
    public void TellWhatStays()
    {
        foreach (var node in plan.ToMake.Where(node => _begun.Contains(node)))
            caller.Warning($"Kept as asked: {node.Words} {node.Id}.");
    }

    private async Task MakeMachineAsync(PlanNode node, CancellationToken cancellationToken)
    {
        foreach (var (name, value) in Tags)
            machine.Tags[name] = value;
        // The only request that refers to the owner's image: it and its polls show the owner's token, no other does.
        var machines = builder.ClientShowing(ownerTenantId).GetResourceGroupResource(names.ResourceGroup).GetVirtualMachines();
        var until = spec.NoWait ? WaitUntil.Started : WaitUntil.Completed;
        var operation = await MayNotYetAsync(
            node, () => machines.CreateOrUpdateAsync(until, node.Id.Name, machine, cancellationToken), cancellationToken);
        if (operation.HasCompleted)
            ProvisioningState = operation.Value.Data.ProvisioningState ?? "Succeeded";
    }

    // Each role takes effect in its own time: who may read the group may not yet make what is in it.
    private Task<T> MayNotYetAsync<T>(PlanNode node, Func<Task<T>> make, CancellationToken cancellationToken)
        where T : class =>
        wait.RunAsync($"Create {node.Words} {node.Id.Name}", make, new ErrorFacts { Target = node.Id }, caller, cancellationToken);

    private JsonObject Body(PlanNode node) => node.Kind switch
    {
        NodeKind.SecurityGroup => NetworkBodies.SecurityGroup(spec.OpenPorts),
        NodeKind.PublicIpAddress => NetworkBodies.PublicIpAddress(),
        NodeKind.VirtualNetwork => NetworkBodies.VirtualNetwork(spec, names.Subnet.Name),
        _ => NetworkBodies.NetworkInterface(plan.SubnetId, names.SecurityGroup, plan.Find(NodeKind.PublicIpAddress)),
    };

    private static string? Sku(PlanNode node) => node.Kind == NodeKind.PublicIpAddress ? "Standard" : null;

    // What has our tag is ours. A subnet can have none; it was not there when this run began.
    private async Task<bool> RemoveAsync(PlanNode node, CancellationToken cancellationToken)
    {
        try
        {
            if (node.Kind == NodeKind.VirtualMachine)
            {
                var resource = builder.Client().GetVirtualMachineResource(node.Id);
                if (!IsOurs((await resource.GetAsync(cancellationToken: cancellationToken)).Value.Data.Tags))
                    return false;
                await resource.DeleteAsync(WaitUntil.Completed, cancellationToken: cancellationToken);
                return true;
            }

            if (node.Kind != NodeKind.Subnet && !IsOurs((await network.GetAsync(node.Id, cancellationToken)).Tags))
                return false;
            await network.DeleteAsync(node.Id, cancellationToken);
            return true;
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            return false;
        }
    }

    private bool IsOurs(IEnumerable<KeyValuePair<string, string>> tags) => tags.Any(tag => tag.Key == RunTag && tag.Value == _id);
}

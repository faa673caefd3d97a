using System.Collections.Concurrent;
using Azure.Core;
using ImageShare.Engine.Delegation;
using ImageShare.Engine.Http;
using ImageShare.Model;

namespace ImageShare.Engine.Machines;

/// <summary>One run that makes a VM: makes the nodes of the plan, and remembers what it began.</summary>
internal sealed class MachineRun(
    Builder builder, MachineOrder order, MachineBatch batch, NetworkClient network, Waiter waiter, StepProgress progress, ICaller caller)
{
    /// <summary>The tag that marks what a run made.</summary>
    public const string RunTag = "imageshare-run";

    private readonly ConcurrentDictionary<ResourceIdentifier, ExistingResource> _made = new();
    private readonly ConcurrentDictionary<PlanNode, bool> _begun = new();
    private readonly AccessWait _wait = new(waiter);
    private readonly ProviderRegistrar _registrar =
        new(RestClient.ForResourceManager(builder.Context, builder.TenantId), waiter, caller);

    /// <summary>Succeeded, or Creating when nobody waits.</summary>
    public string ProvisioningState { get; private set; } = "Creating";

    public IReadOnlyDictionary<string, string> Tags { get; } =
        new Dictionary<string, string>(order.Spec.Tags) { [RunTag] = batch.RunId };

    /// <summary>The public IP address with its number, which Azure gives at the end of the work; the VM does not wait for it.</summary>
    public Task<ExistingResource>? PublicIpAddress { get; private set; }

    /// <summary>What this run began to make, last first.</summary>
    public IEnumerable<PlanNode> Begun => order.Plan.ToMake.Reverse().Where(_begun.ContainsKey);

    public ExistingResource? Made(PlanNode? node) => node is not null && _made.TryGetValue(node.Id, out var resource) ? resource : null;

    public async Task MakeAsync(PlanNode node, CancellationToken cancellationToken)
    {
        progress.Begin($"Creating {node.Words} {node.Id.Name}");
        _begun[node] = true;
        if (node.Kind == NodeKind.VirtualMachine)
            await RegisteredAsync(node, token => MakeMachineAsync(node, token), cancellationToken);
        else
            await RegisteredAsync(node, async token => _made[node.Id] = await MakePartAsync(node, token), cancellationToken);
        progress.Done($"{node.Words} {node.Id.Name} is there");
    }

    private Task<ExistingResource> MakePartAsync(PlanNode node, CancellationToken cancellationToken) => MachineBatch.IsShared(node.Kind)
        ? batch.MakeAsync(node.Id, () => PutAsync(node, cancellationToken), cancellationToken)
        : PutAsync(node, cancellationToken);

    private async Task<ExistingResource> PutAsync(PlanNode node, CancellationToken cancellationToken)
    {
        if (node.Kind == NodeKind.PlanTerms)
        {
            await new MarketplaceTerms(builder).AcceptAsync(order.Access.Image.Plan!, cancellationToken);
            return new(node.Id, null);
        }

        var made = await MayNotYetAsync(
            node,
            () => network.PutAsync(
                node.Id, NetworkBodies.Of(node, order.Spec, order.Names, order.Plan, order.Machine.Location.Name, Tags), node.Words, caller,
                cancellationToken),
            cancellationToken);
        if (node.Kind == NodeKind.PublicIpAddress)
            PublicIpAddress = made.Text("ipAddress") is null ? WithNumberAsync(node, made, cancellationToken) : Task.FromResult(made);
        return made;
    }

    private async Task MakeMachineAsync(PlanNode node, CancellationToken cancellationToken)
    {
        foreach (var (name, value) in Tags)
            order.Machine.Tags[name] = value;
        var client = new MachineClient(builder, waiter);
        var operation = await MayNotYetAsync(
            node, () => client.StartAsync(node.Id, order.Machine, order.Access.OwnerTenantId, cancellationToken), cancellationToken);
        if (!order.Spec.NoWait)
            ProvisioningState = await client.CompleteAsync(node.Id, operation, caller, cancellationToken);
    }

    // A VM that was made is no failure for want of a number.
    private async Task<ExistingResource> WithNumberAsync(PlanNode node, ExistingResource made, CancellationToken cancellationToken)
    {
        var facts = new ErrorFacts { Target = node.Id };
        try
        {
            return await _wait.RunAsync(
                $"Read {node.Words} {node.Id.Name}", () => network.GetAsync(node.Id, cancellationToken), facts, caller, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            caller.Warning($"The {node.Words} {node.Id.Name} cannot be read: {ServiceErrors.Explain(exception, facts).Message}");
            return made;
        }
    }

    // A subscription that has never had a network must be registered for them first.
    private Task RegisteredAsync(PlanNode node, Func<CancellationToken, Task> make, CancellationToken cancellationToken) =>
        _registrar.RunAsync(builder.SubscriptionId, node.Id.ResourceType.Namespace, make, cancellationToken);

    // Each role takes effect in its own time: who may read the group may not yet make what is in it.
    private Task<T> MayNotYetAsync<T>(PlanNode node, Func<Task<T>> make, CancellationToken cancellationToken)
        where T : class =>
        _wait.RunAsync($"Create {node.Words} {node.Id.Name}", make, new ErrorFacts { Target = node.Id }, caller, cancellationToken);
}

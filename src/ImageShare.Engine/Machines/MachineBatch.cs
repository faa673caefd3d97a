using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Azure.Core;
using ImageShare.Model;

namespace ImageShare.Engine.Machines;

/// <summary>
/// What the VMs of one command share: what they all need to know is read once; a network is asked about and made once, and goes only when
/// no VM was made that uses it.
/// </summary>
internal sealed class MachineBatch
{
    private static readonly ConditionalWeakTable<SharedImageVMBatch, MachineBatch> s_batches = [];

    private readonly object _gate = new();
    private readonly Dictionary<ResourceIdentifier, Part> _parts = [];
    private readonly HashSet<ResourceIdentifier> _tried = [];
    private readonly HashSet<string> _warned = [];
    private readonly Dictionary<string, long> _taken = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, Task> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<ResourceIdentifier, string> _claims = new();

    /// <summary>What marks everything that the command makes.</summary>
    public string RunId { get; } = Guid.NewGuid().ToString("D");

    public static MachineBatch Of(SharedImageVMSpec spec) => spec.Batch is { } batch ? s_batches.GetOrCreateValue(batch) : new();

    /// <summary>Whether several VMs may use one such resource.</summary>
    public static bool IsShared(NodeKind kind) =>
        kind is NodeKind.VirtualNetwork or NodeKind.Subnet or NodeKind.SecurityGroup or NodeKind.PlanTerms;

    /// <summary>What the work gives, done once for all who ask by this name; a failure is not kept.</summary>
    public async Task<T> OnceAsync<T>(string name, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        while (true)
        {
            var source = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
            var known = (Task<T>)_known.GetOrAdd(name, source.Task);
            if (known == source.Task)
                return await FirstAsync(source, () => _known.TryRemove(KeyValuePair.Create<string, Task>(name, known)), work);
            if (await OfAnotherAsync(known, cancellationToken) is { } done)
                return done.Result;
        }
    }

    /// <summary>
    /// What is there, without what VMs of this command made, or tried to: that counts as to be made, by one of them for all. A list may
    /// show for a moment what could not be made.
    /// </summary>
    public IReadOnlyDictionary<ResourceIdentifier, ExistingResource> Without(
        IReadOnlyDictionary<ResourceIdentifier, ExistingResource> existing)
    {
        lock (_gate)
            return existing.Where(e => !_tried.Contains(e.Key)).ToDictionary(e => e.Key, e => e.Value);
    }

    /// <summary>Refuses what can serve one VM only, when another one of this command has it.</summary>
    public void Claim(SharedImageVMSpec spec, MachinePlan plan)
    {
        foreach (var node in plan.Nodes.Where(node => !IsShared(node.Kind)))
        {
            if (_claims.GetOrAdd(node.Id, spec.Name) is var owner && owner != spec.Name)
                throw ReuseRules.Unusable(node.Id, $"Another VM of this command has it: {owner}.");
        }
    }

    /// <summary>Warns of what is true of several VMs once.</summary>
    public void Warn(string message, ICaller caller)
    {
        lock (_gate)
        {
            if (!_warned.Add(message))
                return;
        }

        caller.Warning(message);
    }

    /// <summary>Chooses a size, and keeps its cores for this VM.</summary>
    public VirtualMachineSize ChooseSize(SizeNeeds needs, SizeOffer? offer)
    {
        lock (_gate)
        {
            var size = SizeChooser.Choose(needs, offer is null ? null : offer with
            {
                CoresLeft = offer.CoresLeft.ToDictionary(
                    quota => quota.Key, quota => quota.Value - _taken.GetValueOrDefault(quota.Key), StringComparer.OrdinalIgnoreCase),
            });
            foreach (var quota in SizeChooser.Quotas(needs.Spot, size))
                _taken[quota] = _taken.GetValueOrDefault(quota) + size.Cores;
            return size;
        }
    }

    /// <summary>Makes what VMs share, or waits until another VM of this command has made it.</summary>
    public async Task<ExistingResource> MakeAsync(
        ResourceIdentifier id, Func<Task<ExistingResource>> make, CancellationToken cancellationToken)
    {
        while (true)
        {
            Part part;
            bool first;
            lock (_gate)
            {
                _tried.Add(id);
                first = !_parts.TryGetValue(id, out part!);
                if (first)
                    _parts[id] = part = new();
                part.Users++;
            }

            if (first)
                return await FirstAsync(part.Made, () => Forget(id), make);
            if (await OfAnotherAsync(part.Made.Task, cancellationToken) is { } done)
                return done.Result;
        }
    }

    /// <summary>Says that a VM will not use it after all; true when no other one does, so that it can go.</summary>
    /// <param name="id">ARM id.</param>
    /// <param name="hadIt">False when it could not be made for this VM: then another one may have made it since.</param>
    public bool Release(ResourceIdentifier id, bool hadIt)
    {
        lock (_gate)
        {
            if (!_parts.TryGetValue(id, out var part))
                return true;
            if (!hadIt || --part.Users > 0)
                return false;
            _parts.Remove(id);
            return true;
        }
    }

    private void Forget(ResourceIdentifier id)
    {
        lock (_gate)
            _parts.Remove(id);
    }

    private static async Task<T> FirstAsync<T>(TaskCompletionSource<T> source, Action forget, Func<Task<T>> work)
    {
        try
        {
            var result = await work();
            source.SetResult(result);
            return result;
        }
        catch (Exception exception)
        {
            forget();
            if (exception is OperationCanceledException)
                source.SetCanceled();
            else
                source.SetException(exception);
            // Perhaps nobody waits for it.
            _ = source.Task.Exception;
            throw;
        }
    }

    // Null when the other one was stopped: then it is this one's turn.
    private static async Task<Task<T>?> OfAnotherAsync<T>(Task<T> work, CancellationToken cancellationToken)
    {
        try
        {
            await work.WaitAsync(cancellationToken);
            return work;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private sealed class Part
    {
        public TaskCompletionSource<ExistingResource> Made { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Users { get; set; }
    }
}

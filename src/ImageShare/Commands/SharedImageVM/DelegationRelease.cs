using System.Collections.Concurrent;
using ImageShare.Bridge;
using ImageShare.Loading;
using ImageShare.Model;

namespace ImageShare.Commands;

/// <summary>The end of a delegation that several VMs are built from: asked about before each, done after all.</summary>
internal sealed class DelegationRelease(bool force)
{
    private readonly ConcurrentQueue<string> _images = new();
    private int _open;

    /// <summary>True when something was built, and nothing failed.</summary>
    public bool IsDue => _open == 0 && !_images.IsEmpty;

    /// <summary>Refuses, before the VM is made, when others use the delegation.</summary>
    public async Task CheckAsync(SharedImageVMSpec spec, ICaller caller, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _open);
        var image = spec.ImageId ?? spec.Image?.Id
            ?? spec.Handover?.Images.FirstOrDefault(
                i => spec.ImageName is null || i.Name.Equals(spec.ImageName, StringComparison.OrdinalIgnoreCase))?.Id;
        if (image is not null)
            await EngineLoader.Engine.Delegations.CheckRemovalAsync([image], force, caller, cancellationToken);
    }

    public void Built(SharedImageVM vm)
    {
        _images.Enqueue(vm.ImageId);
        Interlocked.Decrement(ref _open);
    }

    public Task RemoveAsync(IPipeline pipeline, CancellationToken cancellationToken) =>
        EngineLoader.Engine.Delegations.RemoveForImagesAsync(
            [.. _images.Distinct(StringComparer.OrdinalIgnoreCase)], force, pipeline, cancellationToken);
}

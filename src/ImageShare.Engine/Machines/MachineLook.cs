using Azure.Core;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Machines;

/// <summary>What was seen before anything is made.</summary>
/// <param name="Location">Region of the VM (Azure's short name).</param>
/// <param name="Existing">What is in the resource group.</param>
/// <param name="Image">The image; null when the VM is there already.</param>
internal sealed record MachineSight(
    string Location, IReadOnlyDictionary<ResourceIdentifier, ExistingResource> Existing, ImageAccess? Image);

/// <summary>Looks at everything that a VM depends on, at the same time.</summary>
internal sealed class MachineLook(
    Builder builder, MachineNames names, SubscriptionTenants tenants, AccessWait wait, NetworkClient network, ICaller caller)
{
    private readonly ResourceGroupReader _group = new(builder, names, network);

    public NetworkClient Network => network;

    public async Task<MachineSight> ReadAsync(SharedImageVMSpec spec, ImageChoice choice, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var facts = new ErrorFacts { Target = names.ResourceGroup, TenantId = builder.TenantId, ConsumerTenantId = builder.TenantId };
        var activity = $"Read resource group {spec.ResourceGroupName}";
        var tries = 0;
        var location = wait.RunAsync(activity, ReadLocationAsync, facts, caller, stop.Token);
        var existing = wait.RunAsync(activity, () => _group.ListAsync(caller, stop.Token), facts, caller, stop.Token);
        var image = ReadImageAsync(spec, choice, location, stop.Token);
        try
        {
            var (region, found) = (await location, await existing);
            // A role that took effect only just now hid from the list what it shows from now on.
            if (tries > 1)
                found = await _group.ListAsync(caller, stop.Token);
            // A VM that is there is given back even when its image can no longer be read.
            return new(region, found, found.ContainsKey(names.VirtualMachine) ? null : (await image).In(region));
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAny(Task.WhenAll(location, existing, image));
        }

        Task<string> ReadLocationAsync()
        {
            tries++;
            return _group.LocationAsync(spec.Location, stop.Token);
        }
    }

    /// <summary>Reads what the plan would re-use and must know more of.</summary>
    public async Task<IReadOnlyDictionary<ResourceIdentifier, ExistingResource>> ReadDetailsAsync(
        SharedImageVMSpec spec, IReadOnlyDictionary<ResourceIdentifier, ExistingResource> existing, CancellationToken cancellationToken)
    {
        var details = new Dictionary<ResourceIdentifier, ExistingResource>(existing);
        ResourceIdentifier[] ids = [.. MachinePlanner.ToRead(spec, names, existing)];
        var resources = await Task.WhenAll(ids.Select(id => network.GetAsync(id, cancellationToken)));
        foreach (var (id, resource) in ids.Zip(resources))
            details[id] = resource;
        return details;
    }

    /// <summary>The addresses, from what Azure answered when the parts were made; a part that was there is asked.</summary>
    public async Task<(string? Inside, string? Outside)> AddressesAsync(
        MachineRun run, MachinePlan plan, IReadOnlyDictionary<ResourceIdentifier, ExistingResource> existing,
        CancellationToken cancellationToken)
    {
        var card = run.Made(plan.Find(NodeKind.NetworkInterface)) ?? existing[names.NetworkInterface];
        var address = run.Made(plan.Find(NodeKind.PublicIpAddress));
        if (address is null && card.Text("ipConfigurations", "properties", "publicIPAddress", "id") is { } id)
        {
            var read = existing.GetValueOrDefault(new ResourceIdentifier(id));
            address = read?.Text("ipAddress") is not null ? read : await network.GetAsync(new(id), cancellationToken);
        }

        return (card.Text("ipConfigurations", "properties", "privateIPAddress"), address?.Text("ipAddress"));
    }

    private async Task<ImageAccess> ReadImageAsync(
        SharedImageVMSpec spec, ImageChoice choice, Task<string> location, CancellationToken cancellationToken)
    {
        if (choice.Reference is GalleryImageReference gallery)
        {
            var publisher = spec.Handover?.PublisherTenantId ?? choice.Known?.TenantId;
            var reader = new ImageAccessReader(tenants, wait);
            return await reader.ReadAsync(builder, gallery.Image, choice, publisher, caller, cancellationToken);
        }

        return new(await SharedImageFacts.ReadAsync(builder, choice, await location, cancellationToken), null);
    }
}

using Azure;
using Azure.Core;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Machines;

/// <summary>What was seen before anything is made.</summary>
/// <param name="Location">Region of the VM (Azure's short name).</param>
/// <param name="Existing">What is in the resource group.</param>
/// <param name="Image">The image; null when the VM is there already.</param>
/// <param name="Sizes">The sizes to choose from; null when one was asked for, or when they cannot be read.</param>
internal sealed record MachineSight(
    string Location, IReadOnlyDictionary<ResourceIdentifier, ExistingResource> Existing, ImageAccess? Image, SizeOffer? Sizes);

/// <summary>Looks at everything that a VM depends on, at the same time; at what several VMs depend on, once.</summary>
internal sealed class MachineLook(
    Builder builder, MachineNames names, MachineBatch batch, SubscriptionTenants tenants, AccessWait wait, NetworkClient network,
    ICaller caller)
{
    private readonly ResourceGroupReader _group = new(builder, names, network);
    private readonly string _who = $"{builder.TenantId} {builder.Context.Account} {names.ResourceGroup}";
    private int _tries;

    public NetworkClient Network => network;

    public async Task<MachineSight> ReadAsync(SharedImageVMSpec spec, ImageChoice choice, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var location = OnceAsync($"location {spec.Location}", () => ReadLocationAsync(spec, stop.Token), stop.Token);
        // For each VM anew: whoever feeds the pipeline may make things meanwhile.
        var existing = ListAsync(spec, location, stop.Token);
        var image = OnceAsync(
            $"image {choice.Reference.Id} {spec.Location}", () => ReadImageAsync(spec, choice, location, stop.Token), stop.Token);
        var sizes = ReadSizesAsync(spec, location, stop.Token);
        try
        {
            var (region, found) = (await location, batch.Without(await existing));
            // A VM that is there is given back even when its image can no longer be read.
            return found.ContainsKey(names.VirtualMachine)
                ? new(region, found, null, null)
                : new(region, found, (await image).In(region), await sizes);
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAny(Task.WhenAll(location, existing, image, sizes));
        }
    }

    /// <summary>Reads what the plan would re-use and must know more of, and a network that is elsewhere.</summary>
    public async Task<IReadOnlyDictionary<ResourceIdentifier, ExistingResource>> ReadDetailsAsync(
        SharedImageVMSpec spec, IReadOnlyDictionary<ResourceIdentifier, ExistingResource> existing, CancellationToken cancellationToken)
    {
        var details = new Dictionary<ResourceIdentifier, ExistingResource>(existing);
        List<ResourceIdentifier> ids = [.. MachinePlanner.ToRead(spec, names, existing)];
        if (spec.SubnetId is not null && !existing.ContainsKey(names.NetworkInterface) && !ids.Contains(names.VirtualNetwork))
            ids.Add(names.VirtualNetwork);
        var resources = await Task.WhenAll(ids.Select(id => ReadDetailAsync(id, spec, cancellationToken)));
        foreach (var resource in resources.OfType<ExistingResource>())
            details[resource.Id] = resource;
        return details;
    }

    /// <summary>Id of the Marketplace terms that are still to be accepted; null when none are.</summary>
    /// <exception cref="ImageShareException">They are, and the caller did not agree to them.</exception>
    public async Task<ResourceIdentifier?> ReadTermsAsync(SharedImageVMSpec spec, GalleryImage image, CancellationToken cancellationToken)
    {
        if (image.Plan is not { } plan)
            return null;
        var terms = new MarketplaceTerms(builder);
        var accepted = await OnceAsync(
            $"terms {plan}", async () => await terms.AreAcceptedAsync(plan, caller, cancellationToken), cancellationToken);
        return accepted is not false ? null
            : spec.AcceptMarketplaceTerms ? MarketplaceTerms.IdOf(plan, builder.SubscriptionId)
            : throw MarketplaceTerms.NotAccepted(plan, builder.SubscriptionId);
    }

    /// <summary>The addresses, from what Azure answered when the parts were made; a part that was there is asked.</summary>
    public async Task<(string? Inside, string? Outside)> AddressesAsync(
        MachineRun run, MachinePlan plan, IReadOnlyDictionary<ResourceIdentifier, ExistingResource> existing,
        CancellationToken cancellationToken)
    {
        var card = run.Made(plan.Find(NodeKind.NetworkInterface)) ?? existing[names.NetworkInterface];
        var address = run.PublicIpAddress is { } made ? await made : null;
        if (address is null && card.Text("ipConfigurations", "properties", "publicIPAddress", "id") is { } id)
        {
            var read = existing.GetValueOrDefault(new ResourceIdentifier(id));
            address = read?.Text("ipAddress") is not null ? read : await network.GetAsync(new(id), cancellationToken);
        }

        return (card.Text("ipConfigurations", "properties", "privateIPAddress"), address?.Text("ipAddress"));
    }

    private async Task<string> ReadLocationAsync(SharedImageVMSpec spec, CancellationToken cancellationToken) =>
        await MayNotYetAsync(spec, () =>
        {
            _tries++;
            return _group.LocationAsync(spec.Location, cancellationToken);
        }, cancellationToken);

    private async Task<Dictionary<ResourceIdentifier, ExistingResource>> ListAsync(
        SharedImageVMSpec spec, Task<string> location, CancellationToken cancellationToken)
    {
        var found = await MayNotYetAsync(spec, () => _group.ListAsync(caller, cancellationToken), cancellationToken);
        await location;
        // A role that took effect only just now hid from the list what it shows from now on.
        return _tries > 1 ? await _group.ListAsync(caller, cancellationToken) : found;
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

    private async Task<SizeOffer?> ReadSizesAsync(SharedImageVMSpec spec, Task<string> location, CancellationToken cancellationToken)
    {
        if (spec.Size is not null)
            return null;
        var region = await location;
        return await OnceAsync(
            $"sizes {region}", () => new SizeReader(builder).ReadAsync(region, caller, cancellationToken), cancellationToken);
    }

    // A subnet elsewhere may be joined by who may not read its network: then Azure alone can say whether it fits.
    private async Task<ExistingResource?> ReadDetailAsync(
        ResourceIdentifier id, SharedImageVMSpec spec, CancellationToken cancellationToken)
    {
        try
        {
            var resource = await OnceAsync($"GET {id}", () => network.GetAsync(id, cancellationToken), cancellationToken);
            return resource with { Id = id };
        }
        catch (RequestFailedException refusal) when (refusal.Status == 403 && spec.SubnetId is not null && id == names.VirtualNetwork)
        {
            caller.Verbose($"The virtual network {id} may not be read: whether its subnet fits, and has a way out, is not checked.");
            return null;
        }
    }

    private Task<T> OnceAsync<T>(string what, Func<Task<T>> read, CancellationToken cancellationToken) =>
        batch.OnceAsync($"{_who} {what}", read, cancellationToken);

    private Task<T> MayNotYetAsync<T>(SharedImageVMSpec spec, Func<Task<T>> read, CancellationToken cancellationToken)
        where T : class
    {
        var facts = new ErrorFacts { Target = names.ResourceGroup, TenantId = builder.TenantId, ConsumerTenantId = builder.TenantId };
        return wait.RunAsync($"Read resource group {spec.ResourceGroupName}", read, facts, caller, cancellationToken);
    }
}

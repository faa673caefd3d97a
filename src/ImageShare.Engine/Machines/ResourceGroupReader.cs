using Azure;
using Azure.Core;
using Azure.ResourceManager;
using Azure.ResourceManager.Compute;
using ImageShare.Engine.Galleries;
using ImageShare.Model;

namespace ImageShare.Engine.Machines;

/// <summary>What is in the resource group already.</summary>
internal sealed class ResourceGroupReader(Builder builder, MachineNames names, NetworkClient network)
{
    private readonly ArmClient _client = builder.Client();

    public async Task<string> LocationAsync(string? asked, CancellationToken cancellationToken) => GalleryImages.RegionName(
        asked ?? (await _client.GetResourceGroupResource(names.ResourceGroup).GetAsync(cancellationToken)).Value.Data.Location.Name);

    /// <summary>Every resource by its id, in one request where the caller may list the group; else each that matters, one by one.</summary>
    public async Task<Dictionary<ResourceIdentifier, ExistingResource>> ListAsync(ICaller caller, CancellationToken cancellationToken)
    {
        try
        {
            Dictionary<ResourceIdentifier, ExistingResource> all = [];
            var group = _client.GetResourceGroupResource(names.ResourceGroup);
            await foreach (var resource in group.GetGenericResourcesAsync(cancellationToken: cancellationToken))
                all[resource.Id] = new(resource.Id, GalleryImages.RegionName(resource.Data.Location.Name));
            return all;
        }
        catch (RequestFailedException refusal) when (refusal.Status == 403)
        {
            // Virtual Machine Contributor and Network Contributor may read each resource, but not, by name, the list of a group.
            caller.Verbose($"The resource group '{names.ResourceGroup.Name}' may not be listed; asking for each resource.");
            ResourceIdentifier[] ids = [names.NetworkInterface, names.SecurityGroup, names.PublicIpAddress, names.VirtualNetwork];
            var parts = ids.Where(InGroup).Select(id => FindAsync(id, () => network.GetAsync(id, cancellationToken)));
            var found = await Task.WhenAll([.. parts, FindMachineAsync(cancellationToken)]);
            return found.OfType<ExistingResource>().ToDictionary(resource => resource.Id);
        }
    }

    private Task<ExistingResource?> FindMachineAsync(CancellationToken cancellationToken) => FindAsync(names.VirtualMachine, async () =>
    {
        var machine = await _client.GetVirtualMachineResource(names.VirtualMachine).GetAsync(cancellationToken: cancellationToken);
        return new ExistingResource(names.VirtualMachine, machine.Value.Data.Location.Name);
    });

    private static async Task<ExistingResource?> FindAsync(ResourceIdentifier id, Func<Task<ExistingResource>> read)
    {
        try
        {
            return await read() with { Id = id };
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return null;
        }
    }

    private bool InGroup(ResourceIdentifier id) => id.Parent!.Equals(names.ResourceGroup);
}

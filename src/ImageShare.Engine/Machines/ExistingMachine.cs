using Azure.Core;
using Azure.ResourceManager.Compute;
using ImageShare.Engine.Http;
using ImageShare.Model;

namespace ImageShare.Engine.Machines;

/// <summary>A VM of the wanted name that is there already: the same one is given back, another one is a conflict.</summary>
internal sealed class ExistingMachine(Builder builder, NetworkClient network, Waiter waiter)
{
    public async Task<SharedImageVM> GetAsync(
        SharedImageVMSpec spec, MachineNames names, ImageReference reference, string? keyPath, ICaller caller,
        CancellationToken cancellationToken)
    {
        var machine = await ReadAsync(names.VirtualMachine, cancellationToken);
        RequireSameImage(machine, reference, names.VirtualMachine);
        if (IsUnderWay(machine) && !spec.NoWait)
        {
            machine = await waiter.UntilAsync(
                new($"Create VM {spec.Name}", "An earlier run asked Azure for it; Azure is still building it.", MachineClient.Longest),
                async token => await ReadAsync(names.VirtualMachine, token) is var now && !IsUnderWay(now) ? now : null,
                caller, cancellationToken) ?? machine;
        }

        if (machine.ProvisioningState == "Failed")
            throw Failed(names.VirtualMachine);
        caller.Verbose($"The VM '{spec.Name}' is there already, built from this image; nothing was changed.");
        return await ShowAsync(machine, names.VirtualMachine, reference.Id, keyPath, cancellationToken);
    }

    /// <summary>The VM with its addresses.</summary>
    /// <param name="machine">What was read of it.</param>
    /// <param name="id">ARM id.</param>
    /// <param name="imageId">Id of its image as asked for; null for what the VM says.</param>
    /// <param name="keyPath">Private key to sign in with, where known.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<SharedImageVM> ShowAsync(
        VirtualMachineData machine, ResourceIdentifier id, string? imageId, string? keyPath, CancellationToken cancellationToken)
    {
        var (privateAddress, publicAddress) = await AddressesAsync(machine, cancellationToken);
        var user = machine.OSProfile?.AdminUsername;
        var os = machine.StorageProfile?.OSDisk?.OSType?.ToString();
        return new()
        {
            Name = id.Name,
            ResourceGroupName = id.ResourceGroupName!,
            Location = machine.Location.Name,
            Size = machine.HardwareProfile?.VmSize?.ToString() ?? "",
            PrivateIpAddress = privateAddress,
            PublicIpAddress = publicAddress,
            ImageId = imageId ?? Used(machine) ?? "",
            ProvisioningState = machine.ProvisioningState ?? "Unknown",
            Id = id.ToString(),
            OSType = os,
            AdminUserName = user,
            SshKeyPath = keyPath,
            SshCommand = SshCommand.Of(os, user, publicAddress, keyPath),
            Tags = new Dictionary<string, string>(machine.Tags),
            Zone = machine.Zones.Count > 0 ? machine.Zones[0] : null,
        };
    }

    public async Task<VirtualMachineData> ReadAsync(ResourceIdentifier id, CancellationToken cancellationToken) =>
        (await builder.Client().GetVirtualMachineResource(id).GetAsync(cancellationToken: cancellationToken)).Value.Data;

    private async Task<(string? Private, string? Public)> AddressesAsync(VirtualMachineData machine, CancellationToken cancellationToken)
    {
        var cards = machine.NetworkProfile?.NetworkInterfaces;
        if ((cards?.FirstOrDefault(card => card.Primary is true) ?? cards?.FirstOrDefault())?.Id is not { } id)
            return (null, null);
        var card = await network.GetAsync(id, cancellationToken);
        var publicId = card.Text("ipConfigurations", "properties", "publicIPAddress", "id");
        var address = publicId is null ? null : await network.GetAsync(new(publicId), cancellationToken);
        return (card.Text("ipConfigurations", "properties", "privateIPAddress"), address?.Text("ipAddress"));
    }

    private static void RequireSameImage(VirtualMachineData machine, ImageReference wanted, ResourceIdentifier id)
    {
        if (UsedImage.Is(machine.StorageProfile?.ImageReference, wanted))
            return;

        throw new ImageShareException(
            "VMAlreadyExists", ErrorKind.ResourceExists, $"A VM '{id.Name}' is there already, built from another image.")
        {
            Target = id,
            Reason = $"It was built from {Used(machine) ?? "an image of another kind"}.",
            Fix = "Choose another -Name, or remove that VM.",
        };
    }

    private static string? Used(VirtualMachineData machine) => UsedImage.IdOf(machine.StorageProfile?.ImageReference);

    private static bool IsUnderWay(VirtualMachineData machine) => machine.ProvisioningState is "Creating" or "Updating";

    private static ImageShareException Failed(ResourceIdentifier id) =>
        new("VMProvisioningFailed", ErrorKind.InvalidOperation, $"A VM '{id.Name}' is there already, and Azure failed to build it.")
        {
            Target = id,
            Fix = "Remove that VM, then run the command again.",
        };
}

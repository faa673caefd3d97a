using Azure.Core;
using Azure.ResourceManager.Compute;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Machines.ScaleSets;

/// <summary>Builds a scale set from a shared image: looks and plans as for one VM, and hands the number to Azure.</summary>
internal sealed class ScaleSetService(BuilderFinder builders, SubscriptionTenants tenants, Waiter waiter) : IScaleSetService
{
    private const string Words = "virtual machine scale set";

    private readonly AccessWait _wait = new(waiter);

    public Task<SharedImageVMScaleSet> CreateAsync(SharedImageVMScaleSetSpec spec, ICaller caller, CancellationToken cancellationToken) =>
        Explained.RunAsync(
            () => BuildAsync(spec with { Machine = spec.Machine with { NoPublicIp = true } }, caller, cancellationToken),
            new ErrorFacts { Target = spec.Machine.Name }, cancellationToken);

    private async Task<SharedImageVMScaleSet> BuildAsync(
        SharedImageVMScaleSetSpec spec, ICaller caller, CancellationToken cancellationToken)
    {
        var machine = spec.Machine;
        var choice = ImageChoice.Of(machine);
        ScaleSetRules.Check(spec, choice.Reference);
        var key = machine.SshKeyPath is { } path ? await SshPublicKey.ReadAsync(path, cancellationToken) : null;

        using var progress = new StepProgress(caller, $"Create scale set {machine.Name}");
        progress.Begin("Finding who builds");
        var builder = await builders.FindAsync(machine, choice.Known, caller, cancellationToken);
        caller.Verbose($"{builder.Context.Account} builds in tenant {builder.TenantId}, subscription {builder.SubscriptionId}.");

        progress.Begin("Reading the image and the resource group");
        var names = new MachineNames(machine, builder.SubscriptionId);
        var id = new ResourceIdentifier($"{names.ResourceGroup}/providers/Microsoft.Compute/virtualMachineScaleSets/{machine.Name}");
        var client = new ScaleSetClient(builder, id);
        var keyPath = key?.PrivateKeyPath ?? (machine.GenerateSshKey ? SshKeyStore.OfUser.PrivateKeyPath : null);
        var facts = new ErrorFacts { Target = id, TenantId = builder.TenantId, ConsumerTenantId = builder.TenantId };
        var there = await _wait.RunAsync(
            $"Read resource group {machine.ResourceGroupName}",
            async () => new Found(await client.FindAsync(cancellationToken)), facts, caller, cancellationToken);
        if (there.Set is { } set)
            return await ExistingAsync(client, set, spec, id, choice.Reference, keyPath, caller, cancellationToken);

        var batch = MachineBatch.Of(machine);
        var look = new MachineLook(builder, names, batch, tenants, _wait, new NetworkClient(builder, waiter), caller);
        var seen = await look.ReadAsync(machine, choice, cancellationToken);
        // A VM of the same name is another matter.
        var access = seen.Image ?? throw ReuseRules.Unusable(names.VirtualMachine, "A VM has that name, and its network's names.");
        ScaleSetRules.CheckAccess(spec, access);
        ImageChecks.Check(access.Image, seen.Location, builder.SubscriptionId);
        ImageChecks.CheckWish(machine, access.Image);
        AdministratorRules.CheckAgainst(machine, access.Image);
        var shape = MachineShape.Of(machine, access.Image, seen.Sizes, batch);
        var existing = await look.ReadDetailsAsync(machine, seen.Existing, cancellationToken);
        var terms = await look.ReadTermsAsync(machine, access.Image, cancellationToken);
        var plan = NetworkOf(MachinePlanner.Plan(machine, names, seen.Location, existing, terms));
        Advise(access, caller);
        progress.Expect(plan.ToMake.Count() + 1);
        var planned = Describe(spec, id, choice.Reference, access.Image, seen.Location, plan.SubnetId) with
        {
            Size = shape.Size,
            SshKeyPath = keyPath,
        };
        if (!await MayAsync(spec, plan, id, caller))
            return planned;

        if (machine.GenerateSshKey)
            key = await SshKeyStore.OfUser.EnsureAsync(caller, cancellationToken);
        var one = MachineBody.Of(machine, choice.Reference, access.Image, shape, seen.Location, names.NetworkInterface, key?.Line);
        var run = new MachineRun(builder, new(machine, names, plan, access, one), batch, look.Network, waiter, progress, caller);
        var body = ScaleSetBody.Of(spec, one, plan.SubnetId, names.SecurityGroup);
        foreach (var (name, value) in run.Tags)
            body.Tags[name] = value;
        var known = facts with { ImageId = access.Image.Id, Regions = access.Image.Regions, PublisherTenantId = access.OwnerTenantId };
        var state = await MakeAsync(run, client, body, access.OwnerTenantId, known, cancellationToken);
        return planned with { ProvisioningState = state, Tags = run.Tags };

        async Task<string> MakeAsync(
            MachineRun parts, ScaleSetClient sets, VirtualMachineScaleSetData wanted, string? owner, ErrorFacts about,
            CancellationToken token)
        {
            try
            {
                await plan.RunAsync(node => parts.MakeAsync(node, token));
                progress.Begin($"Creating {Words} {id.Name} of {spec.InstanceCount} machines");
                var made = await _wait.RunAsync(
                    $"Create {Words} {id.Name}", () => sets.MakeAsync(wanted, owner, machine.NoWait, token), about, caller, token);
                progress.Done($"{Words} {id.Name} is there");
                return made;
            }
            catch (Exception exception) when (!token.IsCancellationRequested)
            {
                var cleanup = new MachineCleanup(builder, batch, look.Network, waiter, caller);
                if (machine.KeepOnFailure)
                {
                    cleanup.TellWhatStays(parts, "Kept as asked");
                }
                else
                {
                    await sets.RemoveAsync(batch.RunId, caller, token);
                    await cleanup.RemoveAsync(parts, token);
                }

                throw ServiceErrors.Explain(exception, about);
            }
        }
    }

    // The machines' interfaces are made by the scale set itself.
    private static MachinePlan NetworkOf(MachinePlan plan) => plan with
    {
        Nodes = [.. plan.Nodes.Where(node => node.Kind is not (NodeKind.NetworkInterface or NodeKind.VirtualMachine))],
    };

    private static void Advise(ImageAccess access, ICaller caller)
    {
        if (access.OwnerTenantId is { } owner)
        {
            caller.Warning(
                $"The image stays the property of tenant {owner}: Azure checks again at each change of the scale set, and when it grows, "
                + "that who asks may read the image. When the share is taken back, its machines run on, but it neither changes nor grows. "
                + "Copy-SharedImage makes it independent.");
        }
    }

    // All are asked before anything is made.
    private static async Task<bool> MayAsync(SharedImageVMScaleSetSpec spec, MachinePlan plan, ResourceIdentifier id, ICaller caller)
    {
        var all = true;
        if (spec.Machine.GenerateSshKey && !File.Exists(SshKeyStore.OfUser.PrivateKeyPath))
            all = await caller.ShouldProcessAsync(SshKeyStore.OfUser.PrivateKeyPath, "Create SSH key");
        foreach (var node in plan.Nodes)
        {
            if (node.Exists)
                caller.Verbose($"Re-using {node.Words} {node.Id}.");
            else
                all &= await caller.ShouldProcessAsync(node.Id.ToString(), node.Action);
        }

        return await caller.ShouldProcessAsync(id.ToString(), $"Create {Words} of {spec.InstanceCount} machines") && all;
    }

    private async Task<SharedImageVMScaleSet> ExistingAsync(
        ScaleSetClient client, VirtualMachineScaleSetData set, SharedImageVMScaleSetSpec spec, ResourceIdentifier id, ImageReference wanted,
        string? keyPath, ICaller caller, CancellationToken cancellationToken)
    {
        var used = UsedImage.IdOf(set.VirtualMachineProfile?.StorageProfile?.ImageReference);
        if (!wanted.Id.Equals(used, StringComparison.OrdinalIgnoreCase))
        {
            throw new ImageShareException(
                "ScaleSetAlreadyExists", ErrorKind.ResourceExists, $"A scale set '{id.Name}' is there already, built from another image.")
            {
                Target = id,
                Reason = $"It was built from {used ?? "an image of another kind"}.",
                Fix = "Choose another -Name, or remove that scale set.",
            };
        }

        if (IsUnderWay(set) && !spec.Machine.NoWait)
        {
            set = await waiter.UntilAsync(
                new($"Create {Words} {id.Name}", "An earlier run asked Azure for it; Azure is still building it.", MachineClient.Longest),
                async token => await client.ReadAsync(token) is var now && !IsUnderWay(now) ? now : null,
                caller, cancellationToken) ?? set;
        }

        if (set.ProvisioningState == "Failed")
        {
            throw new ImageShareException(
                "ScaleSetProvisioningFailed", ErrorKind.InvalidOperation,
                $"A scale set '{id.Name}' is there already, and Azure failed to build it.")
            {
                Target = id,
                Fix = "Remove that scale set, then run the command again.",
            };
        }

        caller.Verbose($"The scale set '{id.Name}' is there already, built from this image; nothing was changed.");
        var profile = set.VirtualMachineProfile;
        return new()
        {
            Name = id.Name,
            ResourceGroupName = id.ResourceGroupName!,
            Location = set.Location.Name,
            Size = set.Sku?.Name ?? "",
            InstanceCount = (int)(set.Sku?.Capacity ?? 0),
            OrchestrationMode = set.OrchestrationMode?.ToString() ?? "Uniform",
            UpgradePolicy = set.UpgradePolicy?.Mode?.ToString(),
            ImageId = wanted.Id,
            ProvisioningState = set.ProvisioningState ?? "Unknown",
            Id = id.ToString(),
            OSType = profile?.StorageProfile?.OSDisk?.OSType?.ToString(),
            AdminUserName = profile?.OSProfile?.AdminUsername,
            SshKeyPath = keyPath,
            SubnetId = profile?.NetworkProfile?.NetworkInterfaceConfigurations is [{ IPConfigurations: [{ } address, ..] }, ..]
                ? address.SubnetId?.ToString()
                : null,
            Zones = [.. set.Zones],
            Tags = new Dictionary<string, string>(set.Tags),
        };
    }

    private static bool IsUnderWay(VirtualMachineScaleSetData set) => set.ProvisioningState is "Creating" or "Updating";

    private static SharedImageVMScaleSet Describe(
        SharedImageVMScaleSetSpec spec, ResourceIdentifier id, ImageReference reference, GalleryImage image, string location,
        ResourceIdentifier subnet) => new()
    {
        Name = id.Name,
        ResourceGroupName = spec.Machine.ResourceGroupName,
        Location = location,
        Size = spec.Machine.Size ?? "",
        InstanceCount = spec.InstanceCount,
        OrchestrationMode = ScaleSetRules.IsFlexible(spec) ? "Flexible" : "Uniform",
        UpgradePolicy = ScaleSetRules.IsFlexible(spec) ? null : spec.UpgradePolicy,
        ImageId = reference.Id,
        ProvisioningState = "Planned",
        Id = id.ToString(),
        OSType = image.OSType,
        AdminUserName = AdministratorRules.IsSpecialized(image) ? null : spec.Machine.AdminUserName ?? AdministratorRules.DefaultUserName,
        SubnetId = subnet.ToString(),
        Zones = spec.Zones,
        Tags = spec.Machine.Tags,
    };

    private sealed record Found(VirtualMachineScaleSetData? Set);
}

using Azure.Core;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Machines;

/// <summary>Builds a VM from a shared image: looks, plans, asks, makes.</summary>
internal sealed class MachineService(
    SessionService sessions, ContextSelector contexts, SubscriptionTenants tenants, Waiter waiter) : IMachineService
{
    private readonly AccessWait _wait = new(waiter);

    public Task<SharedImageVM> CreateAsync(SharedImageVMSpec spec, ICaller caller, CancellationToken cancellationToken) =>
        Explained.RunAsync(() => BuildAsync(spec, caller, cancellationToken), new ErrorFacts { Target = spec.Name }, cancellationToken);

    private async Task<SharedImageVM> BuildAsync(SharedImageVMSpec spec, ICaller caller, CancellationToken cancellationToken)
    {
        SpecRules.Check(spec);
        var choice = ImageChoice.Of(spec);
        var key = spec.SshKeyPath is { } path ? await SshPublicKey.ReadAsync(path, cancellationToken) : null;

        using var progress = new StepProgress(caller, $"Create VM {spec.Name}");
        progress.Begin("Finding who builds");
        var finder = new BuilderFinder(sessions, contexts, _wait);
        var builder = await finder.FindAsync(spec, choice.Known, caller, cancellationToken);
        caller.Verbose($"{builder.Context.Account} builds in tenant {builder.TenantId}, subscription {builder.SubscriptionId}.");

        progress.Begin("Reading the image and the resource group");
        var names = new MachineNames(spec, builder.SubscriptionId);
        var look = new MachineLook(builder, names, tenants, _wait, new NetworkClient(builder, waiter), caller);
        var seen = await look.ReadAsync(spec, choice, cancellationToken);
        if (seen.Image is not { } access)
            return await new ExistingMachine(builder, look.Network, waiter).GetAsync(
                spec, names, choice.Reference, KeyPath(spec, key), caller, cancellationToken);

        ImageChecks.Check(access.Image, seen.Location, builder.SubscriptionId);
        AdministratorRules.CheckAgainst(spec, access.Image);
        var existing = await look.ReadDetailsAsync(spec, seen.Existing, cancellationToken);
        var plan = MachinePlanner.Plan(spec, names, seen.Location, existing);
        MachineAdvice.Give(spec, plan, access, existing, caller);
        progress.Expect(plan.ToMake.Count());
        if (!await MayAsync(spec, plan, caller))
            return Describe(spec, names, choice.Reference, access.Image, seen.Location, key) with { ProvisioningState = "Planned" };

        await CommunityTerms.RequireAsync(spec, choice.Reference, access.Image, caller);
        if (spec.GenerateSshKey)
            key = await SshKeyStore.OfUser.EnsureAsync(caller, cancellationToken);
        var machine = MachineBody.Of(spec, choice.Reference, access.Image, seen.Location, names.NetworkInterface, key?.Line);
        var run = new MachineRun(builder, spec, names, plan, machine, access.OwnerTenantId, look.Network, _wait, progress, caller);
        await MakeAsync(run, plan, spec, Facts(builder, access, names), cancellationToken);
        var (inside, outside) = await look.AddressesAsync(run, plan, existing, cancellationToken);
        var described = Describe(spec, names, choice.Reference, access.Image, seen.Location, key) with
        {
            ProvisioningState = run.ProvisioningState,
            PrivateIpAddress = inside,
            PublicIpAddress = outside,
            Tags = run.Tags,
        };
        return described with { SshCommand = SshCommand.Of(described.OSType, described.AdminUserName, outside, described.SshKeyPath) };
    }

    private static async Task MakeAsync(
        MachineRun run, MachinePlan plan, SharedImageVMSpec spec, ErrorFacts facts, CancellationToken cancellationToken)
    {
        try
        {
            await plan.RunAsync(node => run.MakeAsync(node, cancellationToken));
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Who cancels runs the command again and it goes on from there; who fails gets a clean group back.
            if (spec.KeepOnFailure)
                run.TellWhatStays();
            else
                await run.RemoveAsync(cancellationToken);
            throw ServiceErrors.Explain(exception, facts);
        }
    }

    // All are asked before anything is made: half a yes would leave half a VM.
    private static async Task<bool> MayAsync(SharedImageVMSpec spec, MachinePlan plan, ICaller caller)
    {
        var all = true;
        if (spec.GenerateSshKey && !File.Exists(SshKeyStore.OfUser.PrivateKeyPath))
            all = await caller.ShouldProcessAsync(SshKeyStore.OfUser.PrivateKeyPath, "Create SSH key");
        foreach (var node in plan.Nodes)
        {
            if (node.Exists)
                caller.Verbose($"Re-using {node.Words} {node.Id}.");
            else
                all &= await caller.ShouldProcessAsync(node.Id.ToString(), $"Create {node.Words}");
        }

        return all;
    }

    private static ErrorFacts Facts(Builder builder, ImageAccess access, MachineNames names) => new()
    {
        Target = names.VirtualMachine,
        ImageId = access.Image.Id,
        Regions = access.Image.Regions,
        TenantId = builder.TenantId,
        ConsumerTenantId = builder.TenantId,
        PublisherTenantId = access.OwnerTenantId ?? access.Image.TenantId,
    };

    private static string? KeyPath(SharedImageVMSpec spec, SshPublicKey? key) =>
        key?.PrivateKeyPath ?? (spec.GenerateSshKey ? SshKeyStore.OfUser.PrivateKeyPath : null);

    private static SharedImageVM Describe(
        SharedImageVMSpec spec, MachineNames names, ImageReference reference, GalleryImage image, string location, SshPublicKey? key) =>
        new()
    {
        Name = spec.Name,
        ResourceGroupName = spec.ResourceGroupName,
        Location = location,
        Size = spec.Size ?? DefaultSize.For(image),
        ImageId = reference.Id,
        ProvisioningState = "Creating",
        Id = names.VirtualMachine.ToString(),
        OSType = image.OSType,
        AdminUserName = AdministratorRules.IsSpecialized(image) ? null : spec.AdminUserName ?? AdministratorRules.DefaultUserName,
        SshKeyPath = KeyPath(spec, key),
        Tags = spec.Tags,
        Zone = spec.Zone,
    };
}

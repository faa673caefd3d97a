using Azure.Core;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Engine.Machines.Templates;
using ImageShare.Model;

namespace ImageShare.Engine.Machines;

/// <summary>Builds a VM from a shared image: looks, plans, asks, makes.</summary>
internal sealed class MachineService(BuilderFinder builders, SubscriptionTenants tenants, Waiter waiter) : IMachineService
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
        var builder = await builders.FindAsync(spec, choice.Known, caller, cancellationToken);
        caller.Verbose($"{builder.Context.Account} builds in tenant {builder.TenantId}, subscription {builder.SubscriptionId}.");

        progress.Begin("Reading the image and the resource group");
        var names = new MachineNames(spec, builder.SubscriptionId);
        var batch = MachineBatch.Of(spec);
        var look = new MachineLook(builder, names, batch, tenants, _wait, new NetworkClient(builder, waiter), caller);
        var seen = await look.ReadAsync(spec, choice, cancellationToken);
        if (seen.Image is not { } access)
            return await new ExistingMachine(builder, look.Network, waiter).GetAsync(
                spec, names, choice.Reference, KeyPath(spec, key), caller, cancellationToken);

        ImageChecks.Check(access.Image, seen.Location, builder.SubscriptionId);
        ImageChecks.CheckWish(spec, access.Image);
        AdministratorRules.CheckAgainst(spec, access.Image);
        var shape = MachineShape.Of(spec, access.Image, seen.Sizes, batch);
        var details = look.ReadDetailsAsync(spec, seen.Existing, cancellationToken);
        var terms = look.ReadTermsAsync(spec, access.Image, cancellationToken);
        await Task.WhenAll(details, terms);
        var existing = await details;
        var plan = MachinePlanner.Plan(spec, names, seen.Location, existing, await terms);
        batch.Claim(spec, plan);
        MachineAdvice.Give(spec, plan, access, existing, message => batch.Warn(message, caller));
        progress.Expect(plan.ToMake.Count());
        var planned = Describe(spec, names, choice.Reference, access.Image, seen.Location, key) with { Size = shape.Size };
        if (!await MayAsync(spec, plan, batch, caller, cancellationToken))
            return planned with { ProvisioningState = "Planned", Plan = MachinePlanView.Of(builder, Order(key)) };

        await CommunityTerms.RequireAsync(spec, choice.Reference, access.Image, caller);
        if (spec.GenerateSshKey)
            key = await SshKeyStore.OfUser.EnsureAsync(caller, cancellationToken);
        var order = Order(key);
        var run = new MachineRun(builder, order, batch, look.Network, waiter, progress, caller);
        var cleanup = new MachineCleanup(builder, batch, look.Network, waiter, caller);
        await MakeAsync(run, cleanup, order, Facts(builder, access, names), cancellationToken);
        var (inside, outside) = await look.AddressesAsync(run, plan, existing, cancellationToken);
        var described = planned with
        {
            ProvisioningState = run.ProvisioningState,
            SshKeyPath = KeyPath(spec, key),
            PrivateIpAddress = inside,
            PublicIpAddress = outside,
            Tags = run.Tags,
        };
        return described with { SshCommand = SshCommand.Of(described.OSType, described.AdminUserName, outside, described.SshKeyPath) };

        MachineOrder Order(SshPublicKey? publicKey) => new(
            spec, names, plan, access,
            MachineBody.Of(spec, choice.Reference, access.Image, shape, seen.Location, names.NetworkInterface, publicKey?.Line));
    }

    private static async Task MakeAsync(
        MachineRun run, MachineCleanup cleanup, MachineOrder order, ErrorFacts facts, CancellationToken cancellationToken)
    {
        try
        {
            await order.Plan.RunAsync(node => run.MakeAsync(node, cancellationToken));
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Who cancels runs the command again and it goes on from there; who fails gets a clean group back.
            if (exception is ImageShareException { Code: "OperationTimeout" })
                cleanup.TellWhatStays(run, "Azure is still at work on it");
            else if (order.Spec.KeepOnFailure)
                cleanup.TellWhatStays(run, "Kept as asked");
            else
                await cleanup.RemoveAsync(run, cancellationToken);
            throw ServiceErrors.Explain(exception, facts);
        }
    }

    // All are asked before anything is made: half a yes would leave half a VM.
    private static async Task<bool> MayAsync(
        SharedImageVMSpec spec, MachinePlan plan, MachineBatch batch, ICaller caller, CancellationToken cancellationToken)
    {
        var all = true;
        if (spec.GenerateSshKey && !File.Exists(SshKeyStore.OfUser.PrivateKeyPath))
            all = await AskAsync(SshKeyStore.OfUser.PrivateKeyPath, "Create SSH key");
        foreach (var node in plan.Nodes)
        {
            if (node.Exists)
                caller.Verbose($"Re-using {node.Words} {node.Id}.");
            else
                all &= await AskAsync(node.Id.ToString(), node.Action);
        }

        return all;

        // What several VMs share is asked about once.
        Task<bool> AskAsync(string target, string action) =>
            batch.OnceAsync($"{action} {target}", () => caller.ShouldProcessAsync(target, action), cancellationToken);
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
        Size = spec.Size ?? "",
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

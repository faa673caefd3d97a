using Azure;
using Azure.Core;
using Azure.ResourceManager;
using Azure.ResourceManager.Compute;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Engine.Machines;
using ImageShare.Model;

namespace ImageShare.Engine.Galleries.Copies;

/// <summary>Copies a version of another tenant into a gallery of one's own: looks, asks, makes, waits.</summary>
internal sealed class ImageCopyService(BuilderFinder builders, SubscriptionTenants tenants, Waiter waiter) : IImageCopyService
{
    private readonly AccessWait _wait = new(waiter);

    public Task<GalleryImage> CopyAsync(ImageCopySpec spec, ICaller caller, CancellationToken cancellationToken) =>
        Explained.RunAsync(
            () => RunAsync(spec, caller, cancellationToken), new ErrorFacts { Target = spec.ImageId ?? spec.Image?.Id }, cancellationToken);

    private async Task<GalleryImage> RunAsync(ImageCopySpec spec, ICaller caller, CancellationToken cancellationToken)
    {
        CopyRules.Check(spec);
        var reader = new CopySourceReader(builders, tenants, _wait);
        var source = await reader.ReadAsync(spec, caller, cancellationToken);
        var builder = source.Builder;
        var id = CopyRules.Target(spec, builder.SubscriptionId, source.Image);
        var target = await _wait.RunAsync(
            $"Read gallery {id.GalleryName}", () => CopyTarget.ReadAsync(builder, id, cancellationToken),
            new ErrorFacts { Target = id.GalleryResourceId, TenantId = builder.TenantId }, caller, cancellationToken);
        var galleryLocation = GalleryImages.RegionName(
            target.Gallery?.Location.Name ?? await LocationAsync(spec, builder, cancellationToken));
        var regions = CopyRegions.Choose(spec, galleryLocation, source.Image);
        if (target.Definition is { } definition)
            CopyRules.CheckDefinition(definition, source.Image, id);
        if (target.Version is { } version)
            return await AgainAsync(spec, source, id, version, regions, caller, cancellationToken);

        ImageChecks.Check(source.Image, regions.Location, builder.SubscriptionId);
        regions.Tell(source.Image, caller);
        var planned = Planned(source, id, regions.Targets);
        if (!await MayAsync(source, target, caller))
            return planned;

        // Each role takes effect in its own time: who may read a gallery may not yet write to it.
        var body = CopyBodies.Version(spec, source.Image.Id, regions);
        var operation = await _wait.RunAsync(
            $"Copy image {source.Image.Name} {source.Image.Version}",
            async () =>
            {
                await MakeMissingAsync(spec, source, target, galleryLocation, cancellationToken);
                return await PutAsync(source, id, body, cancellationToken);
            },
            Facts(source, id), caller, cancellationToken);
        return spec.NoWait ? planned with { ProvisioningState = "Creating" }
            : Show(source, id, await CompleteAsync(Watch(source, id, caller), operation, cancellationToken));
    }

    // What Azure failed to make is of no use to anyone, and would stand in the way of the next run.
    private static async Task<GalleryImageVersionData> CompleteAsync(
        ReplicationWatch watch, ArmOperation<GalleryImageVersionResource> operation, CancellationToken cancellationToken)
    {
        try
        {
            return await watch.CompleteAsync(operation, cancellationToken);
        }
        catch (RequestFailedException) when (!cancellationToken.IsCancellationRequested)
        {
            await watch.RemoveFailedAsync(cancellationToken);
            throw;
        }
    }

    private async Task<GalleryImage> AgainAsync(
        ImageCopySpec spec, CopySource source, GalleryId id, GalleryImageVersionData version, CopyRegions regions, ICaller caller,
        CancellationToken cancellationToken)
    {
        CopyRules.CheckVersion(version, source.Image, id);
        if (ReplicationWatch.IsUnderWay(version) && !spec.NoWait)
            version = await Watch(source, id, caller).UntilDoneAsync(cancellationToken);
        var copy = Show(source, id, version);
        var missing = spec.TargetRegions.Count == 0 ? [] : regions.MissingIn(copy);
        if (missing.Count == 0)
        {
            caller.Verbose($"The copy {id} is there already; nothing was changed.");
            return copy;
        }

        var planned = copy with { Regions = [.. copy.Regions, .. missing] };
        if (!await caller.ShouldProcessAsync(id.ToString(), $"Replicate to {string.Join(", ", missing)}"))
            return planned with { ProvisioningState = "Planned" };
        var operation = await PutAsync(source, id, CopyBodies.WithRegions(version, missing), cancellationToken);
        return spec.NoWait ? planned with { ProvisioningState = "Updating" }
            : Show(source, id, await Watch(source, id, caller).CompleteAsync(operation, cancellationToken));
    }

    private ReplicationWatch Watch(CopySource source, GalleryId id, ICaller caller) => new(source.Builder, id, waiter, caller);

    // All are asked before anything is made.
    private static async Task<bool> MayAsync(CopySource source, CopyTarget target, ICaller caller)
    {
        var all = true;
        if (target.Gallery is null)
            all &= await caller.ShouldProcessAsync(target.Id.GalleryResourceId, "Create gallery");
        if (target.Definition is null)
            all &= await caller.ShouldProcessAsync(target.Id.ImageResourceId, "Create image definition");
        return await caller.ShouldProcessAsync(target.Id.ToString(), $"Copy image version {source.Image.Id}") && all;
    }

    private static async Task MakeMissingAsync(
        ImageCopySpec spec, CopySource source, CopyTarget target, string location, CancellationToken cancellationToken)
    {
        var client = source.Builder.Client();
        var id = target.Id;
        if (target.Gallery is null)
        {
            var group = client.GetResourceGroupResource(new($"/subscriptions/{id.SubscriptionId}/resourceGroups/{id.ResourceGroupName}"));
            await group.GetGalleries().CreateOrUpdateAsync(
                WaitUntil.Completed, id.GalleryName, CopyBodies.Gallery(spec, location), cancellationToken);
        }

        if (target.Definition is null)
        {
            var definition = CopyBodies.Definition(spec, await source.DefinitionAsync(cancellationToken), location);
            await client.GetGalleryResource(new ResourceIdentifier(id.GalleryResourceId)).GetGalleryImages()
                .CreateOrUpdateAsync(WaitUntil.Completed, id.ImageName, definition, cancellationToken);
        }
    }

    // The only request that refers to the owner's image: it and its polls show the owner's token, no other does.
    private static Task<ArmOperation<GalleryImageVersionResource>> PutAsync(
        CopySource source, GalleryId id, GalleryImageVersionData version, CancellationToken cancellationToken) =>
        source.Builder.ClientShowing(source.OwnerTenantId)
            .GetGalleryImageResource(new ResourceIdentifier(id.ImageResourceId)).GetGalleryImageVersions()
            .CreateOrUpdateAsync(WaitUntil.Started, id.Version, version, cancellationToken);

    private static async Task<string> LocationAsync(ImageCopySpec spec, Builder builder, CancellationToken cancellationToken) =>
        spec.Location ?? (await builder.Client()
            .GetResourceGroupResource(new($"/subscriptions/{builder.SubscriptionId}/resourceGroups/{spec.ResourceGroupName}"))
            .GetAsync(cancellationToken)).Value.Data.Location.Name;

    private static ErrorFacts Facts(CopySource source, GalleryId id) => new()
    {
        Target = id.ToString(),
        ImageId = source.Image.Id,
        Regions = source.Image.Regions,
        TenantId = source.Builder.TenantId,
        ConsumerTenantId = source.Builder.TenantId,
        PublisherTenantId = source.OwnerTenantId ?? source.Image.TenantId,
    };

    private static GalleryImage Show(CopySource source, GalleryId id, GalleryImageVersionData version) =>
        GalleryImages.WithVersion(Definition(source, id), version);

    private static GalleryImage Planned(CopySource source, GalleryId id, IReadOnlyList<string> regions) => Definition(source, id) with
    {
        Version = id.Version,
        ImageVersionId = id.ToString(),
        Regions = regions,
        ProvisioningState = "Planned",
    };

    // The definition is the source's in every word that VMs of it depend on.
    private static GalleryImage Definition(CopySource source, GalleryId id) => source.Image with
    {
        Name = id.ImageName!,
        ResourceGroupName = id.ResourceGroupName,
        GalleryName = id.GalleryName,
        SubscriptionId = id.SubscriptionId,
        TenantId = source.Builder.TenantId,
        ImageId = id.ImageResourceId,
        Version = null,
        ImageVersionId = null,
        Encrypted = false,
        ReplicationState = null,
        Replication = [],
        PublishedDate = null,
    };
}

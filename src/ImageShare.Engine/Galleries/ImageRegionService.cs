using Azure;
using Azure.Core;
using Azure.ResourceManager;
using Azure.ResourceManager.Compute;
using Azure.ResourceManager.Compute.Models;
using ImageShare.Engine.Galleries.Public;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Galleries;

/// <summary>Copies image versions to more regions, or out of some, with the publisher's sign-in.</summary>
internal sealed class ImageRegionService(ContextSelector contexts, TimeProvider time) : IImageRegionService
{
    private readonly Waiter _waiter = new(time);

    public Task<GalleryImage> UpdateAsync(ImageRegionSpec spec, ICaller caller, CancellationToken cancellationToken) =>
        Explained.RunAsync(
            () => ChangeAsync(spec, caller, cancellationToken), new ErrorFacts { Target = spec.ResourceId, ImageId = spec.ResourceId },
            cancellationToken);

    private async Task<GalleryImage> ChangeAsync(ImageRegionSpec spec, ICaller caller, CancellationToken cancellationToken)
    {
        string[] add = [.. spec.AddRegions.Select(r => InputRules.Region(r, "AddRegion")).Distinct()];
        string[] remove = [.. spec.RemoveRegions.Select(r => InputRules.Region(r, "RemoveRegion")).Distinct()];
        if (add.Intersect(remove).FirstOrDefault() is { } both)
            throw InputRules.Refuse("RemoveRegion", both, $"The region '{both}' is both to be added and to be removed.");

        var (client, id, tenant) = await FindAsync(spec.ResourceId, caller, cancellationToken);
        var reader = new GalleryImageReader(client, id, tenant);
        var version = id.Version ?? LatestVersion.Of(
            await reader.DefinitionAsync(cancellationToken), await reader.VersionsAsync(cancellationToken)).Version!;
        var image = await reader.VersionAsync(version, cancellationToken);
        var data = await reader.ReadVersionAsync(version, cancellationToken);
        string[] missing = [.. add.Except(image.Regions)];
        string[] leaving = [.. remove.Intersect(image.Regions)];
        RegionRules.Check(image, GalleryImages.RegionName(data.Location.Name), missing, leaving);
        if (missing.Length + leaving.Length > 0)
        {
            if (!await MayAsync(image, missing, leaving, caller))
            {
                return image with
                {
                    Regions = [.. image.Regions.Except(leaving), .. missing],
                    Replication = [.. image.Replication.Where(r => !leaving.Contains(r.Region))],
                    ProvisioningState = "Planned",
                };
            }

            await client.GetGalleryImageVersionResource(new ResourceIdentifier(image.Id)).UpdateAsync(
                WaitUntil.Started, Patch(data, missing, leaving, spec.ReplicaCount), cancellationToken);
        }
        else
        {
            caller.Verbose($"The image '{image.Name}' {version} is copied as asked already.");
        }

        Task<GalleryImage> Read(CancellationToken token) => new GalleryImageReader(client, id, tenant, image).VersionAsync(version, token);
        return spec.NoWait
            ? await Read(cancellationToken)
            : await new ReplicationWait(_waiter, caller).RunAsync(image, add, leaving, Read, cancellationToken);
    }

    private async Task<(ArmClient Client, GalleryId Id, string TenantId)> FindAsync(
        string resourceId, ICaller caller, CancellationToken cancellationToken)
    {
        if (PublicImageId.TryParse(resourceId) is not { Publisher: { } publisher } shared)
        {
            var id = GalleryId.Parse(resourceId);
            if (id.ImageName is null)
                throw InputRules.Refuse("ResourceId", resourceId, $"-ResourceId must name an image version; '{resourceId}' is a gallery.");
            var own = await contexts.ForSubscriptionAsync(caller, id.SubscriptionId, cancellationToken);
            return (ArmClientFactory.Create(own), id, own.TenantId);
        }

        // What the consumer sees of a directly shared gallery tells the publisher all but the resource group.
        var context = await contexts.ForSubscriptionAsync(caller, publisher.SubscriptionId, cancellationToken);
        var client = ArmClientFactory.Create(context);
        var subscription = client.GetSubscriptionResource(new($"/subscriptions/{publisher.SubscriptionId}"));
        await foreach (var gallery in subscription.GetGalleriesAsync(cancellationToken))
        {
            if (gallery.Id.Name.Equals(publisher.GalleryName, StringComparison.OrdinalIgnoreCase))
            {
                var version = shared.Version == PublicImageId.Latest ? "" : $"/versions/{shared.Version}";
                return (client, GalleryId.Parse($"{gallery.Id}/images/{shared.ImageName}{version}"), context.TenantId);
            }
        }

        throw new ImageShareException("GalleryNotFound", ErrorKind.ObjectNotFound,
            $"Subscription {publisher.SubscriptionId} shows no gallery '{publisher.GalleryName}'.")
        {
            Target = resourceId,
            Who = Party.Publisher,
        };
    }

    private static async Task<bool> MayAsync(GalleryImage image, string[] missing, string[] leaving, ICaller caller)
    {
        string[] words =
        [
            .. missing.Length > 0 ? [$"Copy to {string.Join(", ", missing)}"] : Array.Empty<string>(),
            .. leaving.Length > 0 ? [$"Remove from {string.Join(", ", leaving)}"] : Array.Empty<string>(),
        ];
        if (!await caller.ShouldProcessAsync(image.Id, string.Join("; ", words)))
            return false;

        return leaving.Length == 0 || await caller.ShouldContinueAsync(
            $"Nobody can build from '{image.Name}' {image.Version} in {string.Join(", ", leaving)} any more, and scale sets of it there "
            + "stop growing. Go on?", "Remove from regions");
    }

    private static GalleryImageVersionPatch Patch(GalleryImageVersionData data, string[] missing, string[] leaving, int? replicas)
    {
        // The list of regions replaces the one that is there; all else of the profile goes back as it was read.
        var profile = data.PublishingProfile ?? new();
        foreach (var region in profile.TargetRegions.Where(r => leaving.Contains(GalleryImages.RegionName(r.Name))).ToList())
            profile.TargetRegions.Remove(region);
        foreach (var region in missing)
            profile.TargetRegions.Add(new TargetRegion(region) { RegionalReplicaCount = replicas ?? profile.ReplicaCount });

        var patch = new GalleryImageVersionPatch { PublishingProfile = profile };
        // A new version is protected from being removed from a region.
        if (leaving.Length > 0)
            patch.SafetyProfile = new() { AllowDeletionOfReplicatedLocations = true };
        return patch;
    }
}

using Azure.ResourceManager.Compute;
using Azure.ResourceManager.Compute.Models;
using ImageShare.Model;

namespace ImageShare.Engine.Galleries;

/// <summary>What the gallery's answers say, in our words.</summary>
internal static class GalleryImages
{
    /// <summary>The definition alone.</summary>
    public static GalleryImage Of(GalleryId id, GalleryImageData definition, string? tenantId)
    {
        var image = id with { ImageName = definition.Name, Version = null };
        return new()
        {
            Name = definition.Name,
            ResourceGroupName = id.ResourceGroupName,
            GalleryName = id.GalleryName,
            SubscriptionId = id.SubscriptionId,
            TenantId = tenantId,
            Location = definition.Location.Name,
            ImageId = image.ImageResourceId,
            OSType = definition.OSType?.ToString(),
            OSState = definition.OSState?.ToString(),
            HyperVGeneration = definition.HyperVGeneration?.ToString(),
            Architecture = definition.Architecture?.ToString(),
            SecurityType = Feature(definition.Features, "SecurityType") ?? "Standard",
            DiskControllerTypes = DiskControllers(definition.Features),
            Plan = Plan(definition.PurchasePlan),
            ProvisioningState = definition.ProvisioningState?.ToString(),
            EndOfLifeDate = definition.EndOfLifeOn,
        };
    }

    /// <summary>A version of it.</summary>
    public static GalleryImage WithVersion(GalleryImage definition, GalleryImageVersionData version)
    {
        var profile = version.PublishingProfile;
        return definition with
        {
            Version = version.Name,
            ImageVersionId = $"{definition.ImageId}/versions/{version.Name}",
            Regions = [.. (profile?.TargetRegions ?? []).Select(region => RegionName(region.Name))],
            OSDiskSizeInGb = version.StorageProfile?.OSDiskImage?.SizeInGB,
            DataDiskLuns = [.. (version.StorageProfile?.DataDiskImages ?? []).Select(disk => disk.Lun)],
            ProvisioningState = version.ProvisioningState?.ToString(),
            ReplicationState = version.ReplicationStatus?.AggregatedState?.ToString(),
            Replication =
            [
                .. (version.ReplicationStatus?.Summary ?? []).Select(region => new RegionReplication(
                    RegionName(region.Region), region.State?.ToString() ?? "Unknown", region.Progress ?? 0, region.Details)),
            ],
            ExcludeFromLatest = profile?.IsExcludedFromLatest ?? false,
            Encrypted = (profile?.TargetRegions ?? []).Any(region => IsEncrypted(region.Encryption)),
            ReplicationMode = profile?.ReplicationMode?.ToString(),
            EndOfLifeDate = profile?.EndOfLifeOn,
            PublishedDate = profile?.PublishedOn,
        };
    }

    public static string? Feature(IEnumerable<GalleryImageFeature>? features, string name) =>
        features?.FirstOrDefault(f => string.Equals(f.Name, name, StringComparison.OrdinalIgnoreCase))?.Value;

    public static IReadOnlyList<string> DiskControllers(IEnumerable<GalleryImageFeature>? features) =>
        Feature(features, "DiskControllerTypes")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    public static ImagePlan? Plan(ImagePurchasePlan? plan) =>
        plan is { Publisher: { } publisher, Product: { } product, Name: { } name } ? new(publisher, product, name) : null;

    /// <summary>Azure's short name: galleries answer "Japan East" where everyone else says japaneast.</summary>
    public static string RegionName(string region) => region.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();

    // A confidential image has an encryption block without a set of the publisher's: the platform's key.
    private static bool IsEncrypted(EncryptionImages? encryption) =>
        encryption?.OSDiskImage is { DiskEncryptionSetId: not null } or { SecurityProfile.SecureVmDiskEncryptionSetId: not null }
        || encryption?.DataDiskImages.Any(disk => disk.DiskEncryptionSetId is not null) is true;
}

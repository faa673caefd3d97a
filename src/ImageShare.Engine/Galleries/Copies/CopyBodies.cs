using Azure.Core;
using Azure.ResourceManager.Compute;
using Azure.ResourceManager.Compute.Models;
using ImageShare.Model;

namespace ImageShare.Engine.Galleries.Copies;

/// <summary>The requests for a copy and what it lacks around it.</summary>
internal static class CopyBodies
{
    public static GalleryData Gallery(ImageCopySpec spec, string location)
    {
        var gallery = new GalleryData(new AzureLocation(location));
        Tag(gallery.Tags, spec);
        return gallery;
    }

    /// <summary>A definition of the same image: what the source says of it, for VMs of the copy need the same.</summary>
    public static GalleryImageData Definition(ImageCopySpec spec, GalleryImageData source, string location)
    {
        var definition = new GalleryImageData(new AzureLocation(location))
        {
            OSType = source.OSType,
            OSState = source.OSState,
            HyperVGeneration = source.HyperVGeneration,
            Architecture = source.Architecture,
            Identifier = new(
                spec.Publisher ?? source.Identifier.Publisher, spec.Offer ?? source.Identifier.Offer, spec.Sku ?? source.Identifier.Sku),
            Recommended = source.Recommended,
            PurchasePlan = source.PurchasePlan,
            Description = source.Description,
            Eula = source.Eula,
            PrivacyStatementUri = source.PrivacyStatementUri,
            ReleaseNoteUri = source.ReleaseNoteUri,
            EndOfLifeOn = source.EndOfLifeOn,
        };
        foreach (var feature in source.Features)
            definition.Features.Add(feature);
        foreach (var type in source.DisallowedDiskTypes)
            definition.DisallowedDiskTypes.Add(type);
        Tag(definition.Tags, spec);
        return definition;
    }

    public static GalleryImageVersionData Version(ImageCopySpec spec, string sourceId, CopyRegions regions)
    {
        var version = new GalleryImageVersionData(new AzureLocation(regions.Location))
        {
            PublishingProfile = new()
            {
                ReplicaCount = spec.ReplicaCount,
                StorageAccountType = spec.StorageAccountType is { } type ? new(type) : default(ImageStorageAccountType?),
                IsExcludedFromLatest = spec.ExcludeFromLatest ? true : null,
                EndOfLifeOn = spec.EndOfLifeDate,
            },
            StorageProfile = new() { GallerySource = new() { Id = new ResourceIdentifier(sourceId) } },
        };
        foreach (var region in regions.Targets)
            version.PublishingProfile.TargetRegions.Add(new(region));
        Tag(version.Tags, spec);
        return version;
    }

    /// <summary>The version that is there, with more regions and nothing else changed.</summary>
    public static GalleryImageVersionData WithRegions(GalleryImageVersionData version, IEnumerable<string> more)
    {
        foreach (var region in more)
            version.PublishingProfile.TargetRegions.Add(new(region));
        return version;
    }

    private static void Tag(IDictionary<string, string> tags, ImageCopySpec spec)
    {
        foreach (var (name, value) in spec.Tags)
            tags[name] = value;
    }
}

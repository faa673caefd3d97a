using ImageShare.Model;

namespace ImageShare.Engine.Galleries.Public;

/// <summary>What shared and community galleries tell of an image, in our words.</summary>
internal static class PublicImages
{
    /// <summary>The definition; its id stands for the latest version.</summary>
    public static GalleryImage Of(PublicImageId id, PublicItem image, string? eula, IReadOnlyList<string> regions)
    {
        var properties = image.Properties;
        return new()
        {
            Name = image.Name,
            // No one but the publisher sees where the gallery lies.
            ResourceGroupName = "",
            GalleryName = id.Publisher?.GalleryName ?? id.GalleryName,
            SubscriptionId = id.Publisher?.SubscriptionId ?? "",
            Source = id.IsCommunity ? SharedImageSource.Community : SharedImageSource.DirectShare,
            ImageId = (id with { Version = PublicImageId.Latest }).ToString(),
            ImageVersionId = id.Version == PublicImageId.Latest ? null : id.ToString(),
            Version = id.Version == PublicImageId.Latest ? null : id.Version,
            Regions = regions,
            OSType = properties?.OsType,
            OSState = properties?.OsState,
            HyperVGeneration = properties?.HyperVGeneration,
            Architecture = properties?.Architecture,
            SecurityType = Feature(properties, "SecurityType") ?? "Standard",
            DiskControllerTypes = Feature(properties, "DiskControllerTypes")?.Split(
                ',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
            Plan = properties?.PurchasePlan is { Publisher: { } publisher, Product: { } product, Name: { } name }
                ? new(publisher, product, name) : null,
            Eula = properties?.Eula ?? eula,
            EndOfLifeDate = properties?.EndOfLifeDate,
        };
    }

    /// <summary>A version of it.</summary>
    public static GalleryImage WithVersion(GalleryImage definition, PublicItem version) => definition with
    {
        Version = version.Name,
        ImageVersionId = version.Identifier.UniqueId,
        ExcludeFromLatest = version.Properties?.ExcludeFromLatest ?? false,
        PublishedDate = version.Properties?.PublishedDate,
        EndOfLifeDate = version.Properties?.EndOfLifeDate,
    };

    private static string? Feature(PublicProperties? properties, string name) =>
        properties?.Features?.FirstOrDefault(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value;
}

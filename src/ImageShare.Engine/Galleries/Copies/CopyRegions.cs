using ImageShare.Model;

namespace ImageShare.Engine.Galleries.Copies;

/// <summary>Where a copy is made and where it is replicated to.</summary>
/// <param name="Location">Region in which it is made; the source has a replica there.</param>
/// <param name="Asked">Regions it was asked for in.</param>
internal sealed record CopyRegions(string Location, IReadOnlyList<string> Asked)
{
    /// <summary>
    /// Every region it will be in: that in which it is made is always one (Microsoft's "Troubleshoot shared image galleries").
    /// </summary>
    public IReadOnlyList<string> Targets => [.. Asked.Prepend(Location).Distinct(StringComparer.Ordinal)];

    /// <summary>Azure makes a version only where its source is, and replicates it from there (same page).</summary>
    public static CopyRegions Choose(ImageCopySpec spec, string galleryLocation, GalleryImage source)
    {
        var given = spec.Location is { } location ? GalleryImages.RegionName(location) : null;
        string[] asked = [.. spec.TargetRegions.Select(GalleryImages.RegionName).Distinct(StringComparer.Ordinal)];
        if (asked.Length == 0)
            asked = [given ?? galleryLocation];
        string[] candidates = [.. asked, galleryLocation, .. source.Regions];
        return new(given ?? candidates.FirstOrDefault(source.Regions.Contains) ?? galleryLocation, asked);
    }

    /// <summary>Those of them that a copy which is there lacks.</summary>
    public IReadOnlyList<string> MissingIn(GalleryImage copy) =>
        [.. Asked.Where(region => !copy.Regions.Contains(region, StringComparer.OrdinalIgnoreCase))];

    /// <summary>Says which region was added, and why.</summary>
    public void Tell(GalleryImage source, ICaller caller)
    {
        if (!Asked.Contains(Location))
        {
            caller.Warning($"The copy is made in {Location} and stays there too: Azure copies only where the source has a replica "
                + $"({string.Join(", ", source.Regions)}), and replicates from there.");
        }
    }
}

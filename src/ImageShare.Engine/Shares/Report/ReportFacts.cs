using ImageShare.Model;

namespace ImageShare.Engine.Shares.Report;

/// <summary>What a report is made of.</summary>
internal sealed record ReportFacts
{
    /// <summary>UTC; "now" for everything the report says of days.</summary>
    public required DateTimeOffset CreatedOn { get; init; }

    /// <summary>Days from which on an end is near.</summary>
    public required int ExpiringWithinDays { get; init; }

    public string? Title { get; init; }

    public required IReadOnlyList<ConsumerShare> Shares { get; init; }

    public required IReadOnlyList<ReportGallery> Galleries { get; init; }

    /// <summary>Of each delegated scope (ARM id): how many resources it holds beside galleries.</summary>
    public IReadOnlyDictionary<string, int> Neighbours { get; init; } = new Dictionary<string, int>();

    public bool IsOver(DateTimeOffset? end) => end < CreatedOn;

    /// <summary>Near, or over.</summary>
    public bool IsNear(DateTimeOffset? end) => end < CreatedOn.AddDays(ExpiringWithinDays);
}

/// <summary>A gallery that somebody reads.</summary>
/// <param name="Id">ARM id.</param>
/// <param name="Images">Its image definitions that have a version.</param>
internal sealed record ReportGallery(string Id, IReadOnlyList<ReportImage> Images)
{
    public string Name => Id.Split('/')[^1];

    public string ResourceGroupName => Id.Split('/')[4];

    public bool Is(string? id) => Id.Equals(id, StringComparison.OrdinalIgnoreCase);
}

/// <summary>An image definition.</summary>
/// <param name="Shown">Its latest version, or its highest when none counts as latest.</param>
/// <param name="Versions">How many versions there are.</param>
/// <param name="Failed">Versions that are not whole.</param>
internal sealed record ReportImage(GalleryImage Shown, int Versions, IReadOnlyList<GalleryImage> Failed);

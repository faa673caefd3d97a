using System.Text.RegularExpressions;

namespace ImageShare.Engine.Handovers;

/// <summary>The ARM id of an image definition or version, in its parts.</summary>
internal sealed partial record GalleryImageId(string SubscriptionId, string ResourceGroupName, string GalleryName, string Name, string? Version)
{
    public static GalleryImageId? TryParse(string id)
    {
        var match = Pattern().Match(id);
        return match.Success && Guid.TryParseExact(match.Groups["subscription"].ValueSpan, "D", out _)
            ? new(
                match.Groups["subscription"].Value, match.Groups["group"].Value, match.Groups["gallery"].Value, match.Groups["image"].Value,
                match.Groups["version"].Success ? match.Groups["version"].Value : null)
            : null;
    }

    /// <summary>ARM id of the definition.</summary>
    public static string Definition(string id) => id.IndexOf("/versions/", StringComparison.OrdinalIgnoreCase) is > 0 and var end ? id[..end] : id;

    // Names as Azure allows them: the same id can then be no path, no URL and no second segment.
    [GeneratedRegex(
        """
        \A(?i:/subscriptions/)(?<subscription>[0-9A-Fa-f-]{36})
        (?i:/resourceGroups/)(?<group>[\p{L}\p{N}_.()-]{0,89}[\p{L}\p{N}_()-])
        (?i:/providers/Microsoft\.Compute/galleries/)(?<gallery>[A-Za-z0-9]([A-Za-z0-9._]{0,78}[A-Za-z0-9])?)
        (?i:/images/)(?<image>[A-Za-z0-9]([A-Za-z0-9._-]{0,78}[A-Za-z0-9])?)
        ((?i:/versions/)(?<version>[0-9]{1,10}\.[0-9]{1,10}\.[0-9]{1,10}))?\z
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}

using System.Text.RegularExpressions;

namespace ImageShare.Engine.Galleries.Public;

/// <summary>
/// Id of an image that is shared directly or open to everyone: /SharedGalleries/NAME/Images/NAME/Versions/VERSION, or CommunityGalleries
/// in place of SharedGalleries. VERSION is a number or "latest".
/// </summary>
internal sealed partial record PublicImageId(bool IsCommunity, string GalleryName, string ImageName, string Version)
{
    public const string Latest = "latest";

    /// <summary>Null when it is none.</summary>
    public static PublicImageId? TryParse(string? id)
    {
        var match = Shape().Match(id ?? "");
        return !match.Success ? null : new(
            match.Groups["kind"].Value.Equals("Community", StringComparison.OrdinalIgnoreCase), match.Groups["gallery"].Value,
            match.Groups["image"].Value, match.Groups["version"].Value.ToLowerInvariant());
    }

    /// <summary>The publisher's subscription (GUID) and gallery, which the name of a directly shared gallery tells; else null.</summary>
    public (string SubscriptionId, string GalleryName)? Publisher => !IsCommunity && Owner().Match(GalleryName) is { Success: true } match
        ? (match.Groups["subscription"].Value, match.Groups["gallery"].Value)
        : null;

    public override string ToString() =>
        $"/{(IsCommunity ? "Community" : "Shared")}Galleries/{GalleryName}/Images/{ImageName}/Versions/{Version}";

    [GeneratedRegex(
        @"^/(?<kind>Shared|Community)Galleries/(?<gallery>[\w.\-]+)/Images/(?<image>[\w.\-]+)" +
        @"/Versions/(?<version>latest|\d+\.\d+\.\d+)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Shape();

    [GeneratedRegex(
        @"^(?<subscription>[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})-(?<gallery>.+)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Owner();
}

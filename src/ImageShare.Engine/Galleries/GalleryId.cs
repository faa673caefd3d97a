using System.Text.RegularExpressions;
using ImageShare.Model;

namespace ImageShare.Engine.Galleries;

/// <summary>ARM id of a gallery, of an image definition in it, or of a version of that.</summary>
internal sealed partial record GalleryId(string SubscriptionId, string ResourceGroupName, string GalleryName)
{
    /// <summary>Image definition; null for the gallery itself.</summary>
    public string? ImageName { get; init; }

    /// <summary>Version (Major.Minor.Patch); null for the definition itself, which stands for its latest version.</summary>
    public string? Version { get; init; }

    public string GalleryResourceId =>
        $"/subscriptions/{SubscriptionId}/resourceGroups/{ResourceGroupName}/providers/Microsoft.Compute/galleries/{GalleryName}";

    public string ImageResourceId => $"{GalleryResourceId}/images/{ImageName}";

    public static GalleryId? TryParse(string? id)
    {
        var match = Shape().Match(id ?? "");
        if (!match.Success)
            return null;
        var version = match.Groups["version"] is { Success: true } v ? v.Value : null;
        // Compute reads a definition's id as "the latest"; the word itself is only documented for shared and community galleries.
        if (string.Equals(version, "latest", StringComparison.OrdinalIgnoreCase))
            version = null;
        if (version is not null && ImageVersionNumber.TryParse(version) is null)
            return null;
        return new(match.Groups["subscription"].Value, match.Groups["group"].Value, match.Groups["gallery"].Value)
        {
            ImageName = match.Groups["image"] is { Success: true } image ? image.Value : null,
            Version = version,
        };
    }

    public static GalleryId Parse(string id) => TryParse(id)
        ?? throw new ImageShareException("InvalidResourceId", ErrorKind.InvalidArgument,
            $"'{id}' is not the id of a gallery, an image definition or an image version.")
        {
            Target = id,
            Reason = "Such an id reads /subscriptions/GUID/resourceGroups/NAME/providers/Microsoft.Compute/galleries/NAME"
                + "[/images/NAME[/versions/MAJOR.MINOR.PATCH]].",
            Fix = "Take the id from Get-GalleryImage or from the hand-over file.",
        };

    public override string ToString() =>
        ImageName is null ? GalleryResourceId : Version is null ? ImageResourceId : $"{ImageResourceId}/versions/{Version}";

    // Names after Azure's rules: a gallery has no dash, a definition may; resource groups allow letters of any script.
    [GeneratedRegex(
        @"^/subscriptions/(?<subscription>[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})" +
        @"/resourceGroups/(?<group>[\w\-.()]{0,89}[\w\-()])" +
        @"/providers/Microsoft\.Compute/galleries/(?<gallery>[a-z0-9._]{1,80})" +
        @"(/images/(?<image>[a-z0-9._\-]{1,80})(/versions/(?<version>[^/?#\s]+))?)?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Shape();
}

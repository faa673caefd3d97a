using ImageShare.Model;

namespace ImageShare.Engine.Graph;

/// <summary>Finds a share app by its application id, and never takes another application for one.</summary>
internal static class ShareAppLookup
{
    /// <summary>Null when the directory has no such application.</summary>
    /// <exception cref="ImageShareException">The application was not made by this module.</exception>
    public static async Task<GraphApplication?> FindShareAppAsync(
        this GraphClient graph, string applicationId, CancellationToken cancellationToken)
    {
        var apps = await graph.ListApplicationsAsync($"appId eq '{applicationId}'", cancellationToken).ToListAsync(cancellationToken);
        if (apps is not [var app])
            return null;

        return ShareAppTags.Read(app.Tags) is not null ? app : throw new ImageShareException(
            "NotAShareApp", ErrorKind.InvalidOperation, $"The application '{app.DisplayName}' was not made by New-GalleryShareApp.")
        {
            Target = applicationId,
            Reason = "It may serve something else, so it is left alone.",
        };
    }
}

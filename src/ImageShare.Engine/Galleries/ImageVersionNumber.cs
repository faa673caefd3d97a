namespace ImageShare.Engine.Galleries;

/// <summary>Number of an image version: three integers, compared as numbers (1.10.0 is newer than 1.9.0).</summary>
internal static class ImageVersionNumber
{
    public static Version? TryParse(string? text) =>
        System.Version.TryParse(text, out var version) && version is { Build: >= 0, Revision: < 0 } && text == version.ToString()
            ? version
            : null;
}

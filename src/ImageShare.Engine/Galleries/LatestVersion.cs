using ImageShare.Model;

namespace ImageShare.Engine.Galleries;

/// <summary>What "latest" means: the highest number, 1.10.0 above 1.9.0, among those that are finished and not excluded.</summary>
internal static class LatestVersion
{
    /// <summary>Highest first.</summary>
    public static IEnumerable<GalleryImage> Candidates(IEnumerable<GalleryImage> versions) => versions
        .Where(v => !v.ExcludeFromLatest && v.ProvisioningState is null or "Succeeded" or "Updating")
        .Select(v => (Image: v, Number: ImageVersionNumber.TryParse(v.Version)))
        .Where(v => v.Number is not null)
        .OrderByDescending(v => v.Number)
        .Select(v => v.Image);

    public static GalleryImage Of(GalleryImage definition, IEnumerable<GalleryImage> versions) =>
        Candidates(versions).FirstOrDefault() ?? throw None(definition, versions);

    public static ImageShareException None(GalleryImage definition, IEnumerable<GalleryImage> versions) =>
        new("GalleryImageNotFound", ErrorKind.ObjectNotFound, $"The image '{definition.Name}' has no version that counts as latest.")
        {
            Target = definition.ImageId,
            Reason = string.Join(", ", versions.Select(v => v.Version)) is { Length: > 0 } all
                ? $"Every version is unfinished or excluded from latest: {all}."
                : "It has no version at all.",
            Fix = "Name a version, or publish one that is not excluded from latest.",
            Who = Party.Publisher,
        };
}

using ImageShare.Engine.Machines;
using ImageShare.Model;

namespace ImageShare.Engine.Checks;

/// <summary>There is a version to build from: the one that was named, or one that counts as latest.</summary>
internal sealed class VersionCheck() : Check("Version")
{
    public override ShareCheck Run(ShareFacts facts) => facts.Version switch
    {
        { Value: { ExcludeFromLatest: true } version } => Pass(
            $"Version {version.Version} is there; it is excluded from latest, so it must be named."),
        { Value: { } version } => Pass($"Version {version.Version} is there."),
        { Refusal: { Code: "GalleryImageNotFound" } none } => Fail(none),
        { Refusal: { Kind: ErrorKind.ObjectNotFound } missing } => Fail(
            $"{missing.Message} The name or the number is wrong, or it was removed.", List(facts), Party.Publisher),
        var fact => Skip(fact),
    };

    private static string List(ShareFacts facts) => facts.Choice?.Reference is GalleryImageReference { Image: var id }
        ? $"Get-GalleryImage -ResourceId {id.ImageResourceId} -Version *" : "Get-SharedImage";
}

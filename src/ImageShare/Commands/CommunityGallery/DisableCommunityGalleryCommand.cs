using System.Management.Automation;
using ImageShare.Bridge;
using ImageShare.Loading;
using ImageShare.Model;

namespace ImageShare.Commands;

/// <summary>Closes a community gallery: only those with a role on it can use it then.</summary>
[Cmdlet(VerbsLifecycle.Disable, "CommunityGallery", DefaultParameterSetName = NameSet, SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(CommunityGallery))]
public sealed class DisableCommunityGalleryCommand : GalleryCommand
{
    /// <summary>Writes the gallery as it is then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override IEnumerable<Work> Process()
    {
        RequireSignIn();
        var (gallery, passThru) = (Gallery, PassThru.IsPresent);
        yield return new Work(ResourceId ?? GalleryName!, async (pipeline, cancellationToken) =>
        {
            var closed = await EngineLoader.Engine.GallerySharing.DisableCommunityAsync(gallery, pipeline, cancellationToken);
            if (passThru)
                await pipeline.WriteObjectAsync(closed);
        });
    }
}

using System.Management.Automation;
using ImageShare.Bridge;
using ImageShare.Loading;
using ImageShare.Parameters;

namespace ImageShare.Commands;

/// <summary>Removes a share app of the signed-in tenant for good; every consumer that builds with it loses access.</summary>
[Cmdlet(VerbsCommon.Remove, "GalleryShareApp", SupportsShouldProcess = true)]
[OutputType(typeof(bool))]
public sealed class RemoveGalleryShareAppCommand : ParallelCommand
{
    /// <summary>Application (client) id (GUID).</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("AppId")]
    [ValidateGuid]
    public string ApplicationId { get; set; } = "";

    /// <summary>Writes true for each app that is gone.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override IEnumerable<Work> Process()
    {
        RequireSignIn();
        var (applicationId, passThru) = (ApplicationId, PassThru.IsPresent);
        yield return new Work(applicationId, async (pipeline, cancellationToken) =>
        {
            await EngineLoader.Engine.ShareApps.RemoveAsync(applicationId, pipeline, cancellationToken);
            if (passThru)
                await pipeline.WriteChangeAsync(true, planned: false);
        });
    }
}

using System.Management.Automation;
using ImageShare.Bridge;
using ImageShare.Completion;
using ImageShare.Loading;
using ImageShare.Model;

namespace ImageShare.Commands;

/// <summary>Copies image versions to more regions, or removes them from some.</summary>
[Cmdlet(VerbsData.Update, "GalleryImageRegion", SupportsShouldProcess = true)]
[OutputType(typeof(GalleryImage))]
public sealed class UpdateGalleryImageRegionCommand : ParallelCommand
{
    /// <summary>
    /// ARM id of an image version, or of a definition for its latest one; also the /SharedGalleries/... id that a consumer sees.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Id", "ImageVersionId")]
    [ValidateNotNullOrEmpty]
    public string[] ResourceId { get; set; } = [];

    /// <summary>Regions to copy it to.</summary>
    [Parameter(Position = 1)]
    [Alias("Region")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(LocationCompleter))]
    public string[] AddRegion { get; set; } = [];

    /// <summary>Regions to remove it from; asks first.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(LocationCompleter))]
    public string[] RemoveRegion { get; set; } = [];

    /// <summary>Copies in each region that is added; without it the version's own number.</summary>
    [Parameter]
    [ValidateRange(1, 100)]
    public int? ReplicaCount { get; set; }

    /// <summary>Returns when Azure has accepted the change.</summary>
    [Parameter]
    public SwitchParameter NoWait { get; set; }

    /// <summary>Removes regions without a question.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Under -WhatIf, writes the version as it would be.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override IEnumerable<Work> Process()
    {
        RequireSignIn();
        if (AddRegion.Length + RemoveRegion.Length == 0)
        {
            throw new ImageShareException("RegionRequired", ErrorKind.InvalidArgument, "No region was named.")
            {
                Fix = "Add -AddRegion or -RemoveRegion.",
            };
        }

        foreach (var id in ResourceId)
            yield return Change(id);
    }

    private Work Change(string id)
    {
        var spec = new ImageRegionSpec(id)
        {
            AddRegions = AddRegion,
            RemoveRegions = RemoveRegion,
            ReplicaCount = ReplicaCount,
            NoWait = NoWait,
        };
        var planned = PassThru.IsPresent;
        return new Work(id, async (pipeline, cancellationToken) => await pipeline.WriteChangeAsync(
            await EngineLoader.Engine.ImageRegions.UpdateAsync(spec, pipeline, cancellationToken), planned));
    }
}

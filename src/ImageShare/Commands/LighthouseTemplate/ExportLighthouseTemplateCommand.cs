using System.Management.Automation;
using ImageShare.Bridge;
using ImageShare.Loading;
using ImageShare.Parameters;

namespace ImageShare.Commands;

/// <summary>
/// Writes, offline, a template that gives the same delegation as New-LighthouseDelegation, for whoever owns the subscription to deploy.
/// </summary>
[Cmdlet(VerbsData.Export, "LighthouseTemplate", DefaultParameterSetName = ResourceGroupSet, SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportLighthouseTemplateCommand : LighthouseCommand
{
    /// <summary>Template to write: NAME.json, or NAME.bicep; NAME.parameters.json comes beside it.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [Alias("LiteralPath", "PSPath")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Replaces existing files.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override IEnumerable<Work> Process()
    {
        var (spec, path, force) = (Spec(), this.FullPath(Path), Force.IsPresent);
        yield return new Work(path, async (pipeline, cancellationToken) =>
        {
            var files = await EngineLoader.Engine.Delegations.ExportAsync(spec, path, force, pipeline, cancellationToken);
            if (!pipeline.TakeRefusal())
            {
                foreach (var file in files)
                    await pipeline.WriteObjectAsync(new FileInfo(file));
            }
        });
    }
}

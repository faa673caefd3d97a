using System.Management.Automation;

namespace ImageShare.Sandbox.Host.StandIns.Files;

[Cmdlet(VerbsDiagnostic.Resolve, "Path")]
internal sealed class ResolvePathCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public string[] Path { get; set; } = [];

    protected override void ProcessRecord()
    {
        foreach (var path in Path)
            WriteObject(SessionState.Path.GetResolvedPSPathFromPSPath(path), enumerateCollection: true);
    }
}

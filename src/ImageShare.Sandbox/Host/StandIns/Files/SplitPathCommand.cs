using System.Management.Automation;

namespace ImageShare.Sandbox.Host.StandIns.Files;

[Cmdlet(VerbsCommon.Split, "Path", DefaultParameterSetName = nameof(Parent))]
internal sealed class SplitPathCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("LiteralPath", "PSPath")]
    public string[] Path { get; set; } = [];

    [Parameter(ParameterSetName = nameof(Parent))]
    public SwitchParameter Parent { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = nameof(Leaf))]
    public SwitchParameter Leaf { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var path in Path)
            WriteObject(Leaf ? SessionState.Path.ParseChildName(path) : SessionState.Path.ParseParent(path, ""));
    }
}

using System.Management.Automation;

namespace ImageShare.Sandbox.Host.StandIns.Files;

[Cmdlet(VerbsCommon.Join, "Path")]
internal sealed class JoinPathCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("PSPath")]
    public string[] Path { get; set; } = [];

    [Parameter(Mandatory = true, Position = 1)]
    [AllowEmptyString]
    public string ChildPath { get; set; } = "";

    [Parameter(Position = 2, ValueFromRemainingArguments = true)]
    public string[] AdditionalChildPath { get; set; } = [];

    protected override void ProcessRecord()
    {
        foreach (var path in Path)
            WriteObject(AdditionalChildPath.Prepend(ChildPath).Aggregate(path, SessionState.Path.Combine));
    }
}

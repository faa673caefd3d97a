using System.Management.Automation;

namespace ImageShare.Sandbox.Host.StandIns.Files;

[Cmdlet(VerbsCommon.Set, "Location")]
internal sealed class SetLocationCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("LiteralPath", "PSPath")]
    public string Path { get; set; } = "";

    protected override void ProcessRecord() => SessionState.Path.SetLocation(Path);
}

using System.Management.Automation;

namespace ImageShare.Sandbox.Host.StandIns.Files;

[Cmdlet(VerbsCommon.Get, "ChildItem")]
internal sealed class GetChildItemCommand : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("LiteralPath", "PSPath")]
    public string[] Path { get; set; } = ["."];

    [Parameter]
    public SwitchParameter Recurse { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord() =>
        WriteObject(InvokeProvider.ChildItem.Get(Path, Recurse, uint.MaxValue, Force, literalPath: false), enumerateCollection: true);
}

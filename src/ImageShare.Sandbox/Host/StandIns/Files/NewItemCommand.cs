using System.Management.Automation;

namespace ImageShare.Sandbox.Host.StandIns.Files;

[Cmdlet(VerbsCommon.New, "Item", SupportsShouldProcess = true)]
internal sealed class NewItemCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public string[] Path { get; set; } = [];

    [Parameter]
    [Alias("Type")]
    public string ItemType { get; set; } = "File";

    [Parameter(ValueFromPipeline = true)]
    public object? Value { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var path in Path.Where(path => ShouldProcess(path, $"Create {ItemType}")))
            WriteObject(InvokeProvider.Item.New([path], null, ItemType, Value, Force), enumerateCollection: true);
    }
}

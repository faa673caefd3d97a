using System.Management.Automation;

namespace ImageShare.Sandbox.Host.StandIns.Files;

[Cmdlet(VerbsCommon.Remove, "Item", DefaultParameterSetName = nameof(Path), SupportsShouldProcess = true)]
internal sealed class RemoveItemCommand : PathCommand
{
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void Process(string path)
    {
        if (!Recurse && InvokeProvider.Item.IsContainer(path) && InvokeProvider.ChildItem.HasChild(path, Force, IsLiteral))
            throw new PSInvalidOperationException($"{path} has children and -Recurse was not given.");
        if (ShouldProcess(path, "Remove"))
            InvokeProvider.Item.Remove([path], Recurse, Force, IsLiteral);
    }
}

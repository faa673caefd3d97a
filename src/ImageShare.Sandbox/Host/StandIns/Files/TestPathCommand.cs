using System.Management.Automation;

namespace ImageShare.Sandbox.Host.StandIns.Files;

[Cmdlet(VerbsDiagnostic.Test, "Path", DefaultParameterSetName = nameof(Path))]
internal sealed class TestPathCommand : PathCommand
{
    [Parameter]
    [ValidateSet("Any", "Container", "Leaf", IgnoreCase = true)]
    public string PathType { get; set; } = "Any";

    protected override void Process(string path)
    {
        var items = InvokeProvider.Item;
        WriteObject(items.Exists(path, force: false, IsLiteral) && PathType.ToUpperInvariant() switch
        {
            "CONTAINER" => items.IsContainer(path),
            "LEAF" => !items.IsContainer(path),
            _ => true,
        });
    }
}

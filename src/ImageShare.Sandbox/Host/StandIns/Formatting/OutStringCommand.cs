using System.Management.Automation;
using System.Management.Automation.Host;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace ImageShare.Sandbox.Host.StandIns.Formatting;

[Cmdlet(VerbsData.Out, "String")]
internal sealed class OutStringCommand : FrontEndCommandBase
{
    private readonly StringWriter _text = new();

    [Parameter]
    [ValidateRange(2, int.MaxValue)]
    public int Width { get; set; } = 120;

    [Parameter]
    public SwitchParameter Stream { get; set; }

    protected override void BeginProcessing()
    {
        EngineFormatting.WriteTo(this, _text, Width);
        base.BeginProcessing();
    }

    protected override void EndProcessing()
    {
        base.EndProcessing();
        var text = PSHostUserInterface.GetOutputString(_text.ToString(), Host.UI.SupportsVirtualTerminal);
        if (Stream)
            WriteObject(text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'), enumerateCollection: true);
        else
            WriteObject(text);
    }
}

using System.Management.Automation;
using System.Management.Automation.Host;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace ImageShare.Sandbox.Host.StandIns.Formatting;

/// <summary>Also what <c>&gt;</c> and <c>&gt;&gt;</c> call.</summary>
[Cmdlet(VerbsData.Out, "File")]
internal sealed class OutFileCommand : FrontEndCommandBase
{
    private readonly StringWriter _text = new();

    [Parameter(Mandatory = true, Position = 0)]
    [Alias("Path", "LiteralPath", "PSPath")]
    public string FilePath { get; set; } = "";

    [Parameter]
    public SwitchParameter Append { get; set; }

    [Parameter]
    [ValidateRange(2, int.MaxValue)]
    public int Width { get; set; } = 120;

    protected override void BeginProcessing()
    {
        EngineFormatting.WriteTo(this, _text, Width);
        // Created at once: also an empty pipeline leaves an empty file.
        using (File.Open(Target, Append ? FileMode.Append : FileMode.Create)) { }
        base.BeginProcessing();
    }

    protected override void EndProcessing()
    {
        base.EndProcessing();
        File.AppendAllText(Target, PSHostUserInterface.GetOutputString(_text.ToString(), supportsVirtualTerminal: false));
    }

    private string Target => GetUnresolvedProviderPathFromPSPath(FilePath);
}

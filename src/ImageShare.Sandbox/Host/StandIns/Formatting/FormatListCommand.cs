using System.Management.Automation;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace ImageShare.Sandbox.Host.StandIns.Formatting;

[Cmdlet(VerbsCommon.Format, "List")]
internal sealed class FormatListCommand : OuterFormatTableAndListBase
{
    public FormatListCommand() => EngineFormatting.Shape(this, "List");
}

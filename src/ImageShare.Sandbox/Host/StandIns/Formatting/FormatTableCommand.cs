using System.Management.Automation;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace ImageShare.Sandbox.Host.StandIns.Formatting;

[Cmdlet(VerbsCommon.Format, "Table")]
internal sealed class FormatTableCommand : OuterFormatTableBase
{
    public FormatTableCommand() => EngineFormatting.Shape(this, "Table");
}

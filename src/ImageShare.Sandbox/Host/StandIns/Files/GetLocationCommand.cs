using System.Management.Automation;

namespace ImageShare.Sandbox.Host.StandIns.Files;

[Cmdlet(VerbsCommon.Get, "Location")]
internal sealed class GetLocationCommand : PSCmdlet
{
    protected override void BeginProcessing() => WriteObject(SessionState.Path.CurrentLocation);
}

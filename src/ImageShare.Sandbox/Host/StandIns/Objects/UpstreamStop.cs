using System.Management.Automation;
using System.Management.Automation.Internal;

namespace ImageShare.Sandbox.Host.StandIns.Objects;

/// <summary>Ends the commands before this one in the pipeline and lets those after it finish, as Select-Object -First does.</summary>
internal static class UpstreamStop
{
    // The engine understands only its own exception for this, and keeps it internal.
    private static readonly Type Signal =
        typeof(PSObject).Assembly.GetType("System.Management.Automation.StopUpstreamCommandsException", throwOnError: true)!;

    public static void By(InternalCommand command) => throw (Exception)Activator.CreateInstance(Signal, command)!;
}

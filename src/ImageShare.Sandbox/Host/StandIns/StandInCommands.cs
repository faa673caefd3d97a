using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace ImageShare.Sandbox.Host.StandIns;

/// <summary>
/// The cmdlets of PowerShell's Utility and Management modules that scripts for this tool need: the engine's package comes
/// without those modules. Each does what its parameters say as PowerShell does it; what is not offered is refused as an unknown parameter.
/// </summary>
internal static class StandInCommands
{
    private static readonly SessionStateCmdletEntry[] All =
    [
        .. from type in typeof(StandInCommands).Assembly.GetTypes()
           where type.Namespace?.StartsWith(typeof(StandInCommands).Namespace!, StringComparison.Ordinal) is true
           let cmdlet = type.GetCustomAttribute<CmdletAttribute>()
           where cmdlet is not null
           select new SessionStateCmdletEntry($"{cmdlet.VerbName}-{cmdlet.NounName}", type, helpFileName: null),
    ];

    /// <summary>Adds those that the engine does not have itself.</summary>
    public static void AddTo(InitialSessionState state)
    {
        var present = state.Commands.Select(command => command.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        state.Commands.Add(All.Where(entry => !present.Contains(entry.Name)));
    }
}

using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace ImageShare.Sandbox.Host;

/// <summary>Cmdlets that a script asked for in vain and that may well be PowerShell's own.</summary>
internal static class MissingCmdlets
{
    public static IReadOnlyList<string> Of(Runspace runspace) =>
    [
        .. ((IEnumerable)runspace.SessionStateProxy.GetVariable("Error")).OfType<ErrorRecord>()
            .Select(record => (record.Exception as CommandNotFoundException)?.CommandName)
            .OfType<string>()
            .Where(name => name.Contains('-', StringComparison.Ordinal))
            .Distinct(StringComparer.OrdinalIgnoreCase),
    ];
}

using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;

namespace ImageShare.Bridge;

/// <summary>
/// A script block that a sign-in keeps. In the runspace it came from it sees its variables; in another one (ForEach-Object -Parallel) it
/// runs unbound, because PowerShell would wait for the first runspace, which waits for this one.
/// </summary>
internal sealed class SessionScript(ScriptBlock script)
{
    private readonly Guid _home = Runspace.DefaultRunspace.InstanceId;

    /// <summary>Pipeline thread only.</summary>
    public Collection<PSObject> Invoke(params object?[] arguments) =>
        (Runspace.DefaultRunspace.InstanceId == _home ? script : ((ScriptBlockAst)script.Ast).GetScriptBlock()).Invoke(arguments);
}

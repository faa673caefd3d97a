using System.Management.Automation.Runspaces;
using System.Text.Json;
using ImageShare.Sandbox.Host.StandIns.Text;
using ImageShare.Sandbox.Server;

namespace ImageShare.Sandbox.Host;

/// <summary><c>$Sandbox</c>: the same names and values as in the ready file.</summary>
internal static class SandboxVariable
{
    public static SessionStateVariableEntry Entry(SandboxAccounts accounts) => new(
        "Sandbox",
        JsonObjects.From(JsonSerializer.SerializeToNode(accounts), asHashtable: false),
        "Where the sandbox is and who may do what in it.");
}

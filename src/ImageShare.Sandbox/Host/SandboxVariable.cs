using System.Management.Automation;
using System.Text.Json;
using ImageShare.Sandbox.Host.StandIns.Text;
using ImageShare.Sandbox.Server;

namespace ImageShare.Sandbox.Host;

/// <summary><c>$Sandbox</c>: the same names and values as in the ready file.</summary>
internal static class SandboxVariable
{
    public const string Name = "Sandbox";

    public static object Of(SandboxAccounts accounts) => JsonObjects.From(JsonSerializer.SerializeToNode(accounts), asHashtable: false)!;
}

using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using ImageShare.Sandbox.Host.UserInterface;
using ImageShare.Sandbox.Host.StandIns;
using ImageShare.Sandbox.Server;
using Microsoft.PowerShell;

namespace ImageShare.Sandbox.Host;

/// <summary>A runspace of the real PowerShell engine with the module imported and <c>$Sandbox</c> set.</summary>
internal static class SandboxRunspace
{
    static SandboxRunspace()
    {
        // The engine would otherwise report usage to Microsoft from here.
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
    }

    /// <param name="accounts">What <c>$Sandbox</c> shows; not set when null.</param>
    /// <param name="host">Where streams are printed; without one they are only in the streams of the invoking <c>PowerShell</c>.</param>
    public static Runspace Open(SandboxAccounts? accounts = null, PSHost? host = null)
    {
        var state = InitialSessionState.CreateDefault2();
        state.ThrowOnRunspaceOpenError = true;
        state.ImportPSModule(BuiltModule.Manifest);
        StandInCommands.AddTo(state);
        if (accounts is not null)
            state.Variables.Add(SandboxVariable.Entry(accounts));
        if (OperatingSystem.IsWindows())
            state.ExecutionPolicy = ExecutionPolicy.Bypass;

        var runspace = RunspaceFactory.CreateRunspace(host ?? new SandboxHost(new Terminal(TextWriter.Null, TextWriter.Null)), state);
        runspace.ThreadOptions = PSThreadOptions.ReuseThread;
        runspace.Open();
        return runspace;
    }
}

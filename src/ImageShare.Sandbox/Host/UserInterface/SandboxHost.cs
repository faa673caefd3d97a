using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace ImageShare.Sandbox.Host.UserInterface;

/// <summary>What the PowerShell engine speaks to.</summary>
internal sealed class SandboxHost(Terminal terminal) : PSHost
{
    private readonly ConsoleUserInterface _ui = new(terminal);

    /// <summary>What <c>exit</c> in a script asked for; null when the script ran to its end.</summary>
    public int? ExitCode { get; private set; }

    public override string Name => "ImageShare Sandbox";

    public override Version Version { get; } = typeof(SandboxHost).Assembly.GetName().Version!;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI => _ui;

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    /// <summary>A script that ends leaves no progress behind, even if it forgot to complete it.</summary>
    public void ClearProgress() => _ui.ClearProgress();

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    public override void EnterNestedPrompt() => throw new PSNotSupportedException("This host has no nested prompt.");

    public override void ExitNestedPrompt() => throw new PSNotSupportedException("This host has no nested prompt.");

    public override void NotifyBeginApplication()
    {
        // A native program writes to the same terminal by itself: nothing to hand over.
    }

    public override void NotifyEndApplication()
    {
        // See NotifyBeginApplication.
    }
}

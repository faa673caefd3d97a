using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace ImageShare.Sandbox.Host.UserInterface;

/// <summary>Prints PowerShell's streams as pwsh does: errors on the error output, the rest on the output.</summary>
internal sealed class ConsoleUserInterface : PSHostUserInterface
{
    private readonly Lock _lock = new();
    private readonly Terminal _terminal;
    private readonly ProgressLine _progress;
    private readonly Questions _questions;

    public ConsoleUserInterface(Terminal terminal)
    {
        _terminal = terminal;
        _progress = new ProgressLine(terminal);
        _questions = new Questions(terminal, this);
        RawUI = new ConsoleRawUserInterface(terminal);
    }

    public override PSHostRawUserInterface RawUI { get; }

    public override bool SupportsVirtualTerminal => _terminal.HasColor;

    public override void Write(string value) => Print(_terminal.Output, value);

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        Print(_terminal.Output, Paint(ConsoleRawUserInterface.Escape(foregroundColor, backgroundColor), value));

    public override void WriteLine(string value) => Print(_terminal.Output, value + Environment.NewLine);

    public override void WriteLine(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        Print(_terminal.Output, Paint(ConsoleRawUserInterface.Escape(foregroundColor, backgroundColor), value) + Environment.NewLine);

    public override void WriteErrorLine(string value) => Print(_terminal.Error, value + Environment.NewLine);

    public override void WriteWarningLine(string message) => WriteLine(Paint(PSStyle.Instance.Formatting.Warning, "WARNING: " + message));

    public override void WriteVerboseLine(string message) => WriteLine(Paint(PSStyle.Instance.Formatting.Verbose, "VERBOSE: " + message));

    public override void WriteDebugLine(string message) => WriteLine(Paint(PSStyle.Instance.Formatting.Debug, "DEBUG: " + message));

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        lock (_lock)
            _progress.Show(sourceId, record);
    }

    public void ClearProgress()
    {
        lock (_lock)
            _progress.Clear();
    }

    public override string ReadLine() => _questions.ReadLine();

    public override SecureString ReadLineAsSecureString() => _questions.ReadSecret();

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        _questions.Ask(caption, message, descriptions);

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
        _questions.Choose(caption, message, choices, defaultChoice);

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        _questions.AskCredential(caption, message, userName);

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName,
        PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        _questions.AskCredential(caption, message, userName);

    private static string Paint(string style, string text) => style.Length == 0 ? text : style + text + PSStyle.Instance.Reset;

    // The engine colours its text whatever the target is: what is not a screen gets it plain.
    private void Print(TextWriter writer, string text)
    {
        lock (_lock)
        {
            _progress.Hide();
            writer.Write(GetOutputString(text, _terminal.HasColor));
            writer.Flush();
        }
    }
}

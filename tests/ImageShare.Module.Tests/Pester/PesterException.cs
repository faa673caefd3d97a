using System.Management.Automation;

namespace ImageShare.Tests.Pester;

/// <summary>A failed test; its stack trace is the script's, so that a report points into the test file.</summary>
internal sealed class PesterException(string message, string? scriptStackTrace = null) : Exception(message)
{
    public PesterException(ErrorRecord error)
        : this($"{error} ({error.FullyQualifiedErrorId})", InFiles(error.ScriptStackTrace)) { }

    public override string? StackTrace => scriptStackTrace ?? base.StackTrace;

    // The runner's own script is no file.
    private static string InFiles(string? trace) =>
        string.Join('\n', (trace ?? "").Split('\n').Where(line => !line.Contains("<No file>", StringComparison.Ordinal)));
}

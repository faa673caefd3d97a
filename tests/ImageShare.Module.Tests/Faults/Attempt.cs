using System.Management.Automation;
using ImageShare.Tests.Flows;

namespace ImageShare.Tests.Faults;

/// <summary>One run of a script: how it ended, and everything that was said on the way.</summary>
internal sealed record Attempt(ErrorRecord? Error, string Said)
{
    public static Attempt Of(Desk desk, string script)
    {
        var said = desk.Run($$"""
            $VerbosePreference = $DebugPreference = $InformationPreference = $WarningPreference = 'Continue'
            & { try { {{script}} } catch { $_ } } *>&1
            """);
        var error = said.Select(o => o.BaseObject).OfType<ErrorRecord>().ToList();
        return error.Count > 1
            ? throw new InvalidOperationException($"{error.Count} errors: {string.Join("; ", error)}")
            : new Attempt(error is [var one] ? one : null, string.Join('\n', said.Select(Text)));
    }

    /// <summary>What is missing for an error that tells its reader what happened and what to do.</summary>
    public IEnumerable<string> Unclear()
    {
        if (Error is not { } error)
            yield break;
        if (!error.FullyQualifiedErrorId.Contains(",ImageShare.Commands.", StringComparison.Ordinal)
            || error.FullyQualifiedErrorId.StartsWith("UnexpectedError", StringComparison.Ordinal))
            yield return $"no error of the module's: {error.FullyQualifiedErrorId} {error.Exception}";
        if (error.Exception.Message.Length == 0 || error.Exception.Message.AsSpan().ContainsAny('{', '<'))
            yield return $"no clear message: {error.Exception.Message}";
        if (error.ErrorDetails?.RecommendedAction is not { Length: > 0 })
            yield return $"nothing is advised: {error.Exception.Message}";
    }

    private static string Text(PSObject said) => said.BaseObject is ErrorRecord error
        ? $"{error} {error.Exception} {error.ErrorDetails} {error.ErrorDetails?.RecommendedAction}"
        : said.BaseObject is InformationalRecord or InformationRecord ? $"{said}"
        : $"{said} {string.Join(' ', said.Properties.Select(Value))}";

    private static string Value(PSPropertyInfo property)
    {
        try
        {
            return $"{property.Value}";
        }
        catch (GetValueException)
        {
            return "";
        }
    }
}

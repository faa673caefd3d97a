using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using ImageShare.Model;

namespace ImageShare.Completion;

/// <summary>How suggestions become what PowerShell puts into the line.</summary>
internal static class Completions
{
    private static readonly char[] Quotes = ['\'', '"'];

    /// <summary>Those whose text, or shown text, begins with what was typed.</summary>
    public static IEnumerable<CompletionResult> Matching(string typed, IEnumerable<Suggestion> suggestions)
    {
        var word = typed.Trim(Quotes);
        return from suggestion in suggestions
               let shown = suggestion.ListText ?? suggestion.Text
               where Begins(suggestion.Text, word) || Begins(shown, word)
               select new CompletionResult(
                   Quoted(suggestion.Text), shown, CompletionResultType.ParameterValue,
                   suggestion.ToolTip.Length > 0 ? suggestion.ToolTip : shown);
    }

    /// <summary>What the command line gives a parameter, when that is known already: a variable holds its value in a PSObject.</summary>
    public static T? Given<T>(IDictionary bound, string parameter) where T : class =>
        (bound[parameter] is PSObject wrapped ? wrapped.BaseObject : bound[parameter]) as T;

    private static bool Begins(string text, string word) => text.StartsWith(word, StringComparison.OrdinalIgnoreCase);

    // As it would have to be typed: names of Azure may hold spaces, quotes and brackets.
    private static string Quoted(string text) =>
        text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            ? text
            : $"'{CodeGeneration.EscapeSingleQuotedStringContent(text)}'";
}

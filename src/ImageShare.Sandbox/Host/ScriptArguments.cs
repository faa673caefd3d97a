using System.Management.Automation.Runspaces;

namespace ImageShare.Sandbox.Host;

/// <summary>
/// Turns words of a command line into a script's arguments by the rules of <c>pwsh -File</c>:
/// -Name value, -Name:value, -Switch, -Switch:$false.
/// </summary>
internal static class ScriptArguments
{
    public static IEnumerable<CommandParameter> Parse(IEnumerable<string> words)
    {
        string? awaiting = null;
        foreach (var word in words)
        {
            if (awaiting is not null)
            {
                yield return new CommandParameter(awaiting, word);
                awaiting = null;
            }
            else if (!IsName(word))
                yield return new CommandParameter(null, word);
            else if (word.IndexOf(':', StringComparison.Ordinal) is var colon && colon < 0)
                yield return new CommandParameter(word);
            else if (colon == word.Length - 1)
                awaiting = word[..colon];
            else
                yield return new CommandParameter(word[..colon], Value(word[(colon + 1)..]));
        }

        if (awaiting is not null)
            yield return new CommandParameter(awaiting);
    }

    private static bool IsName(string word) => word.Length > 1 && word[0] == '-' && (char.IsLetter(word[1]) || word[1] == '_');

    private static object Value(string text) => text.ToUpperInvariant() switch
    {
        "$TRUE" or "TRUE" => true,
        "$FALSE" or "FALSE" => false,
        _ => text,
    };
}

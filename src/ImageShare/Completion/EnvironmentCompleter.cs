using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using ImageShare.Model;

namespace ImageShare.Completion;

/// <summary>The clouds that are built in. A word that is none of them is left to PowerShell, which completes it as the path of a cloud file.</summary>
public sealed class EnvironmentCompleter : IArgumentCompleter
{
    private static readonly Suggestion[] Clouds =
    [
        new("AzureCloud", "Azure, the public cloud"),
        new("AzureUSGovernment", "Azure Government of the United States"),
        new("AzureChinaCloud", "Azure in China, operated by 21Vianet"),
    ];

    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completions.Matching(wordToComplete, Clouds);
}

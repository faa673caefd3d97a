using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using ImageShare.Model;

namespace ImageShare.Completion;

/// <summary>Images that the hand-over on the command line shares. Asks nobody.</summary>
public sealed class HandoverImageCompleter : IArgumentCompleter
{
    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completions.Given<Handover>(fakeBoundParameters, "Handover") is { } handover
            ? Completions.Matching(wordToComplete, handover.Images.Select(i => new Suggestion(i.Name, i.Id)))
            : [];
}

using System.Collections;
using System.Management.Automation;
using ImageShare.Bridge;
using ImageShare.Errors;
using ImageShare.Loading;
using ImageShare.Model;
using ImageShare.Parameters;

namespace ImageShare.Commands;

/// <summary>
/// Says what an error of this module, or of any other tool that talks to Azure, means: cause, fix, and who must act. Offline.
/// </summary>
[Cmdlet(VerbsDiagnostic.Resolve, "ImageShareError", DefaultParameterSetName = NewestSet)]
[OutputType(typeof(ErrorExplanation))]
public sealed class ResolveImageShareErrorCommand : AsyncCommand
{
    private const string NewestSet = "Newest";
    private const string RecordSet = "ErrorRecord";
    private const string TextSet = "Text";

    private readonly List<string> _lines = [];

    /// <summary>Error records, as in $Error; without any, and without a text, the newest of the session.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = RecordSet)]
    [Alias("InputObject")]
    [AsItIs(typeof(ErrorRecord))]
    public ErrorRecord? ErrorRecord { get; set; }

    /// <summary>What a tool printed. Lines that are piped in are one text.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = TextSet)]
    [AllowEmptyString]
    public string? Text { get; set; }

    /// <summary>The hand-over in use, as Import-ImageShare gave it: it tells whose the tenants and the app are.</summary>
    [Parameter]
    [AsItIs(typeof(Handover))]
    public Handover? Handover { get; set; }

    private protected override IEnumerable<Work> Process()
    {
        if (Text is not null)
            _lines.Add(Text);
        else if (ErrorRecord is { } record && ErrorRecordText.IsLineOfProgram(record))
            _lines.Add(record.ToString());
        else if ((ErrorRecord ?? Newest()) is { } one)
            yield return Explain(one);
    }

    private protected override IEnumerable<Work> End()
    {
        if (_lines.Count > 0)
            yield return Explain(string.Join('\n', _lines));
    }

    // A failure of ours says it all itself.
    private Work Explain(ErrorRecord record) => ErrorRecordText.Own(record) is { } own
        ? new("error", (pipeline, _) => pipeline.WriteObjectAsync(own))
        : Explain(ErrorRecordText.Of(record));

    private Work Explain(string text)
    {
        var question = new ErrorQuestion(text) { Handover = Handover };
        return new("error", async (pipeline, _) =>
        {
            foreach (var explanation in EngineLoader.Engine.Errors.Explain(question))
                await pipeline.WriteObjectAsync(explanation);
        });
    }

    private ErrorRecord Newest()
    {
        var errors = SessionState.PSVariable.GetValue("global:Error") as ArrayList;
        return errors is not [var newest, ..]
            ? throw new ImageShareException("NoErrorInSession", ErrorKind.ObjectNotFound, "This session has had no error yet.")
            {
                Fix = "Give one: $Error[0] | Resolve-ImageShareError, or Resolve-ImageShareError -Text 'what the tool printed'.",
            }
            : ErrorRecordText.Record(newest!);
    }
}

namespace ImageShare.Model;

/// <summary>Says what errors mean: of this module, and of any other tool that talks to Azure. Asks nobody.</summary>
public interface IErrorService
{
    /// <summary>
    /// Every known error of a text, the innermost first: it is the cause of the others. One explanation that knows nothing
    /// (<see cref="ErrorExplanation.IsKnown"/>) when there is none.
    /// </summary>
    IReadOnlyList<ErrorExplanation> Explain(ErrorQuestion question);
}

/// <summary>What is to be explained.</summary>
/// <param name="Text">All that the tool printed: a message, lines of a log, a JSON body.</param>
public sealed record ErrorQuestion(string Text)
{
    /// <summary>The hand-over in use: it tells whose the tenants and the app are.</summary>
    public Handover? Handover { get; init; }
}

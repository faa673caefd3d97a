namespace ImageShare.Model;

/// <summary>
/// The one who called the engine: brings the sign-ins, hears of milestones, answers questions.
/// Every member may be called from any thread.
/// </summary>
public interface ICaller
{
    /// <summary>The sign-ins to choose from, newest first. The engine takes the one that fits a resource's tenant.</summary>
    IReadOnlyList<ImageShareContext> Contexts { get; }

    /// <summary>A milestone of the work.</summary>
    void Verbose(string message);

    /// <summary>A detail for who looks for the cause of something; never a secret or a token.</summary>
    void Debug(string message);

    /// <summary>Something the user must know, though the work goes on.</summary>
    void Warning(string message);

    /// <summary>Text that a person must read now, such as a device code; goes to the host.</summary>
    void Prompt(string message);

    /// <summary>How far a piece of work is.</summary>
    void Progress(WorkProgress progress);

    /// <summary>Asks whether <paramref name="action"/> may be done to <paramref name="target"/> (a full id); false under -WhatIf.</summary>
    Task<bool> ShouldProcessAsync(string target, string action);

    /// <summary>Asks the person a yes/no question that only -Force may skip.</summary>
    Task<bool> ShouldContinueAsync(string query, string caption);
}

using ImageShare.Model;

namespace ImageShare.Engine.Identity;

/// <summary>The same caller with one sign-in to choose from.</summary>
internal sealed class SingleSignIn(ICaller caller, ImageShareContext context) : ICaller
{
    public IReadOnlyList<ImageShareContext> Contexts { get; } = [context];

    public void Verbose(string message) => caller.Verbose(message);

    public void Debug(string message) => caller.Debug(message);

    public void Warning(string message) => caller.Warning(message);

    public void Prompt(string message) => caller.Prompt(message);

    public void Progress(WorkProgress progress) => caller.Progress(progress);

    public Task<bool> ShouldProcessAsync(string target, string action) => caller.ShouldProcessAsync(target, action);

    public Task<bool> ShouldContinueAsync(string query, string caption) => caller.ShouldContinueAsync(query, caption);
}

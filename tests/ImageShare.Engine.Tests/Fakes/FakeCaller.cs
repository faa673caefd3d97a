using System.Collections.Concurrent;
using ImageShare.Model;

namespace ImageShare.Engine.Tests.Fakes;

/// <summary>Keeps what the engine says; agrees to everything unless told otherwise.</summary>
internal sealed class FakeCaller(params ImageShareContext[] contexts) : ICaller
{
    public IReadOnlyList<ImageShareContext> Contexts => contexts;

    public bool WhatIf { get; init; }

    public ConcurrentQueue<string> Messages { get; } = new();

    public ConcurrentQueue<string> Warnings { get; } = new();

    public ConcurrentQueue<string> Prompts { get; } = new();

    public ConcurrentQueue<WorkProgress> Progressed { get; } = new();

    public ConcurrentQueue<(string Target, string Action)> Asked { get; } = new();

    public void Verbose(string message) => Messages.Enqueue(message);

    public void Debug(string message) => Messages.Enqueue(message);

    public void Warning(string message) => Warnings.Enqueue(message);

    public void Prompt(string message) => Prompts.Enqueue(message);

    public void Progress(WorkProgress progress) => Progressed.Enqueue(progress);

    public Task<bool> ShouldProcessAsync(string target, string action)
    {
        Asked.Enqueue((target, action));
        return Task.FromResult(!WhatIf);
    }

    public Task<bool> ShouldContinueAsync(string query, string caption) => Task.FromResult(true);
}

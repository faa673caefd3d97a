using System.Collections.Concurrent;
using ImageShare.Model;

namespace ImageShare.Engine.Tests;

/// <summary>A caller that remembers all it was told and answers every question as it was set up to.</summary>
internal sealed class RecordingCaller(params ImageShareContext[] contexts) : ICaller
{
    private readonly ConcurrentQueue<(string Stream, string Text)> _messages = [];
    private readonly ConcurrentQueue<WorkProgress> _progress = [];
    private readonly ConcurrentQueue<(string Target, string Action)> _actions = [];

    /// <summary>The answer to every ShouldProcess; false plays -WhatIf.</summary>
    public bool Process { get; init; } = true;

    /// <summary>The answer to every ShouldContinue.</summary>
    public bool Continue { get; init; } = true;

    public IReadOnlyList<ImageShareContext> Contexts { get; } = contexts;

    public IReadOnlyList<string> Verboses => Of(nameof(Verbose));

    public IReadOnlyList<string> Debugs => Of(nameof(Debug));

    public IReadOnlyList<string> Warnings => Of(nameof(Warning));

    public IReadOnlyList<string> Prompts => Of(nameof(Prompt));

    public IReadOnlyList<WorkProgress> ProgressRecords => [.. _progress];

    /// <summary>What ShouldProcess was asked, in order.</summary>
    public IReadOnlyList<(string Target, string Action)> Actions => [.. _actions];

    /// <summary>Everything that anyone could read: for tests that nothing secret is among it.</summary>
    public string Everything => string.Join(
        '\n', [.. _messages.Select(m => m.Text), .. _progress.Select(p => p.ToString()), .. _actions.Select(a => a.ToString())]);

    public void Verbose(string message) => _messages.Enqueue((nameof(Verbose), message));

    public void Debug(string message) => _messages.Enqueue((nameof(Debug), message));

    public void Warning(string message) => _messages.Enqueue((nameof(Warning), message));

    public void Prompt(string message) => _messages.Enqueue((nameof(Prompt), message));

    public void Progress(WorkProgress progress) => _progress.Enqueue(progress);

    public Task<bool> ShouldProcessAsync(string target, string action)
    {
        _actions.Enqueue((target, action));
        return Task.FromResult(Process);
    }

    public Task<bool> ShouldContinueAsync(string query, string caption)
    {
        _messages.Enqueue((nameof(ShouldContinueAsync), query));
        return Task.FromResult(Continue);
    }

    private IReadOnlyList<string> Of(string stream) => [.. _messages.Where(m => m.Stream == stream).Select(m => m.Text)];
}

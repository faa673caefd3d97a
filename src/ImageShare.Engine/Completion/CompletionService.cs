using System.Collections.Concurrent;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Completion;

/// <summary>
/// Lists of Azure for the command line. A list is kept for some minutes; one that comes too late for its key press is there for the next.
/// </summary>
internal sealed class CompletionService(TimeProvider time) : ICompletionService
{
    private static readonly TimeSpan s_fresh = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<(string Account, string TenantId, string Environment, string Path), Entry> _lists = new();

    public Task<IReadOnlyList<Suggestion>> SuggestAsync(
        SuggestionQuery query, ImageShareContext context, CancellationToken cancellationToken)
    {
        var source = SuggestionSource.Of(query, query.SubscriptionId ?? context.SubscriptionId);
        if (source is null || ((EngineContext)context).WithHeldTokens() is not { } silent)
            return Task.FromResult<IReadOnlyList<Suggestion>>([]);

        var key = (context.Account, context.TenantId, context.Environment, source.Path);
        if (!_lists.TryGetValue(key, out var entry) || entry.IsStale(time.GetUtcNow()))
            _lists[key] = entry = new Entry(time.GetUtcNow(), ReadAsync(source, silent));
        return entry.List.WaitAsync(cancellationToken);
    }

    private static async Task<IReadOnlyList<Suggestion>> ReadAsync(SuggestionSource source, EngineContext context)
    {
        using var patience = new CancellationTokenSource(s_patience);
        List<Suggestion> all = [];
        await foreach (var thing in RestClient.ForResourceManager(context)
            .ListAsync(source.Path, CompletionJson.Default.PageNamedThing, patience.Token))
        {
            if (source.Show(thing) is { } suggestion)
                all.Add(suggestion);
        }

        return [.. all.DistinctBy(s => s.Text).OrderBy(s => s.ListText ?? s.Text, StringComparer.OrdinalIgnoreCase)];
    }

    private sealed record Entry(DateTimeOffset Asked, Task<IReadOnlyList<Suggestion>> List)
    {
        // A refusal is not kept: the next key press may come after the role was given.
        public bool IsStale(DateTimeOffset now) => List.IsFaulted || List.IsCanceled || Asked + s_fresh < now;
    }
}

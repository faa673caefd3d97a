using System.Runtime.CompilerServices;

namespace ImageShare.Engine.Galleries;

/// <summary>Reads that do not depend on each other go at the same time, a few at once, and come out in order.</summary>
internal static class Parallel
{
    private const int AtOnce = 8;

    public static async IAsyncEnumerable<TOut> SelectAsync<TIn, TOut>(
        IAsyncEnumerable<TIn> source, Func<TIn, CancellationToken, Task<TOut>> select,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = new Queue<Task<TOut>>();
        try
        {
            await foreach (var item in source.WithCancellation(stop.Token))
            {
                running.Enqueue(select(item, stop.Token));
                if (running.Count == AtOnce)
                    yield return await running.Dequeue();
            }

            while (running.TryDequeue(out var next))
                yield return await next;
        }
        finally
        {
            // Whoever stops early, or fails, leaves no request behind.
            await stop.CancelAsync();
            await Task.WhenAny(Task.WhenAll(running));
        }
    }
}

using System.Runtime.CompilerServices;

namespace ImageShare.Engine.Http;

/// <summary>The edge of the engine: nothing but explained failures and cancellation leaves it.</summary>
internal static class Explained
{
    public static async Task<T> RunAsync<T>(Func<Task<T>> work, ErrorFacts facts, CancellationToken cancellationToken)
    {
        try
        {
            return await work();
        }
        catch (Exception exception) when (!IsCancelled(exception, cancellationToken))
        {
            throw ServiceErrors.Explain(exception, facts);
        }
    }

    public static Task RunAsync(Func<Task> work, ErrorFacts facts, CancellationToken cancellationToken) =>
        RunAsync(
            async () =>
            {
                await work();
                return true;
            },
            facts, cancellationToken);

    public static async IAsyncEnumerable<T> StreamAsync<T>(
        IAsyncEnumerable<T> source, ErrorFacts facts, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var items = source.GetAsyncEnumerator(cancellationToken);
        while (await RunAsync(async () => await items.MoveNextAsync(), facts, cancellationToken))
            yield return items.Current;
    }

    // A try that took too long is cancelled too, by the pipeline; that one is a failure.
    private static bool IsCancelled(Exception exception, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested
            && exception is OperationCanceledException or AggregateException { InnerException: OperationCanceledException };
}

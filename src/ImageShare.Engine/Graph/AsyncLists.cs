using System.Runtime.CompilerServices;

namespace ImageShare.Engine.Graph;

/// <summary>The little of LINQ over asynchronous lists that .NET 8 does not bring.</summary>
internal static class AsyncLists
{
    public static async IAsyncEnumerable<T> Where<T>(
        this IAsyncEnumerable<T> source, Func<T, bool> fits, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var item in source.WithCancellation(cancellationToken))
        {
            if (fits(item))
                yield return item;
        }
    }

    public static async IAsyncEnumerable<T> From<T>(IEnumerable<T> items)
    {
        await Task.CompletedTask;
        foreach (var item in items)
            yield return item;
    }

    public static async Task<IReadOnlyList<T>> ToListAsync<T>(this IAsyncEnumerable<T> source, CancellationToken cancellationToken)
    {
        List<T> all = [];
        await foreach (var item in source.WithCancellation(cancellationToken))
            all.Add(item);

        return all;
    }
}

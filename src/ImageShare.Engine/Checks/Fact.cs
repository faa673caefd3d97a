using ImageShare.Engine.Http;
using ImageShare.Model;

namespace ImageShare.Engine.Checks;

/// <summary>Something that was read, or why it was not.</summary>
internal sealed record Fact<T>
    where T : class
{
    /// <summary>What was read; null otherwise.</summary>
    public T? Value { get; init; }

    /// <summary>What the service refused it with.</summary>
    public ImageShareException? Refusal { get; init; }

    /// <summary>Why it was not asked for.</summary>
    public string? Unasked { get; init; }

    /// <summary>The same reason, for what depends on it.</summary>
    public Fact<TOther> As<TOther>()
        where TOther : class => new() { Refusal = Refusal, Unasked = Unasked };
}

internal static class Fact
{
    public static Fact<T> Of<T>(T value)
        where T : class => new() { Value = value };

    public static Fact<T> Unasked<T>(string why)
        where T : class => new() { Unasked = why };

    public static Fact<T> Refused<T>(ImageShareException refusal)
        where T : class => new() { Refusal = refusal };

    /// <summary>Reads it; a refusal is a fact, too.</summary>
    public static async Task<Fact<T>> ReadAsync<T>(Func<Task<T>> read, ErrorFacts known, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return Of(await Explained.RunAsync(read, known, cancellationToken));
        }
        catch (ImageShareException refusal)
        {
            return Refused<T>(refusal);
        }
    }
}

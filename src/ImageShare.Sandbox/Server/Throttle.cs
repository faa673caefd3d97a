namespace ImageShare.Sandbox.Server;

/// <summary>So many requests in such a time.</summary>
internal sealed record RateLimit(int Requests, TimeSpan Window);

/// <summary>Counts requests by whom or what they burden. Those that are refused count as well, and change nothing.</summary>
internal sealed class Throttle(RateLimit? limit)
{
    private readonly Dictionary<string, (DateTimeOffset Start, int Count)> _windows = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whole seconds until the next request is welcome; null when this one is.</summary>
    public int? Count(string key, DateTimeOffset now)
    {
        if (limit is null)
            return null;

        var (start, count) = _windows.GetValueOrDefault(key);
        if (now - start >= limit.Window)
            (start, count) = (now, 0);

        _windows[key] = (start, count + 1);
        return count < limit.Requests ? null : Math.Max(1, (int)Math.Ceiling((start + limit.Window - now).TotalSeconds));
    }
}

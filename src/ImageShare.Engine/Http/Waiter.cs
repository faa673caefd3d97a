using System.Runtime.ExceptionServices;
using Azure;
using ImageShare.Model;

namespace ImageShare.Engine.Http;

/// <summary>Waits for something to become true, and tells what for. The end is bounded; cancelling ends it at once.</summary>
internal sealed class Waiter(TimeProvider time)
{
    private static readonly TimeSpan s_longestDelay = TimeSpan.FromSeconds(10);

    /// <summary>What the first probe that is not null gives; null when the time is up.</summary>
    public async Task<T?> UntilAsync<T>(Wait wait, Func<CancellationToken, Task<T?>> probe, ICaller caller,
        CancellationToken cancellationToken)
        where T : class
    {
        var start = time.GetTimestamp();
        var delay = TimeSpan.FromSeconds(1);
        var shown = false;
        try
        {
            while (true)
            {
                if (await probe(cancellationToken) is { } result)
                {
                    if (shown)
                        caller.Verbose($"{wait.Activity}: done after {Seconds(time.GetElapsedTime(start))} s.");

                    return result;
                }

                var elapsed = time.GetElapsedTime(start);
                var left = wait.Timeout - elapsed;
                if (left <= TimeSpan.Zero)
                {
                    caller.Verbose($"{wait.Activity}: given up after {Seconds(elapsed)} s. {wait.Reason}");
                    return null;
                }

                if (!shown)
                    caller.Verbose($"{wait.Activity}: waiting, {Seconds(wait.Timeout)} s at most. {wait.Reason}");

                shown = true;
                caller.Progress(new WorkProgress(
                    wait.Activity, $"{wait.Reason} ({Seconds(elapsed)} s)", (int)(100 * elapsed / wait.Timeout), Seconds(left)));
                var pause = wait.Pause?.Invoke() ?? delay;
                await Task.Delay(pause < left ? pause : left, time, cancellationToken);
                delay = delay * 2 < s_longestDelay ? delay * 2 : s_longestDelay;
            }
        }
        finally
        {
            if (shown)
                caller.Progress(new WorkProgress(wait.Activity, wait.Reason, 100, 0, Completed: true));
        }
    }

    /// <summary>Does the work again as long as it is refused in a way that may pass; gives the last refusal when the time is up.</summary>
    public async Task<T> RetryAsync<T>(
        Wait wait, Func<CancellationToken, Task<T>> work, Func<RequestFailedException, bool> mayPass, ICaller caller,
        CancellationToken cancellationToken)
        where T : class
    {
        ExceptionDispatchInfo? last = null;
        var result = await UntilAsync(
            wait,
            async token =>
            {
                try
                {
                    return await work(token);
                }
                catch (RequestFailedException exception) when (mayPass(exception))
                {
                    last = ExceptionDispatchInfo.Capture(exception);
                    return null;
                }
            },
            caller, cancellationToken);
        if (result is null)
            last!.Throw();

        return result!;
    }

    private static int Seconds(TimeSpan span) => (int)Math.Round(span.TotalSeconds);
}

/// <summary>A wait.</summary>
/// <param name="Activity">What is being done, with its target.</param>
/// <param name="Reason">Why it takes time: a sentence.</param>
/// <param name="Timeout">When to give up.</param>
internal sealed record Wait(string Activity, string Reason, TimeSpan Timeout)
{
    /// <summary>How long the service asked to wait before the next probe; null when it did not.</summary>
    public Func<TimeSpan?>? Pause { get; init; }
}

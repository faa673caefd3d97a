using Azure.Core;
using Azure.Core.Pipeline;

namespace ImageShare.Engine.Http;

/// <summary>
/// Tries again what failed, but not what makes something new whenever it is sent: when no answer came, or a 500, 502 or 504, the thing may
/// be there. Such a failure is told; the command run again finds what is there. 429 and 503 say that nothing was done.
/// </summary>
internal sealed class CarefulRetry(int tries) : RetryPolicy(tries, new ServerPace())
{
    /// <summary>Marks a request that makes something new each time.</summary>
    public static void SendOnce(HttpMessage message) => message.SetProperty(typeof(CarefulRetry), true);

    protected override bool ShouldRetry(HttpMessage message, Exception? exception) =>
        !MayHaveBeenDone(message, exception) && base.ShouldRetry(message, exception);

    protected override ValueTask<bool> ShouldRetryAsync(HttpMessage message, Exception? exception) =>
        MayHaveBeenDone(message, exception) ? new(false) : base.ShouldRetryAsync(message, exception);

    private static bool MayHaveBeenDone(HttpMessage message, Exception? exception) =>
        message.TryGetProperty(typeof(CarefulRetry), out _)
        && (exception is not null || !message.HasResponse || message.Response.Status is 500 or 502 or 504);
}

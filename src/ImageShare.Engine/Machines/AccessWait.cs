using System.Runtime.ExceptionServices;
using ImageShare.Engine.Http;
using ImageShare.Model;

namespace ImageShare.Engine.Machines;

/// <summary>
/// Asks again, for a short while, what was refused as it is refused when a role or a principal is new: both take a moment to be known
/// everywhere, and nobody can tell that from never.
/// </summary>
/// <param name="waiter">Waits.</param>
/// <param name="longest">How long at most; null for ten seconds, zero to ask once.</param>
internal sealed class AccessWait(Waiter waiter, TimeSpan? longest = null)
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(10);

    private static readonly HashSet<string> s_perhapsNew = new(StringComparer.OrdinalIgnoreCase)
    {
        "AuthorizationFailed", "LinkedAuthorizationFailed", "AADSTS700016", "AADSTS7000229", "AADSTS70021",
    };

    /// <summary>What the first probe that is not null gives; null when the time is up.</summary>
    public Task<T?> UntilAsync<T>(string activity, Func<Task<T?>> probe, ICaller caller, CancellationToken cancellationToken)
        where T : class =>
        waiter.UntilAsync(
            new Wait(activity, "A role or a service principal that is new takes a moment to be known everywhere.", longest ?? Tempo.Of(s_longest)),
            _ => probe(), caller, cancellationToken);

    /// <summary>What the work gives, or its refusal when the time is up.</summary>
    public async Task<T> RunAsync<T>(
        string activity, Func<Task<T>> work, ErrorFacts facts, ICaller caller, CancellationToken cancellationToken)
        where T : class
    {
        ExceptionDispatchInfo? refusal = null;
        return await UntilAsync(activity, ProbeAsync, caller, cancellationToken) ?? throw Refused();

        async Task<T?> ProbeAsync()
        {
            try
            {
                return await work();
            }
            catch (Exception exception) when (
                !cancellationToken.IsCancellationRequested && s_perhapsNew.Contains(ServiceErrors.Explain(exception, facts).Code))
            {
                refusal = ExceptionDispatchInfo.Capture(exception);
                return null;
            }
        }

        Exception Refused()
        {
            refusal!.Throw();
            return refusal.SourceException;
        }
    }
}

using System.Collections.Concurrent;
using Azure.Core;

namespace ImageShare.Engine.Identity;

/// <summary>
/// Keeps the tokens of one sign-in in memory, so that every client of it shares them: an auxiliary token costs nothing on a retry,
/// and the az credential, which starts a process for each, is asked once.
/// </summary>
internal sealed class TokenCache(TokenCredential source, TimeProvider time) : TokenCredential, IDisposable
{
    private static readonly TimeSpan s_margin = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<(string Scope, string? Tenant), AccessToken> _tokens = new();
    private readonly SemaphoreSlim _turn = new(1, 1);

    public override async ValueTask<AccessToken> GetTokenAsync(TokenRequestContext request, CancellationToken cancellationToken)
    {
        if (Find(request) is { } held)
            return held;

        // One at a time: a person is never asked twice for one sign-in.
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return Find(request) ?? Keep(request, await source.GetTokenAsync(request, cancellationToken));
        }
        finally
        {
            _turn.Release();
        }
    }

    public override AccessToken GetToken(TokenRequestContext request, CancellationToken cancellationToken)
    {
        if (Find(request) is { } held)
            return held;

        _turn.Wait(cancellationToken);
        try
        {
            return Find(request) ?? Keep(request, source.GetToken(request, cancellationToken));
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>The token at hand, if it is good for some minutes more. A claims challenge means that it is no longer good enough.</summary>
    public AccessToken? Find(TokenRequestContext request) =>
        request.Claims is null && _tokens.TryGetValue(Key(request), out var token) && token.ExpiresOn - s_margin > time.GetUtcNow()
            ? token
            : null;

    private AccessToken Keep(TokenRequestContext request, AccessToken token) => _tokens[Key(request)] = token;

    private static (string, string?) Key(TokenRequestContext request) => (string.Join(' ', request.Scopes), request.TenantId);
}

using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using ImageShare.Model;

namespace ImageShare.Engine.Identity;

/// <summary>
/// Tokens of apps, kept as long as the proof they were got with: who builds VM after VM from one hand-over signs in once. Whoever has the
/// proof could get them anew, so nobody sees more than before.
/// </summary>
internal sealed class ProofTokens
{
    private readonly ConditionalWeakTable<ApplicationProof, Kept> _kept = [];

    public TokenCache Of(Cloud cloud, string? tenantId, ApplicationCredential app, Func<TokenCache> make) =>
        _kept.GetOrCreateValue(app.Proof).Caches.GetOrAdd(new(cloud, tenantId, app.ApplicationId), _ => make());

    private sealed record Key(Cloud Cloud, string? TenantId, string ApplicationId);

    // A type of its own, so that making the table loads nothing of Azure.
    private sealed class Kept
    {
        public ConcurrentDictionary<Key, TokenCache> Caches { get; } = new();
    }
}

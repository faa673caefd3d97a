using System.Collections.Concurrent;
using System.Text;
using Azure.Core;

namespace ImageShare.Engine.Tests.Fakes;

/// <summary>Issues tokens that nobody verifies, for whatever tenant it is asked.</summary>
internal sealed class FakeCredential(string tenantId, string objectId, TimeProvider time) : TokenCredential
{
    public ConcurrentQueue<TokenRequestContext> Asked { get; } = new();

    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>As a managed identity: passes over the tenant that it is asked for.</summary>
    public bool HomeOnly { get; init; }

    public override AccessToken GetToken(TokenRequestContext request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Asked.Enqueue(request);
        var expires = time.GetUtcNow() + Lifetime;
        var tenant = HomeOnly ? tenantId : request.TenantId ?? tenantId;
        return new AccessToken(Token(tenant, objectId, expires, request.Scopes[0]), expires);
    }

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext request, CancellationToken cancellationToken) =>
        new(GetToken(request, cancellationToken));

    public static string Token(string tenantId, string objectId, DateTimeOffset expires, string audience = "") =>
        $"{Part("""{"alg":"none"}""")}.{Part($$"""{"tid":"{{tenantId}}","oid":"{{objectId}}","aud":"{{audience}}","exp":{{expires.ToUnixTimeSeconds()}}}""")}.c2ln";

    private static string Part(string json) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(json)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}

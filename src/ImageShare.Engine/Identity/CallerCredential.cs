using Azure.Core;
using ImageShare.Model;

namespace ImageShare.Engine.Identity;

/// <summary>
/// A sign-in's tokens of one tenant, asked for by one caller, or by whoever asks at the time (null). A device code may be needed long after
/// Connect-ImageShare has ended; it must reach the cmdlet that runs then.
/// </summary>
internal sealed class CallerCredential(TokenCredential source, string? tenantId, ICaller? caller) : TokenCredential
{
    private static readonly AsyncLocal<ICaller?> s_current = new();

    /// <summary>Who is asking right now, in this flow.</summary>
    public static ICaller? Current
    {
        get => s_current.Value;
        set => s_current.Value = value;
    }

    public override async ValueTask<AccessToken> GetTokenAsync(TokenRequestContext request, CancellationToken cancellationToken)
    {
        s_current.Value = caller ?? s_current.Value;
        return Check(await source.GetTokenAsync(WithTenant(request), cancellationToken));
    }

    public override AccessToken GetToken(TokenRequestContext request, CancellationToken cancellationToken)
    {
        var before = s_current.Value;
        s_current.Value = caller ?? s_current.Value;
        try
        {
            return Check(source.GetToken(WithTenant(request), cancellationToken));
        }
        finally
        {
            s_current.Value = before;
        }
    }

    // Our tenant wins over one that a pipeline takes from a challenge: the caller chose it knowingly. The SDK keeps tokens with and without
    // continuous access evaluation apart, and its pipelines ask for them with it: whoever asked without it would make a person sign in
    // twice.
    private TokenRequestContext WithTenant(TokenRequestContext request) =>
        new(request.Scopes, request.ParentRequestId, request.Claims, tenantId, isCaeEnabled: true);

    // A managed identity passes over the tenant that it is asked for and answers with a token of its own.
    private AccessToken Check(AccessToken token) =>
        tenantId is null || TokenClaims.Read(token.Token)?.TenantId is not { } actual
            || actual.Equals(tenantId, StringComparison.OrdinalIgnoreCase)
            ? token
            : throw EngineContext.CannotReach(tenantId, actual);
}

using Azure.Core;
using Azure.Identity;

namespace ImageShare.Engine.Identity;

/// <summary>The tokens that a sign-in holds already; never a new one, for that could ask a person.</summary>
internal sealed class HeldTokens(Func<TokenRequestContext, AccessToken?> find) : TokenCredential
{
    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        find(requestContext) ?? throw new CredentialUnavailableException("No token is at hand.");

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new(GetToken(requestContext, cancellationToken));
}

using Azure.Core;
using ImageShare.Model;

namespace ImageShare.Engine.Identity;

/// <summary>Access tokens that were got elsewhere; they cannot be renewed.</summary>
internal sealed class StaticTokenCredential(Cloud cloud, string token, string? graphToken, TimeProvider time) : TokenCredential
{
    public override AccessToken GetToken(TokenRequestContext request, CancellationToken cancellationToken)
    {
        var isGraph = request.Scopes.Contains(cloud.GraphScope, StringComparer.OrdinalIgnoreCase);
        var text = (isGraph ? graphToken : token) ?? throw new ImageShareException(
            "NoGraphToken", ErrorKind.AuthenticationError,
            "This sign-in has a token for Azure Resource Manager only, not for Microsoft Graph.")
        {
            Fix = "Sign in again with Connect-ImageShare -AccessToken ... -GraphAccessToken ..., or in another way.",
        };
        var claims = TokenClaims.Read(text) ?? throw new ImageShareException(
            "InvalidAccessToken", ErrorKind.InvalidArgument, "The access token is not one of Microsoft Entra: its claims cannot be read.");
        var expires = DateTimeOffset.FromUnixTimeSeconds(claims.Expires);
        return expires > time.GetUtcNow() ? new AccessToken(text, expires) : throw new ImageShareException(
            "AccessTokenExpired", ErrorKind.AuthenticationError,
            $"The access token expired on {expires:u}; it cannot be renewed from here.")
        {
            Fix = "Get a new one and run Connect-ImageShare again.",
        };
    }

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext request, CancellationToken cancellationToken) =>
        new(GetToken(request, cancellationToken));
}

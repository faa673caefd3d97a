using Azure.Core;
using ImageShare.Model;

namespace ImageShare.Engine.Identity;

/// <summary>Tokens of a sign-in that another module holds; of this tenant (GUID or domain) where none is named.</summary>
internal sealed class BorrowedTokenCredential(BorrowedCredential lender, string? ownTenantId) : TokenCredential
{
    private const string DefaultScope = "/.default";

    public override async ValueTask<AccessToken> GetTokenAsync(TokenRequestContext request, CancellationToken cancellationToken)
    {
        var resource = request.Scopes.Single();
        if (resource.EndsWith(DefaultScope, StringComparison.Ordinal))
            resource = resource[..^DefaultScope.Length];
        var token = await lender.GetTokenAsync(resource, request.TenantId ?? ownTenantId, cancellationToken);
        return TokenClaims.Read(token) is { } claims
            ? new AccessToken(token, DateTimeOffset.FromUnixTimeSeconds(claims.Expires))
            : throw new ImageShareException(
                "InvalidAccessToken", ErrorKind.InvalidData,
                $"What was given for {resource} is no token of Microsoft Entra: its claims cannot be read.");
    }

    public override AccessToken GetToken(TokenRequestContext request, CancellationToken cancellationToken) =>
        GetTokenAsync(request, cancellationToken).AsTask().GetAwaiter().GetResult();
}

using ImageShare.Sandbox.Cloud;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ImageShare.Sandbox.Server.Tokens;

/// <summary>Issues access and id tokens of the shape that Entra's v1 tokens for ARM and Graph have.</summary>
internal sealed class TokenIssuer(SigningKey key, Endpoints endpoints, SandboxOptions options)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(65);

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };

    public string ForPrincipal(Tenant tenant, ServicePrincipal principal, string audience, TimeSpan? lifetime = null)
    {
        var claims = Common(tenant, principal.Id, principal.AppId);
        claims["idtyp"] = "app";
        claims["sub"] = principal.Id;
        claims["appidacr"] = principal.ManagedIdentityId is null ? "1" : "2";
        if (principal.ManagedIdentityId is { } id)
            claims["xms_mirid"] = id;

        return Sign(tenant.Id, audience, claims, lifetime ?? Lifetime);
    }

    public string ForUser(Tenant tenant, User user, string clientId, string audience, string scope, TimeSpan? lifetime = null)
    {
        var claims = Common(tenant, user.Id, clientId);
        claims["idtyp"] = "user";
        claims["sub"] = user.Id;
        claims["scp"] = scope;
        claims["name"] = user.DisplayName;
        claims["upn"] = user.UserPrincipalName;
        claims["unique_name"] = user.UserPrincipalName;
        claims["groups"] = tenant.GroupsOf(user.Id).ToArray();
        return Sign(tenant.Id, audience, claims, lifetime ?? Lifetime);
    }

    public string IdToken(Tenant tenant, User user, string clientId, string? nonce)
    {
        var claims = new Dictionary<string, object>
        {
            ["oid"] = user.Id,
            ["tid"] = tenant.Id,
            ["sub"] = user.Id,
            ["name"] = user.DisplayName,
            ["preferred_username"] = user.UserPrincipalName,
            ["ver"] = "2.0",
        };
        if (nonce is not null)
            claims["nonce"] = nonce;

        return Sign(tenant.Id, clientId, claims, Lifetime);
    }

    /// <summary>A token of that tenant with these claims.</summary>
    public string Sign(string tenantId, string audience, Dictionary<string, object> claims, TimeSpan lifetime)
    {
        var now = options.Clock.GetUtcNow();
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = endpoints.Issuer(tenantId),
            Audience = audience,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = (now + lifetime).UtcDateTime,
            Claims = claims,
            SigningCredentials = key.Credentials,
        });
    }

    private static Dictionary<string, object> Common(Tenant tenant, string objectId, string appId) => new()
    {
        ["oid"] = objectId,
        ["tid"] = tenant.Id,
        ["appid"] = appId,
        ["azp"] = appId,
        ["uti"] = Base64UrlEncoder.Encode(Guid.NewGuid().ToByteArray()),
        ["ver"] = "1.0",
    };
}

using System.Security.Cryptography;
using ImageShare.Sandbox.Cloud;
using Microsoft.IdentityModel.Tokens;

namespace ImageShare.Sandbox.Entra;

/// <summary>A person who has signed in: the account at home, and the object that stands for it in the tenant asked for.</summary>
internal sealed record SignedIn(Tenant Home, User Account, Tenant Tenant, User User);

internal sealed record AuthorizationCode(
    SignedIn Who, string ClientId, string RedirectUri, string? Challenge, string? Nonce, string Scope, DateTimeOffset Expires);

internal sealed record RefreshToken(Tenant Home, User Account, string ClientId);

internal sealed class DeviceCode(string clientId, string clientName, string tenantSegment, string scope, DateTimeOffset expires)
{
    public string ClientId => clientId;

    public string ClientName => clientName;

    public string TenantSegment => tenantSegment;

    public string Scope => scope;

    public DateTimeOffset Expires => expires;

    public string Value { get; } = SignInStore.NewHandle();

    /// <summary>What the person types: no letters that look alike.</summary>
    public string UserCode { get; } = RandomNumberGenerator.GetString("ABCDEFGHJKLMNPQRSTUVWXYZ23456789", 9);

    public SignedIn? Approved { get; set; }

    public bool Declined { get; set; }
}

/// <summary>Sign-ins under way, and the codes and refresh tokens that came of them.</summary>
internal sealed class SignInStore
{
    public Dictionary<string, SignInFlow> Flows { get; } = [];

    public Dictionary<string, AuthorizationCode> Codes { get; } = [];

    public HashSet<string> RedeemedCodes { get; } = [];

    public Dictionary<string, RefreshToken> RefreshTokens { get; } = [];

    public List<DeviceCode> DeviceCodes { get; } = [];

    public static string NewHandle() => Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));
}

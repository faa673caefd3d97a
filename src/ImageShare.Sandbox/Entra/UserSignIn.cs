using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;
using ImageShare.Sandbox.Server.Tokens;
using Microsoft.IdentityModel.Tokens;

namespace ImageShare.Sandbox.Entra;

/// <summary>The grants behind which a person stands: authorization code, refresh token, device code.</summary>
internal sealed class UserSignIn(World world, Endpoints endpoints, SignInStore store, TokenIssuer issuer)
{
    public IResult RedeemCode(TokenRequest request)
    {
        var value = request.Require("code");
        if (!store.Codes.Remove(value, out var code))
            throw store.RedeemedCodes.Contains(value) ? EntraErrors.CodeRedeemed() : EntraErrors.MalformedGrant();

        store.RedeemedCodes.Add(value);
        if (code.Expires <= world.Now)
            throw EntraErrors.CodeExpired();

        if (!code.ClientId.Equals(request.ClientId, StringComparison.OrdinalIgnoreCase))
            throw EntraErrors.MalformedGrant();

        if (code.RedirectUri != request.Require("redirect_uri"))
            throw EntraErrors.RedirectUriOfCode();

        if (code.Challenge is { } challenge && Challenge(request.Require("code_verifier")) != challenge)
            throw EntraErrors.VerifierMismatch();

        return Tokens(code.Who, request.ClientId, request.Optional("scope") ?? code.Scope, code.Nonce);
    }

    public IResult Refresh(TokenRequest request)
    {
        if (!store.RefreshTokens.TryGetValue(request.Require("refresh_token"), out var refresh)
            || !refresh.ClientId.Equals(request.ClientId, StringComparison.OrdinalIgnoreCase))
        {
            throw EntraErrors.MalformedGrant();
        }

        var tenant = Tenants.Find(world, request.TenantSegment) ?? refresh.Home;
        var client = Client.Find(world, request.ClientId, tenant);
        var who = Accounts.InTenant(refresh.Home, refresh.Account, tenant, client);
        // Only on a page can the invitation still be accepted.
        if (who.User.IsPending)
            throw EntraErrors.GuestPending();

        if (!client.HasConsent(tenant))
            throw EntraErrors.NotConsented(client.Id, client.Name);

        return Tokens(who, client.Id, request.Require("scope"), nonce: null);
    }

    public IResult PollDevice(TokenRequest request)
    {
        var value = request.Optional("device_code") ?? request.Require("code");
        var device = store.DeviceCodes.Find(d => d.Value == value);
        if (device is null || !device.ClientId.Equals(request.ClientId, StringComparison.OrdinalIgnoreCase))
            throw EntraErrors.MalformedGrant();

        if (device.Expires <= world.Now)
            throw EntraErrors.DeviceCodeExpired();

        if (device.Declined)
            throw EntraErrors.AuthorizationDeclined();

        var who = device.Approved ?? throw EntraErrors.AuthorizationPending();
        store.DeviceCodes.Remove(device);
        return Tokens(who, device.ClientId, device.Scope, nonce: null);
    }

    private IResult Tokens(SignedIn who, string clientId, string scopeText, string? nonce)
    {
        var scope = Scope.Parse(scopeText, who.Tenant, endpoints);
        var refresh = SignInStore.NewHandle();
        store.RefreshTokens.Add(refresh, new RefreshToken(who.Home, who.Account, clientId));
        var lifetime = (int)TokenIssuer.Lifetime.TotalSeconds;
        return Results.Json(new
        {
            token_type = "Bearer",
            scope = $"{scope.Resource}/user_impersonation {scope.Resource}/.default",
            expires_in = lifetime,
            ext_expires_in = lifetime,
            access_token = issuer.ForUser(who.Tenant, who.User, clientId, scope.Resource, "user_impersonation"),
            refresh_token = refresh,
            id_token = issuer.IdToken(who.Tenant, who.User, clientId, nonce),
            client_info = Base64UrlEncoder.Encode(JsonSerializer.Serialize(new { uid = who.Account.Id, utid = who.Home.Id })),
        });
    }

    private static string Challenge(string verifier) => Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
}

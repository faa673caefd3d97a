using System.Globalization;
using ImageShare.Sandbox.Arm.Authorization;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;
using ImageShare.Sandbox.Server.Tokens;
using Microsoft.IdentityModel.JsonWebTokens;

namespace ImageShare.Sandbox.Arm.Gateway;

/// <summary>The bearer token and the auxiliary ones; a refusal carries the challenge that leads to the right tenant.</summary>
internal sealed class TokenCheck(TokenReader tokens, Endpoints endpoints, World world, Authorizer authorizer)
{
    public const string AuxiliaryHeader = "x-ms-authorization-auxiliary";
    private const string Scheme = "Bearer ";
    private const int MostAuxiliaryTokens = 3;

    /// <summary>The caller, of a tenant whose tokens are good for the subscription.</summary>
    public Caller Read(HttpRequest request, Subscription? subscription)
    {
        if (!tokens.TryRead(request, TokenAudience.ResourceManager, out var caller, out var problem))
            throw Refused(problem, request.Headers.Authorization.ToString(), subscription);

        if (subscription is not null && !authorizer.Opens(caller.TenantId, subscription))
            throw WrongTenant(caller.TenantId, subscription);

        return caller;
    }

    /// <summary>Every auxiliary token must be valid, needed or not.</summary>
    public IReadOnlyList<Caller> ReadAuxiliary(HttpRequest request)
    {
        var texts = request.Headers[AuxiliaryHeader].ToString()
            .Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (texts.Length > MostAuxiliaryTokens)
        {
            throw ArmErrors.Gateway(
                StatusCodes.Status400BadRequest, "InvalidAuxiliaryTokens",
                $"The request has '{texts.Length}' auxiliary tokens. The maximum number of auxiliary tokens allowed is "
                + $"'{MostAuxiliaryTokens}'.");
        }

        return [.. texts.Select(ReadAuxiliary)];
    }

    private Caller ReadAuxiliary(string text)
    {
        var token = text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? text[Scheme.Length..].Trim() : "";
        if (tokens.TryRead(token, TokenAudience.ResourceManager, out var caller, out var problem))
            return caller;

        var jwt = problem is TokenProblem.Malformed ? null : new JsonWebToken(token);
        var (code, state) = problem == TokenProblem.Expired
            ? ("ExpiredAuthenticationToken", "expired")
            : ("InvalidAuthenticationToken", "invalid");
        throw ArmErrors.Gateway(
            StatusCodes.Status401Unauthorized, code,
            $"The auxiliary token of client '{Claim(jwt, "appid")}' and tenant '{Claim(jwt, "tid")}' "
            + $"in the header '{AuxiliaryHeader}' is {state}.");
    }

    private ArmException Refused(TokenProblem problem, string header, Subscription? subscription)
    {
        var (code, message, description) = problem switch
        {
            TokenProblem.Missing => (
                "AuthenticationFailed", "Authentication failed. The 'Authorization' header is missing.",
                "The authentication failed because of missing 'Authorization' header."),
            TokenProblem.Expired => ("ExpiredAuthenticationToken", Expired(header), "The access token has expired."),
            TokenProblem.WrongAudience => (
                "InvalidAuthenticationTokenAudience",
                "The access token has been obtained for wrong audience or resource. "
                + "It should exactly match with one of the allowed audiences "
                + $"'{endpoints.Base}','https://management.core.windows.net/','https://management.azure.com/'.",
                "The access token has been obtained for wrong audience or resource."),
            _ => ("InvalidAuthenticationToken", "The access token is invalid.", "The access token is invalid."),
        };
        return Unauthorized(code, message, description, subscription?.TenantId ?? "common");
    }

    private ArmException WrongTenant(string tenantId, Subscription subscription)
    {
        var authority = endpoints.At($"/{subscription.TenantId}");
        var message = $"The access token is from the wrong issuer '{endpoints.At($"/{tenantId}/")}'. "
            + $"It must match the tenant '{endpoints.At($"/{subscription.TenantId}/")}' associated with this subscription. "
            + $"Please use the authority (URL) '{authority}' to get the token. "
            + "Note, if the subscription is transferred to another tenant there is no impact to the services, but information about new "
            + "tenant "
            + "could take time to propagate (up to an hour). If you just transferred your subscription and see this error message, please "
            + "try back later.";
        return Unauthorized(
            "InvalidAuthenticationTokenTenant", message, "The access token is from the wrong issuer. It must match the tenant associated "
            + "with this subscription.",
            subscription.TenantId);
    }

    private ArmException Unauthorized(string code, string message, string description, string tenantId) =>
        new(StatusCodes.Status401Unauthorized, code, message)
        {
            IsGateway = true,
            Headers = new Dictionary<string, string>
            {
                ["WWW-Authenticate"] = $"Bearer authorization_uri=\"{endpoints.At($"/{tenantId}")}\", error=\"invalid_token\", "
                    + $"error_description=\"{description}\"",
            },
        };

    private string Expired(string header)
    {
        var expiry = new JsonWebToken(header[Scheme.Length..].Trim()).ValidTo;
        return $"The access token expiry UTC time '{expiry.ToString(CultureInfo.InvariantCulture)}' is earlier than current UTC time "
            + $"'{world.Now.UtcDateTime.ToString(CultureInfo.InvariantCulture)}'.";
    }

    private static string? Claim(JsonWebToken? jwt, string name) =>
        jwt is not null && jwt.TryGetPayloadValue<string>(name, out var value) ? value : null;
}

using System.Diagnostics.CodeAnalysis;
using ImageShare.Sandbox.Cloud;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ImageShare.Sandbox.Server.Tokens;

/// <summary>Why a token is refused; each API words it in its own way.</summary>
internal enum TokenProblem
{
    None,
    Missing,
    Malformed,
    WrongSignature,
    Expired,
    WrongAudience,
}

/// <summary>Reads and checks the tokens of this cloud.</summary>
internal sealed class TokenReader(SigningKey key, Endpoints endpoints, World world)
{
    private const string Scheme = "Bearer ";

    private readonly JsonWebTokenHandler _handler = new();

    /// <summary>The caller of a request, from its Authorization header.</summary>
    public bool TryRead(HttpRequest request, TokenAudience audience, [NotNullWhen(true)] out Caller? caller, out TokenProblem problem)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.Length > 0 && request.HttpContext.Items[typeof(FaultRule)] is FaultRule { Expired: true })
        {
            (caller, problem) = (null, TokenProblem.Expired);
            return false;
        }

        if (header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return TryRead(header[Scheme.Length..].Trim(), audience, out caller, out problem);

        (caller, problem) = (null, TokenProblem.Missing);
        return false;
    }

    public bool TryRead(string token, TokenAudience audience, [NotNullWhen(true)] out Caller? caller, out TokenProblem problem)
    {
        caller = null;
        problem = Check(token, out var jwt);
        if (problem != TokenProblem.None)
            return false;

        if (!jwt!.Audiences.Any(a => Audiences.Find(a, endpoints) == audience))
        {
            problem = TokenProblem.WrongAudience;
            return false;
        }

        caller = ToCaller(jwt);
        return true;
    }

    /// <summary>Signature and times only: for what is not a call to an API of this cloud, such as a federated assertion.</summary>
    public TokenProblem Check(string token, out JsonWebToken? jwt)
    {
        jwt = null;
        if (!_handler.CanReadToken(token))
            return TokenProblem.Malformed;

        var result = _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKey = key.Key,
            ValidateAudience = false,
            // One key signs for every tenant of this cloud; the tenant is read from the token itself.
            ValidateIssuer = false,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            LifetimeValidator = (from, to, _, _) => from <= world.Now.UtcDateTime.AddMinutes(5) && world.Now.UtcDateTime < to,
        }).GetAwaiter().GetResult();
        jwt = result.SecurityToken as JsonWebToken;
        return result.Exception switch
        {
            null => TokenProblem.None,
            SecurityTokenInvalidLifetimeException => TokenProblem.Expired,
            SecurityTokenMalformedException => TokenProblem.Malformed,
            _ => TokenProblem.WrongSignature,
        };
    }

    private Caller ToCaller(JsonWebToken jwt)
    {
        var tenantId = jwt.GetPayloadValue<string>("tid");
        var objectId = jwt.GetPayloadValue<string>("oid");
        var kind = jwt.GetPayloadValue<string>("idtyp") == "user" ? CallerKind.User
            : jwt.TryGetPayloadValue<string>("xms_mirid", out _) ? CallerKind.ManagedIdentity
            : CallerKind.Application;
        var groups = world.FindTenant(tenantId)?.GroupsOf(objectId) ?? [];
        return new Caller(tenantId, objectId, jwt.GetPayloadValue<string>("appid"), kind, groups);
    }
}

using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace ImageShare.Sandbox.Server.Tokens;

/// <summary>The key pair behind this cloud's tokens, new at each start.</summary>
internal sealed class SigningKey : IDisposable
{
    private readonly RSA _rsa = RSA.Create(2048);

    public SigningKey()
    {
        Key = new RsaSecurityKey(_rsa) { KeyId = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(20)) };
        Credentials = new SigningCredentials(Key, SecurityAlgorithms.RsaSha256);
    }

    public RsaSecurityKey Key { get; }

    public SigningCredentials Credentials { get; }

    /// <summary>The public half, for the keys endpoints.</summary>
    public object PublicJwk
    {
        get
        {
            var parameters = _rsa.ExportParameters(false);
            return new
            {
                kty = "RSA",
                use = "sig",
                alg = "RS256",
                kid = Key.KeyId,
                n = Base64UrlEncoder.Encode(parameters.Modulus),
                e = Base64UrlEncoder.Encode(parameters.Exponent),
            };
        }
    }

    public void Dispose() => _rsa.Dispose();
}

using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ImageShare.Sandbox.Server.Tokens;

/// <summary>An OIDC issuer outside Azure, such as a build service: a federated credential can trust its assertions.</summary>
internal sealed class WorkloadIssuer(Endpoints endpoints, SandboxOptions options) : IDisposable
{
    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <summary>Its own key: a cloud's token is not a workload's.</summary>
    public SigningKey Key { get; } = new();

    public string Issuer => endpoints.WorkloadIssuer;

    public string Mint(string subject, string audience = Endpoints.FederationAudience, TimeSpan? lifetime = null)
    {
        var now = options.Clock.GetUtcNow();
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = audience,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = (now + (lifetime ?? TimeSpan.FromMinutes(10))).UtcDateTime,
            Claims = new Dictionary<string, object> { ["sub"] = subject, ["jti"] = Guid.NewGuid().ToString() },
            SigningCredentials = Key.Credentials,
        });
    }

    public void Dispose() => Key.Dispose();
}

using System.Management.Automation;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ImageShare.Sandbox.Cloud;
using ImageShare.Tests.Sandbox;

namespace ImageShare.Tests.SignIn;

/// <summary>Applications of the publisher, and what they prove themselves with.</summary>
internal static class Apps
{
    /// <summary>Signs in to the publisher's tenant and may read its directory; multi-tenant.</summary>
    public static (string Id, string Secret) NewApp(this SandboxFixture sandbox, Action<Application>? configure = null) =>
        sandbox.Server.World.Do(world =>
        {
            var home = world.FindTenant(sandbox.Accounts.Publisher.TenantId)!;
            var app = new Application { DisplayName = "Build", SignInAudience = "AzureADMultipleOrgs", Created = world.Now };
            var secret = new PasswordCredential(
                Guid.NewGuid().ToString(), null, SecretText.New(), world.Now.AddDays(-2), world.Now.AddDays(2));
            app.PasswordCredentials.Add(secret);
            configure?.Invoke(app);
            home.Applications.Add(app);
            world.AddServicePrincipal(home, home, app).Roles = DirectoryRoles.GlobalAdministrator;
            return (app.AppId, secret.SecretText);
        });

    public static (string Id, string Secret) NewApp(this SandboxFixture sandbox, X509Certificate2 certificate) =>
        sandbox.NewApp(app => app.KeyCredentials.Add(new KeyCredential(
            Guid.NewGuid().ToString(), null, certificate.RawData, certificate.GetCertHash(), certificate.NotBefore, certificate.NotAfter)));

    /// <summary>Trusts the outside workload of this subject.</summary>
    public static (string Id, string Secret) NewApp(this SandboxFixture sandbox, string subject) =>
        sandbox.NewApp(app => app.FederatedCredentials.Add(new FederatedCredential(
            Guid.NewGuid().ToString(), "build", sandbox.Accounts.WorkloadIssuer, subject, null,
            [ImageShare.Sandbox.Server.Endpoints.FederationAudience], DateTimeOffset.MinValue)));

    public static X509Certificate2 NewCertificate()
    {
        using var key = RSA.Create(2048);
        return new CertificateRequest("CN=Build", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
    }

    public static PSCredential Credential(string name, string secret) =>
        new(name, new System.Net.NetworkCredential("", secret).SecurePassword);
}

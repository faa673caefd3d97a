using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ImageShare.Sandbox.Server;
using ImageShare.Tests.Isolation;

namespace ImageShare.Tests.Flows;

/// <summary>
/// Someone with a home and a sign-in of their own; each thing they do is a process of its own. They share nothing but the files they mail.
/// </summary>
internal sealed class Person : IDisposable
{
    private const string Cloud = "cloud.json";

    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("imageshare-flows-");

    /// <param name="server">Whose address and certificate authority everyone knows.</param>
    public Person(SandboxServer server) => File.Copy(server.Accounts.Environment, PathOf(Cloud));

    /// <summary>What the person's sessions begin with, such as a Connect-ImageShare.</summary>
    public string SignIn { get; set; } = "";

    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>The administration of one of the companies.</summary>
    public static Person AdministratorOf(TenantAccount company, SandboxServer server) => new(server)
    {
        SignIn = ConnectWith(company.TenantId, $$"""
            -ServicePrincipal -Credential ([pscredential]::new(
                '{{company.AdminApplicationId}}', [System.Net.NetworkCredential]::new('', '{{company.AdminSecret}}').SecurePassword))
            """),
    };

    public static string ConnectWith(string tenantId, string credential) =>
        $"[void](Connect-ImageShare -Environment ./{Cloud} -TenantId {tenantId} {credential.ReplaceLineEndings(" ")})";

    public string PathOf(string file) => Path.Combine(_home.FullName, file);

    public void Mail(string file, Person to) => File.Copy(PathOf(file), to.PathOf(file));

    /// <summary>A self-signed certificate: NAME.cer to give away, NAME.pfx to keep.</summary>
    public void MakeCertificate(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddYears(1));
        File.WriteAllBytes(PathOf($"{name}.cer"), certificate.Export(X509ContentType.Cert));
        File.WriteAllBytes(PathOf($"{name}.pfx"), certificate.Export(X509ContentType.Pfx));
    }

    /// <summary>Signs in and runs the script in a new process; gives the lines that it wrote, errors among them.</summary>
    public Task<IReadOnlyList<string>> RunAsync(string script) => Probe.RunAsync(AtHome, Probe.ImportModule, SignIn, script);

    /// <summary>Begins the same, for who will not let it end.</summary>
    public Process Start(string script) => Probe.Start(AtHome, Probe.ImportModule, SignIn, script);

    private void AtHome(ProcessStartInfo start)
    {
        start.WorkingDirectory = _home.FullName;
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        start.Environment["HOME"] = start.Environment["USERPROFILE"] = _home.FullName;
    }

    public void Dispose() => _home.Delete(recursive: true);
}

using System.Management.Automation;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ImageShare.Tests.Sandbox;
using Xunit;

namespace ImageShare.Tests.SignIn;

public sealed class CertificateTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>, IDisposable
{
    private const string Connect = "Connect-ImageShare @publisher -ApplicationId $id -CertificatePath $path";

    private readonly Shell _shell = new(sandbox.Accounts);
    private readonly X509Certificate2 _certificate = Apps.NewCertificate();
    private readonly string _path = Path.GetTempFileName();

    public void Dispose()
    {
        File.Delete(_path);
        _certificate.Dispose();
        _shell.Dispose();
    }

    [Theory]
    [InlineData("pfx")]
    [InlineData("pem")]
    [InlineData("encrypted pem")]
    public void A_file_signs_in(string form)
    {
        var password = Write(form);
        _shell["id"] = sandbox.NewApp(_certificate).Id;
        _shell["password"] = password is null ? null : Apps.Credential("x", password).Password;

        var context = _shell.One(password is null ? Connect : $"{Connect} -ServicePrincipal -CertificatePassword $password");

        Assert.Equal(_shell["id"], context.Account);
        Assert.Equal("Certificate", context.AuthenticationMethod.ToString());
    }

    [Fact]
    public void A_relative_path_is_of_the_sessions_location()
    {
        Write("pem");
        _shell["id"] = sandbox.NewApp(_certificate).Id;

        var context = _shell.One(
            $"Set-Location (Split-Path $path); $path = './{Path.GetFileName(_path)}'; {Connect}");

        Assert.Equal(_shell["id"], context.Account);
    }

    [Fact]
    public void A_thumbprint_is_looked_up_in_the_users_store()
    {
        _shell["id"] = sandbox.NewApp(_certificate).Id;
        using var store = new X509Store(StoreName.My, StoreLocation.CurrentUser);
        store.Open(OpenFlags.ReadWrite);
        using var persisted = X509CertificateLoader.LoadPkcs12(
            _certificate.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.PersistKeySet);
        store.Add(persisted);
        try
        {
            var context = _shell.One(
                $"Connect-ImageShare @publisher -ApplicationId $id -CertificateThumbprint {_certificate.Thumbprint.ToLowerInvariant()}");

            Assert.Equal((_shell["id"], "Certificate"), ((object)context.Account, (string)context.AuthenticationMethod.ToString()));
        }
        finally
        {
            store.Remove(persisted);
        }
    }

    [Fact]
    public void A_certificate_that_the_app_does_not_have_is_refused_with_who_adds_it()
    {
        Write("pem");
        _shell["id"] = sandbox.NewApp().Id;

        var refusal = _shell.Refused(Connect);

        Assert.Equal(("AADSTS700027", ErrorCategory.AuthenticationError), (refusal.Id, refusal.Category));
        Assert.Contains("The certificate that signed is not one that the app has", refusal.Text, StringComparison.Ordinal);
        Assert.Contains("New-GalleryShareAppCredential -CertificatePath", refusal.Fix!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pfx", "InvalidCertificate", ErrorCategory.InvalidData)]
    [InlineData("public", "CertificateWithoutPrivateKey", ErrorCategory.InvalidArgument)]
    [InlineData("nothing", "FileNotFound", ErrorCategory.ObjectNotFound)]
    public void A_file_that_cannot_sign_is_refused_before_any_request(string form, string id, ErrorCategory category)
    {
        Write(form);
        _shell["id"] = sandbox.NewApp(_certificate).Id;
        var before = sandbox.Server.Traffic.Entries.Count;

        var refusal = _shell.Refused(Connect);

        Assert.Equal((id, category, _path), (refusal.Id, refusal.Category, refusal.Target));
        Assert.Equal(before, sandbox.Server.Traffic.Entries.Count);
    }

    private string? Write(string form)
    {
        const string Password = "a password";
        using var key = _certificate.GetRSAPrivateKey()!;
        var pem = _certificate.ExportCertificatePem() + "\n";
        _shell["path"] = _path;
        switch (form)
        {
            case "pfx":
                File.WriteAllBytes(_path, _certificate.Export(X509ContentType.Pfx, Password));
                return Password;
            case "encrypted pem":
                var parameters = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);
                File.WriteAllText(_path, pem + key.ExportEncryptedPkcs8PrivateKeyPem(Password, parameters));
                return Password;
            case "pem":
                File.WriteAllText(_path, pem + key.ExportPkcs8PrivateKeyPem());
                return null;
            case "public":
                File.WriteAllText(_path, pem);
                return null;
            default:
                File.Delete(_path);
                return null;
        }
    }
}

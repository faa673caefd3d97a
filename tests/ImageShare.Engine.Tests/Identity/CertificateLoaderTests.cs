using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ImageShare.Engine.Identity;
using ImageShare.Model;
using Xunit;

namespace ImageShare.Engine.Tests.Identity;

public sealed class CertificateLoaderTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();
    private readonly RSA _key = RSA.Create(2048);
    private readonly X509Certificate2 _certificate;

    public CertificateLoaderTests() =>
        _certificate = new CertificateRequest("CN=app", _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-2), DateTimeOffset.UtcNow.AddDays(2));

    public void Dispose()
    {
        File.Delete(_path);
        _certificate.Dispose();
        _key.Dispose();
    }

    [Theory]
    [InlineData("pfx", "correct")]
    [InlineData("pem", null)]
    [InlineData("encrypted pem", "correct")]
    public void Every_form_with_a_private_key_is_read(string form, string? password)
    {
        Write(form);

        using var loaded = CertificateLoader.LoadWithPrivateKey(Proof(password), TimeProvider.System);

        Assert.Equal(_certificate.Thumbprint, loaded.Thumbprint);
        Assert.True(loaded.HasPrivateKey);
    }

    [Theory]
    [InlineData("pfx", "wrong", "InvalidCertificate")]
    [InlineData("encrypted pem", "wrong", "InvalidCertificate")]
    [InlineData("cer", null, "CertificateWithoutPrivateKey")]
    [InlineData("public pem", null, "CertificateWithoutPrivateKey")]
    [InlineData("garbage", null, "InvalidCertificate")]
    [InlineData("empty", null, "InvalidCertificate")]
    [InlineData("nothing", null, "CertificateNotFound")]
    public void What_cannot_sign_in_is_refused_with_its_path(string form, string? password, string code)
    {
        Write(form);

        var exception = Assert.Throws<ImageShareException>(() =>
            CertificateLoader.LoadWithPrivateKey(Proof(password), TimeProvider.System));

        Assert.Equal((code, _path), (exception.Code, exception.Target));
    }

    [Fact]
    public void An_expired_certificate_is_refused_before_anything_is_sent()
    {
        Write("pem");
        var later = new Fakes.FakeTime();
        later.Advance(TimeSpan.FromDays(36500));

        Assert.Equal(
            "CertificateExpired", Assert.Throws<ImageShareException>(() => CertificateLoader.LoadWithPrivateKey(Proof(null), later)).Code);
    }

    [Theory]
    [InlineData("xyz", "InvalidCertificateThumbprint")]
    [InlineData("0000000000000000000000000000000000000000", "CertificateNotFound")]
    public void A_thumbprint_must_be_one_and_be_there(string thumbprint, string code) => Assert.Equal(
        code,
        Assert.Throws<ImageShareException>(
            () => CertificateLoader.LoadWithPrivateKey(new CertificateProof { Thumbprint = thumbprint }, TimeProvider.System)).Code);

    private void Write(string form)
    {
        switch (form)
        {
            case "pfx":
                File.WriteAllBytes(_path, _certificate.Export(X509ContentType.Pfx, "correct"));
                break;
            case "pem":
                File.WriteAllText(_path, _certificate.ExportCertificatePem() + "\n" + _key.ExportPkcs8PrivateKeyPem());
                break;
            case "encrypted pem":
                var encrypted = _key.ExportEncryptedPkcs8PrivateKeyPem(
                    "correct", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000));
                File.WriteAllText(_path, _certificate.ExportCertificatePem() + "\n" + encrypted);
                break;
            case "cer":
                File.WriteAllBytes(_path, _certificate.RawData);
                break;
            case "public pem":
                File.WriteAllText(_path, _certificate.ExportCertificatePem());
                break;
            case "empty":
                File.WriteAllText(_path, "");
                break;
            case "garbage":
                File.WriteAllText(_path, "garbage");
                break;
            default:
                File.Delete(_path);
                break;
        }
    }

    private CertificateProof Proof(string? password)
    {
        if (password is null)
            return new CertificateProof { Path = _path };

        var secure = new SecureString();
        foreach (var c in password)
            secure.AppendChar(c);

        return new CertificateProof { Path = _path, Password = secure };
    }
}

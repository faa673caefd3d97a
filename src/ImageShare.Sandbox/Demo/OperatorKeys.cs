using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ImageShare.Sandbox.Demo;

/// <summary>What the consumer's operator has before the play begins: a certificate with its private key, and an SSH key.</summary>
internal static class OperatorKeys
{
    public const string PublicCertificate = "fabrikam.cer";

    public static void Write(string folder)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Fabrikam image builder", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddYears(1));
        File.WriteAllText(Path.Combine(folder, PublicCertificate), certificate.ExportCertificatePem());
        File.WriteAllBytes(Path.Combine(folder, "fabrikam.pfx"), certificate.Export(X509ContentType.Pfx));

        using var ssh = RSA.Create(3072);
        var line = $"ssh-rsa {Convert.ToBase64String(SshWire(ssh.ExportParameters(includePrivateParameters: false)))} operator@fabrikam\n";
        File.WriteAllText(Path.Combine(folder, "id_rsa.pub"), line);
    }

    // RFC 4253, 6.6: name, exponent, modulus; each with its length in front, numbers with a leading zero when they would look negative.
    private static byte[] SshWire(RSAParameters key) =>
        [.. Field(Encoding.ASCII.GetBytes("ssh-rsa")), .. Field(key.Exponent!), .. Field([0, .. key.Modulus!])];

    private static byte[] Field(byte[] content)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
        return [.. length, .. content];
    }
}

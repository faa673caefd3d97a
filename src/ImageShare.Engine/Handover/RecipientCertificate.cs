using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Handovers;

/// <summary>The public certificate that a secret is encrypted for.</summary>
internal static class RecipientCertificate
{
    // "Document Encryption": Unprotect-CmsMessage -To takes no certificate without it, not even to decrypt.
    private const string DocumentEncryption = "1.3.6.1.4.1.311.80.1";
    private const int MinimumKey = 2048;

    public static X509Certificate2 Load(string path, TimeProvider time)
    {
        var certificate = FromFile(path);
        var problem = certificate.GetRSAPublicKey() is not { } key ? "It has no RSA key, and only such a key can decrypt a message of this kind."
            : key.KeySize < MinimumKey ? $"Its RSA key has {key.KeySize} bits; {MinimumKey} is the least."
            : Usage(certificate) is { } usage && (usage & (X509KeyUsageFlags.KeyEncipherment | X509KeyUsageFlags.DataEncipherment)) == 0
                ? "Its key usage allows no encryption (key encipherment)."
            : certificate.NotAfter.ToUniversalTime() <= time.GetUtcNow() ? $"It expired on {HandoverErrors.Day(certificate.NotAfter)}."
            : null;
        return problem is null ? certificate : throw new ImageShareException(
            "RecipientCertificateUnusable", ErrorKind.InvalidArgument, $"Nothing can be encrypted for the certificate '{path}'.")
        {
            Target = path,
            Reason = problem,
            Fix = "Ask the recipient for the public part of a valid RSA certificate, or use -Passphrase.",
            Who = Party.Consumer,
        };
    }

    public static bool OpensWithPowerShell(X509Certificate2 certificate) =>
        Usage(certificate) is not null && certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>()
            .Any(e => e.EnhancedKeyUsages.Cast<Oid>().Any(o => o.Value == DocumentEncryption));

    private static X509KeyUsageFlags? Usage(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault()?.KeyUsages;

    private static X509Certificate2 FromFile(string path)
    {
        var bytes = CertificateLoader.ReadFile(path);
        try
        {
            return CertificateLoader.IsPem(bytes)
                ? X509Certificate2.CreateFromPem(Encoding.UTF8.GetString(bytes))
                : new X509Certificate2(bytes);
        }
        catch (CryptographicException exception)
        {
            throw CertificateLoader.Unreadable(path, "It is no certificate (DER or PEM). A PFX file is not for others: take its public part.", exception);
        }
    }
}

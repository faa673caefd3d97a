using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ImageShare.Engine.Graph;
using ImageShare.Model;

namespace ImageShare.Engine.Handovers;

/// <summary>The public certificate that a secret is encrypted for.</summary>
internal static class RecipientCertificate
{
    // "Document Encryption": Unprotect-CmsMessage -To takes no certificate without it, not even to decrypt.
    private const string DocumentEncryption = "1.3.6.1.4.1.311.80.1";

    public static X509Certificate2 Load(string path, TimeProvider time)
    {
        var certificate = new X509Certificate2(PublicCertificate.Load(path, time).RawData);
        return Usage(certificate) is { } usage && (usage & (X509KeyUsageFlags.KeyEncipherment | X509KeyUsageFlags.DataEncipherment)) == 0
            ? throw new ImageShareException(
                "RecipientCertificateUnusable", ErrorKind.InvalidArgument, $"Nothing can be encrypted for the certificate '{path}'.")
            {
                Target = path,
                Reason = "Its key usage allows signatures only, no key encipherment.",
                Fix = "Ask the recipient for a certificate whose key usage allows it, or use -Passphrase.",
                Who = Party.Consumer,
            }
            : certificate;
    }

    public static bool OpensWithPowerShell(X509Certificate2 certificate) =>
        Usage(certificate) is not null && certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>()
            .Any(e => e.EnhancedKeyUsages.Cast<Oid>().Any(o => o.Value == DocumentEncryption));

    private static X509KeyUsageFlags? Usage(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault()?.KeyUsages;
}

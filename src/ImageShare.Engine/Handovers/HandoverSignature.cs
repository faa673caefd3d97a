using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using ImageShare.Model;

namespace ImageShare.Engine.Handovers;

/// <summary>
/// A detached CMS signature (SignedData) over the canonical document. It proves which certificate signed, not that anyone vouches for that
/// certificate: companies that share an image seldom share an authority, so the reader pins the signer's thumbprint instead.
/// </summary>
internal static class HandoverSignature
{
    private static readonly string[] s_digests = ["2.16.840.1.101.3.4.2.1", "2.16.840.1.101.3.4.2.2", "2.16.840.1.101.3.4.2.3"];

    public static string Sign(byte[] content, X509Certificate2 certificate, DateTime time)
    {
        var usage = certificate.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault()?.KeyUsages;
        if (usage is { } flags && (flags & (X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation)) == 0)
            throw Unusable(certificate, "Its key usage allows no signatures (digital signature).");

        try
        {
            var message = new SignedCms(new ContentInfo(content), detached: true);
            message.ComputeSignature(
                new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, certificate)
                {
                    DigestAlgorithm = new Oid(s_digests[0]),
                    IncludeOption = X509IncludeOption.EndCertOnly,
                    SignedAttributes = { new Pkcs9SigningTime(time) },
                },
                silent: true);
            return CmsArmour.Write(message.Encode());
        }
        catch (CryptographicException exception)
        {
            throw Unusable(certificate, "Its private key refused.", exception);
        }
    }

    /// <summary>The certificate that signed.</summary>
    /// <exception cref="CryptographicException">Nobody signed this content so.</exception>
    public static X509Certificate2 Verify(string armoured, byte[] content)
    {
        var message = new SignedCms(new ContentInfo(content), detached: true);
        message.Decode(CmsArmour.Read(armoured) ?? throw new CryptographicException("The signature's armour is broken."));
        if (message.SignerInfos.Count != 1 || message.SignerInfos[0] is not { Certificate: { } signer } info
            || !s_digests.Contains(info.DigestAlgorithm.Value))
        {
            throw new CryptographicException("It takes one signer, with its certificate, and a digest of the SHA-2 family.");
        }

        info.CheckSignature(verifySignatureOnly: true);
        return signer;
    }

    /// <summary>Whether a certificate has this thumbprint: SHA-1 as certificate stores show it, or SHA-256.</summary>
    public static bool IsSigner(X509Certificate2 certificate, string thumbprint) =>
        thumbprint.Equals(certificate.Thumbprint, StringComparison.OrdinalIgnoreCase)
        || thumbprint.Equals(certificate.GetCertHashString(HashAlgorithmName.SHA256), StringComparison.OrdinalIgnoreCase);

    /// <summary>Who signed, in words safe to show: subject and SHA-1 thumbprint.</summary>
    public static string Describe(X509Certificate2 certificate) =>
        $"{CertificateProtection.Show(certificate.Subject)} ({certificate.Thumbprint})";

    private static ImageShareException Unusable(X509Certificate2 certificate, string reason, Exception? inner = null) =>
        new("SigningCertificateUnusable", ErrorKind.InvalidArgument, $"The certificate {certificate.Thumbprint} cannot sign.", inner)
        {
            Target = certificate.Thumbprint,
            Reason = reason,
            Fix = "Give a certificate with an RSA or ECDSA key that is made for signatures.",
        };
}

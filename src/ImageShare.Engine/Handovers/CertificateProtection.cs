using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;

namespace ImageShare.Engine.Handovers;

/// <summary>The secret as a CMS message (EnvelopedData) for one certificate: AES-256-CBC, its key under RSA-OAEP with SHA-256.</summary>
internal static class CertificateProtection
{
    private const string Aes128 = "2.16.840.1.101.3.4.1.2";
    private const string Aes192 = "2.16.840.1.101.3.4.1.22";
    private const string Aes256 = "2.16.840.1.101.3.4.1.42";
    private const int MaximumSecret = 4096;

    public static SecretDocument Encrypt(SecureString secret, X509Certificate2 recipient)
    {
        var plain = SecureText.ToUtf8(secret);
        try
        {
            var message = new EnvelopedCms(new ContentInfo(plain), new AlgorithmIdentifier(new Oid(Aes256)));
            message.Encrypt(new CmsRecipient(SubjectIdentifierType.IssuerAndSerialNumber, recipient, RSAEncryptionPadding.OaepSHA256));
            return new() { Protection = HandoverWords.Cms, Cms = CmsArmour.Write(message.Encode()) };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    /// <exception cref="CryptographicException">It is not such a message.</exception>
    public static EnvelopedCms Decode(string armoured)
    {
        var message = new EnvelopedCms();
        message.Decode(CmsArmour.Read(armoured) ?? throw new CryptographicException("The armour is broken."));
        return message.ContentEncryptionAlgorithm.Oid.Value is Aes128 or Aes192 or Aes256 && message.RecipientInfos.Count > 0
            ? message
            : throw new CryptographicException("It is not under AES, or for nobody.");
    }

    /// <summary>The secret; null when the message is for other certificates.</summary>
    /// <exception cref="CryptographicException">It cannot be decrypted, though it is for this certificate.</exception>
    public static SecureString? Decrypt(EnvelopedCms message, X509Certificate2 certificate)
    {
        // With a key given, and not a certificate, the platform looks into no certificate store.
        using var key = certificate.GetRSAPrivateKey();
        var mine = message.RecipientInfos.Cast<RecipientInfo>().FirstOrDefault(r => r.RecipientIdentifier.MatchesCertificate(certificate));
        if (mine is null || key is null)
            return null;

        message.Decrypt(mine, key);
        var plain = message.ContentInfo.Content;
        try
        {
            return plain.Length is > 0 and <= MaximumSecret
                ? SecureText.FromUtf8(plain)
                : throw new CryptographicException("It holds no secret.");
        }
        catch (ArgumentException exception)
        {
            throw new CryptographicException("It holds no text.", exception);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    /// <summary>Whom a message is for, in words safe to show.</summary>
    public static string Recipients(EnvelopedCms message) =>
        string.Join(" and ", message.RecipientInfos.Cast<RecipientInfo>().Take(3).Select(r => Describe(r.RecipientIdentifier)));

    public static string Describe(X509Certificate2 certificate) =>
        $"serial number {certificate.SerialNumber} of issuer '{Show(certificate.Issuer)}' (thumbprint {certificate.Thumbprint})";

    /// <summary>A name that a stranger chose, in a form safe to show.</summary>
    public static string Show(string text) =>
        (text.Length > 200 ? text[..200] + "..." : text) is var cut && StrictJson.IsPrintable(cut) ? cut : "(not printable)";

    private static string Describe(SubjectIdentifier who) => who.Value switch
    {
        X509IssuerSerial id => $"serial number {Show(id.SerialNumber)} of issuer '{Show(id.IssuerName)}'",
        string keyId => $"the key with id {Show(keyId)}",
        _ => "an unnamed key",
    };
}

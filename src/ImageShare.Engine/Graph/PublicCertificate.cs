using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Graph;

/// <summary>
/// The public part of a certificate that an app shall have, or that a secret is encrypted for; a private key in the file goes nowhere.
/// </summary>
/// <param name="RawData">The certificate, DER.</param>
/// <param name="Thumbprint">SHA-1, hexadecimal.</param>
/// <param name="Subject">Distinguished name.</param>
/// <param name="StartsOn">UTC.</param>
/// <param name="EndsOn">UTC.</param>
internal sealed record PublicCertificate(byte[] RawData, string Thumbprint, string Subject, DateTimeOffset StartsOn, DateTimeOffset EndsOn)
{
    private const int MinimumBits = 2048;

    public static PublicCertificate Load(string path, TimeProvider time)
    {
        var bytes = CertificateLoader.ReadFile(path);
        try
        {
            return Parse(bytes, path, time);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    internal static PublicCertificate Parse(byte[] bytes, string path, TimeProvider time)
    {
        try
        {
            using var certificate = Read(bytes);
            using var key = certificate.GetRSAPublicKey();
            if (key is null || key.KeySize < MinimumBits)
            {
                throw CertificateLoader.Unreadable(
                    path,
                    $"It has no RSA key of {MinimumBits} bits or more: Microsoft Entra takes no other, and for no other can be encrypted.");
            }

            if (certificate.NotAfter.ToUniversalTime() <= time.GetUtcNow())
                throw CertificateLoader.Unreadable(path, $"It expired on {certificate.NotAfter.ToUniversalTime():u}.");

            return new PublicCertificate(
                certificate.RawData, certificate.Thumbprint, certificate.Subject, certificate.NotBefore.ToUniversalTime(),
                certificate.NotAfter.ToUniversalTime());
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            throw CertificateLoader.Unreadable(
                path, "It is neither CER nor PEM, or a PFX with a password: export the public part (CER or PEM) and give that.", exception);
        }
    }

    public GraphKey ToKey() => new()
    {
        DisplayName = Subject,
        StartDateTime = StartsOn,
        EndDateTime = EndsOn,
        Type = "AsymmetricX509Cert",
        Usage = "Verify",
        Key = Convert.ToBase64String(RawData),
    };

    /// <summary>The thumbprint of a key of the directory, which shows it as base64 or as hexadecimal digits.</summary>
    public static string? ThumbprintOf(GraphKey key)
    {
        if (key.CustomKeyIdentifier is not { Length: > 0 } mark || (mark.Length == 40 && mark.All(char.IsAsciiHexDigit)))
            return key.CustomKeyIdentifier?.ToUpperInvariant();

        var bytes = new byte[mark.Length];
        return Convert.TryFromBase64String(mark, bytes, out var length) && length == SHA1.HashSizeInBytes
            ? Convert.ToHexString(bytes, 0, length) : null;
    }

    private static X509Certificate2 Read(byte[] bytes) => CertificateLoader.IsPem(bytes)
        ? X509Certificate2.CreateFromPem(System.Text.Encoding.UTF8.GetString(bytes))
        : new X509Certificate2(bytes, (string?)null, CertificateLoader.KeyStorage);
}

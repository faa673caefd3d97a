using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ImageShare.Model;

namespace ImageShare.Engine.Identity;

/// <summary>Loads certificates with their private keys, from PFX or PEM files or the user's store.</summary>
internal static class CertificateLoader
{
    private const int MaximumBytes = 1024 * 1024;

    /// <summary>A key must not be written to the disk; macOS knows no other way than its keychain.</summary>
    public static X509KeyStorageFlags KeyStorage =>
        OperatingSystem.IsMacOS() ? X509KeyStorageFlags.DefaultKeySet : X509KeyStorageFlags.EphemeralKeySet;

    public static X509Certificate2 LoadWithPrivateKey(CertificateProof proof, TimeProvider time)
    {
        var certificate = proof.Path is { } path ? FromFile(path, Password(proof)) : FromStore(proof.Thumbprint);
        var target = proof.Path ?? certificate.Thumbprint;
        if (!certificate.HasPrivateKey)
        {
            certificate.Dispose();
            throw new ImageShareException(
                "CertificateWithoutPrivateKey", ErrorKind.InvalidArgument, $"The certificate '{target}' comes without its private key.")
            {
                Target = target,
                Reason = "Signing in takes the private key; the public part is what the app's owner gets.",
                Fix = "Give the PFX file, or the PEM file that has the private key too.",
            };
        }

        return certificate.NotAfter.ToUniversalTime() > time.GetUtcNow() ? certificate : throw new ImageShareException(
            "CertificateExpired", ErrorKind.AuthenticationError,
            $"The certificate '{target}' expired on {certificate.NotAfter.ToUniversalTime():u}.")
        {
            Target = target,
            Fix = "Make a new one and have its public part added to the app (New-GalleryShareAppCredential).",
        };
    }

    public static byte[] ReadFile(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (stream.Length > MaximumBytes)
                throw Unreadable(path, "It is too large to be a certificate.");

            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ImageShareException("CertificateNotFound", ErrorKind.ObjectNotFound, $"There is no certificate file '{path}'.",
                exception)
            {
                Target = path,
            };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, exception.Message, exception);
        }
    }

    public static bool IsPem(ReadOnlySpan<byte> bytes) => bytes.IndexOf("-----BEGIN "u8) >= 0;

    public static ImageShareException Unreadable(string path, string reason, Exception? inner = null) =>
        new("InvalidCertificate", ErrorKind.InvalidData, $"The certificate file '{path}' cannot be read.", inner)
        {
            Target = path,
            Reason = reason,
        };

    private static X509Certificate2 FromFile(string path, string? password)
    {
        var bytes = ReadFile(path);
        try
        {
            return IsPem(bytes) ? FromPem(System.Text.Encoding.UTF8.GetString(bytes), password)
                : new X509Certificate2(bytes, password, KeyStorage);
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            throw Unreadable(path, "The password is wrong or missing, or it is neither PFX nor PEM.", exception);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private static X509Certificate2 FromPem(string pem, string? password)
    {
        if (!pem.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
            return X509Certificate2.CreateFromPem(pem);

        return pem.Contains("ENCRYPTED PRIVATE KEY-----", StringComparison.Ordinal)
            ? X509Certificate2.CreateFromEncryptedPem(pem, pem, password)
            : X509Certificate2.CreateFromPem(pem, pem);
    }

    private static X509Certificate2 FromStore(string? thumbprint)
    {
        var hex = thumbprint?.Replace(" ", "", StringComparison.Ordinal) ?? "";
        if (hex.Length != 40 || !hex.All(char.IsAsciiHexDigit))
            throw InputRules.Refuse("CertificateThumbprint", hex,
                "-CertificateThumbprint must be a SHA-1 thumbprint: 40 hexadecimal digits.");

        foreach (var location in (StoreLocation[])[StoreLocation.CurrentUser, StoreLocation.LocalMachine])
        {
            if (Find(location, hex) is { } certificate)
                return certificate;
        }

        throw new ImageShareException(
            "CertificateNotFound", ErrorKind.ObjectNotFound,
            $"No certificate with thumbprint {hex} is in CurrentUser\\My or LocalMachine\\My.") { Target = hex };
    }

    private static X509Certificate2? Find(StoreLocation location, string thumbprint)
    {
        try
        {
            using var store = new X509Store(StoreName.My, location);
            store.Open(OpenFlags.ReadOnly | OpenFlags.OpenExistingOnly);
            return store.Certificates.Find(X509FindType.FindByThumbprint, thumbprint, validOnly: false).FirstOrDefault();
        }
        catch (CryptographicException)
        {
            // Off Windows there may be no such store; then it holds no certificate either.
            return null;
        }
    }

    private static string? Password(CertificateProof proof) =>
        proof.Password is null ? null : new NetworkCredential("", proof.Password).Password;
}

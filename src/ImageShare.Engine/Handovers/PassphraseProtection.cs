using System.Security;
using System.Security.Cryptography;
using ImageShare.Model;

namespace ImageShare.Engine.Handovers;

/// <summary>
/// The secret under a passphrase: PBKDF2-HMAC-SHA256 makes the key, AES-256-GCM encrypts and binds the rest of the file. Both are of the
/// platform, approved for governments, and to be had in every language that may want to read the file.
/// </summary>
internal static class PassphraseProtection
{
    public const int DefaultIterations = 1_000_000;

    /// <summary>What a file may ask of its reader: less would be unsafe to have written, more would only burn time.</summary>
    public const int MinimumIterations = 100_000;
    public const int MaximumIterations = 5_000_000;

    public const int ShortPassphrase = 12;

    private const string Kdf = "PBKDF2-HMAC-SHA256";
    private const string Cipher = "AES-256-GCM";
    private const int KeyLength = 32;
    private const int SaltLength = 16;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int MaximumSecret = 4096;

    /// <summary>What is known before encryption, and bound by it.</summary>
    public static SecretDocument Prepare(int iterations) => new()
    {
        Protection = HandoverWords.Passphrase,
        Kdf = Kdf,
        Iterations = iterations,
        Salt = Convert.ToBase64String(RandomNumberGenerator.GetBytes(SaltLength)),
        Cipher = Cipher,
        Nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(NonceLength)),
        Ciphertext = "",
    };

    /// <summary>What is wrong with the parameters of a file; null when nothing is.</summary>
    public static string? Problem(SecretDocument box) =>
        box.Kdf != Kdf || box.Cipher != Cipher ? $"The secret must be under {Kdf} and {Cipher}."
        : box.Iterations is < MinimumIterations or > MaximumIterations
            ? $"The passphrase must take {MinimumIterations} to {MaximumIterations} iterations."
        : Bytes(box.Salt)?.Length is not SaltLength ? $"The salt must be {SaltLength} bytes, in base64."
        : Bytes(box.Nonce)?.Length is not NonceLength ? $"The nonce must be {NonceLength} bytes, in base64."
        : Bytes(box.Ciphertext)?.Length is not (> TagLength and <= MaximumSecret + TagLength)
            ? "The cipher text must be base64, of a secret's length."
        : null;

    public static SecretDocument Lock(SecretDocument box, SecureString secret, SecureString passphrase, byte[] bound)
    {
        if (passphrase.Length == 0)
            throw new ImageShareException("InvalidPassphrase", ErrorKind.InvalidArgument, "-Passphrase must not be empty.");

        var plain = SecureText.ToUtf8(secret);
        var key = Key(box, passphrase);
        try
        {
            var sealedSecret = new byte[plain.Length + TagLength];
            using var cipher = new AesGcm(key, TagLength);
            cipher.Encrypt(Bytes(box.Nonce)!, plain, sealedSecret.AsSpan(0, plain.Length), sealedSecret.AsSpan(plain.Length), bound);
            return box with { Ciphertext = Convert.ToBase64String(sealedSecret) };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>The secret; null when the passphrase is wrong or anything bound was changed: the two cannot be told apart.</summary>
    public static SecureString? Unlock(SecretDocument box, SecureString passphrase, byte[] bound)
    {
        var sealedSecret = Bytes(box.Ciphertext)!;
        var plain = GC.AllocateArray<byte>(sealedSecret.Length - TagLength, pinned: true);
        var key = Key(box, passphrase);
        try
        {
            using var cipher = new AesGcm(key, TagLength);
            cipher.Decrypt(Bytes(box.Nonce)!, sealedSecret.AsSpan(0, plain.Length), sealedSecret.AsSpan(plain.Length), plain, bound);
            return SecureText.FromUtf8(plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private static byte[] Key(SecretDocument box, SecureString passphrase)
    {
        var bytes = SecureText.ToUtf8(passphrase);
        var key = GC.AllocateArray<byte>(KeyLength, pinned: true);
        try
        {
            Rfc2898DeriveBytes.Pbkdf2(bytes, Bytes(box.Salt), key, box.Iterations!.Value, HashAlgorithmName.SHA256);
            return key;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private static byte[]? Bytes(string? base64)
    {
        var bytes = new byte[base64?.Length ?? 0];
        return Convert.TryFromBase64String(base64 ?? "", bytes, out var length) ? bytes[..length] : null;
    }
}

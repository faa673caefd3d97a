using ImageShare.Model;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Utilities;

namespace ImageShare.Engine.Machines;

/// <summary>A public SSH key that Azure installs: ed25519, or RSA of 2048 bits and more.</summary>
/// <param name="Line">The one line of the key file: type, base64, comment.</param>
/// <param name="PrivateKeyPath">The private key beside it; null when it is kept elsewhere.</param>
internal sealed record SshPublicKey(string Line, string? PrivateKeyPath)
{
    /// <summary>Reads a public key file, or the one beside a private key.</summary>
    public static async Task<SshPublicKey> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var isPublic = path.EndsWith(".pub", StringComparison.OrdinalIgnoreCase);
        var text = await ReadTextAsync(path, cancellationToken);
        if (!isPublic && text.Contains("PRIVATE KEY", StringComparison.Ordinal))
            return new(Check(await ReadTextAsync($"{path}.pub", cancellationToken), $"{path}.pub"), path);
        return new(Check(text, path), isPublic && File.Exists(path[..^4]) ? path[..^4] : null);
    }

    private static async Task<string> ReadTextAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > 64 * 1024 })
                throw Invalid(path, "The file is too large for a key.");
            return (await File.ReadAllTextAsync(path, cancellationToken)).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new ImageShareException(
                "SshKeyNotFound", ErrorKind.ObjectNotFound, $"The SSH key '{path}' cannot be read: {exception.Message}", exception)
            {
                Target = path,
                Fix = "Give the file of a public key (NAME.pub), or -GenerateSshKey.",
            };
        }
    }

    /// <summary>The line, when it is that of a key which Azure takes.</summary>
    internal static string Check(string line, string path)
    {
        var parts = line.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
        if (line.Contains('\n', StringComparison.Ordinal) || parts.Length < 2)
            throw Invalid(path, "It is not one line of type, base64 text and comment.");
        AsymmetricKeyParameter key;
        try
        {
            key = OpenSshPublicKeyUtilities.ParsePublicKey(Convert.FromBase64String(parts[1]));
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or IOException or InvalidOperationException
            or IndexOutOfRangeException)
        {
            throw Invalid(path, "Its base64 text is not that of a public key.", exception);
        }

        return (parts[0], key) switch
        {
            ("ssh-ed25519", Ed25519PublicKeyParameters) => line,
            ("ssh-rsa", RsaKeyParameters { Modulus.BitLength: >= 2048 }) => line,
            ("ssh-rsa", RsaKeyParameters rsa) =>
                throw Invalid(path, $"It is an RSA key of {rsa.Modulus.BitLength} bits; Azure takes 2048 and more."),
            _ => throw Invalid(path, $"Azure takes ssh-ed25519 and ssh-rsa, not {parts[0]}."),
        };
    }

    private static ImageShareException Invalid(string path, string reason, Exception? inner = null) =>
        new("InvalidSshKey", ErrorKind.InvalidArgument, $"'{path}' is not a public SSH key that Azure takes.", inner)
        {
            Target = path,
            Reason = reason,
        };
}

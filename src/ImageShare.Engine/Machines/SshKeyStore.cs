using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;
using System.Text;
using ImageShare.Model;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Utilities;
using Org.BouncyCastle.Security;

namespace ImageShare.Engine.Machines;

/// <summary>Makes the ed25519 key pair of a user, once: a key that is there is never written over.</summary>
internal sealed class SshKeyStore(string directory)
{
    private const string FileName = "imageshare_ed25519";

    private static readonly SemaphoreSlim s_turn = new(1, 1);

    public static SshKeyStore OfUser { get; } = new(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".ssh"));

    public string PrivateKeyPath => Path.Combine(directory, FileName);

    private string PublicKeyPath => $"{PrivateKeyPath}.pub";

    /// <summary>The key pair, made when there is none.</summary>
    public async Task<SshPublicKey> EnsureAsync(ICaller caller, CancellationToken cancellationToken)
    {
        // Many VMs at once want one key.
        await s_turn.WaitAsync(cancellationToken);
        try
        {
            if (!File.Exists(PrivateKeyPath))
            {
                await MakeAsync(cancellationToken);
                caller.Verbose($"Made the SSH key {PrivateKeyPath}.");
            }
            else
            {
                if (!File.Exists(PublicKeyPath))
                    await WritePublicAsync(await ReadPrivateAsync(cancellationToken), cancellationToken);
                caller.Verbose($"Re-using the SSH key {PrivateKeyPath}.");
            }

            return await SshPublicKey.ReadAsync(PublicKeyPath, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ImageShareException(
                "SshKeyNotWritten", ErrorKind.InvalidOperation, $"The SSH key could not be written: {exception.Message}", exception)
            {
                Target = PrivateKeyPath,
                Fix = "Give a key of your own with -SshKeyPath.",
            };
        }
        finally
        {
            s_turn.Release();
        }
    }

    private async Task MakeAsync(CancellationToken cancellationToken)
    {
        CreateDirectory();
        var generator = new Ed25519KeyPairGenerator();
        generator.Init(new Ed25519KeyGenerationParameters(new SecureRandom()));
        var key = (Ed25519PrivateKeyParameters)generator.GenerateKeyPair().Private;
        // Never half a key under the name that counts: written aside, then moved, which fails when another process was first.
        var aside = $"{PrivateKeyPath}.{Guid.NewGuid():N}";
        try
        {
            await using (var stream = CreatePrivate(aside))
                await stream.WriteAsync(Encoding.ASCII.GetBytes(Pem(OpenSshPrivateKeyUtilities.EncodePrivateKey(key))), cancellationToken);
            File.Move(aside, PrivateKeyPath, overwrite: false);
        }
        finally
        {
            File.Delete(aside);
        }

        await WritePublicAsync(key, cancellationToken);
    }

    private async Task<Ed25519PrivateKeyParameters> ReadPrivateAsync(CancellationToken cancellationToken) =>
        ParsePrivate(await File.ReadAllTextAsync(PrivateKeyPath, cancellationToken), PrivateKeyPath);

    internal static Ed25519PrivateKeyParameters ParsePrivate(string pem, string path)
    {
        Exception? cause = null;
        try
        {
            var text = string.Concat(pem.Split('\n').Where(line => !line.StartsWith('-')));
            if (OpenSshPrivateKeyUtilities.ParsePrivateKeyBlob(Convert.FromBase64String(text)) is Ed25519PrivateKeyParameters key)
                return key;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or IOException or InvalidOperationException
            or IndexOutOfRangeException)
        {
            cause = exception;
        }

        throw new ImageShareException("InvalidSshKey", ErrorKind.InvalidData, $"'{path}' is not an ed25519 key.", cause)
        {
            Target = path,
            Fix = "Move the file away, and the command makes a new pair; or give a key of your own with -SshKeyPath.",
        };
    }

    private Task WritePublicAsync(Ed25519PrivateKeyParameters key, CancellationToken cancellationToken)
    {
        var blob = OpenSshPublicKeyUtilities.EncodePublicKey(key.GeneratePublicKey());
        return File.WriteAllTextAsync(PublicKeyPath, $"ssh-ed25519 {Convert.ToBase64String(blob)} imageshare\n", cancellationToken);
    }

    private void CreateDirectory()
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(directory);
        else
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static FileStream CreatePrivate(string path) => OperatingSystem.IsWindows()
        ? CreateForUserOnly(path)
        : new(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });

    [SupportedOSPlatform("windows")]
    private static FileStream CreateForUserOnly(string path)
    {
        using var user = WindowsIdentity.GetCurrent();
        var security = new FileSecurity();
        security.SetAccessRuleProtection(isProtected: true, preserveInheritance: false);
        security.AddAccessRule(new FileSystemAccessRule(user.User!, FileSystemRights.FullControl, AccessControlType.Allow));
        var file = new FileInfo(path);
        return file.Create(FileMode.CreateNew, FileSystemRights.FullControl, FileShare.None, 4096, FileOptions.None, security);
    }

    // OpenSSH breaks lines at 70 characters.
    private static string Pem(byte[] blob) => string.Join('\n',
    [
        "-----BEGIN OPENSSH PRIVATE KEY-----",
        .. Convert.ToBase64String(blob).Chunk(70).Select(line => new string(line)),
        "-----END OPENSSH PRIVATE KEY-----",
        "",
    ]);
}

using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Handovers;

/// <summary>Opens the secret of a file with what its reader offers.</summary>
internal sealed class SecretOpener(TimeProvider time, HandoverReadOptions options, ICaller caller)
{
    /// <summary>The secret; null when there is none, or nothing was offered to open it.</summary>
    /// <param name="document">The checked document.</param>
    /// <param name="bound">What a passphrase protects beside the secret.</param>
    public SecureString? Open(HandoverDocument document, byte[] bound)
    {
        var secret = document.Secret;
        RefuseUseless(document);
        switch (secret?.Protection)
        {
            case HandoverWords.Cms:
                return OpenMessage(secret.Cms!);
            case HandoverWords.Passphrase:
                return OpenBox(secret, bound);
            case HandoverWords.None:
                caller.Warning($"'{options.Path}' holds the app's secret readable to everyone who gets it. Delete it when you are done.");
                return PlainSecret.Read(secret);
            default:
                return null;
        }
    }

    // Who takes the encrypted secret out of a file, or puts a plain one in, takes the protection of the rest away: the reader's key tells.
    private void RefuseUseless(HandoverDocument document)
    {
        var protection = document.Secret?.Protection;
        var reason = protection switch
        {
            null => "It carries no secret.",
            HandoverWords.None => "Its secret stands in it for everyone to read.",
            HandoverWords.Cms => "Its secret is encrypted for a certificate.",
            _ => "Its secret is encrypted with a passphrase.",
        };
        if (options.Passphrase is not null && protection != HandoverWords.Passphrase)
            throw HandoverErrors.NotProtected(options.Path, "a passphrase", reason);
        if (options.Certificate is not null && protection != HandoverWords.Cms && document.App?.Credential?.Kind == HandoverWords.Secret)
            throw HandoverErrors.NotProtected(options.Path, "a certificate", reason);
    }

    private SecureString? OpenBox(SecretDocument secret, byte[] bound)
    {
        if (PassphraseProtection.Problem(secret) is { } problem)
            throw HandoverErrors.Unreadable(options.Path, problem);
        if (options.Passphrase is { } passphrase)
            return PassphraseProtection.Unlock(secret, passphrase, bound) ?? throw HandoverErrors.WrongPassphrase(options.Path);

        caller.Verbose("The app's secret is encrypted with a passphrase: Import-ImageShare -Passphrase opens it.");
        return null;
    }

    private SecureString? OpenMessage(string armoured)
    {
        try
        {
            var message = CertificateProtection.Decode(armoured);
            if (options.Certificate is { } proof)
                return Decrypt(message, proof);

            caller.Verbose($"The app's secret is encrypted for {CertificateProtection.Recipients(message)}: Import-ImageShare "
                + "-CertificatePath or -CertificateThumbprint, with the private key of that certificate, opens it.");
            return null;
        }
        catch (CryptographicException exception)
        {
            throw HandoverErrors.Unreadable(options.Path, "Its secret cannot be decrypted.", exception);
        }
    }

    private SecureString Decrypt(EnvelopedCms message, CertificateProof proof)
    {
        using var certificate = CertificateLoader.LoadWithPrivateKey(proof, time);
        return CertificateProtection.Decrypt(message, certificate)
            ?? throw HandoverErrors.WrongRecipient(
                options.Path, CertificateProtection.Recipients(message), CertificateProtection.Describe(certificate));
    }
}

using System.Globalization;
using ImageShare.Model;

namespace ImageShare.Engine.Handovers;

/// <summary>Every refusal that reading a hand-over file can end in. None quotes the file before it was checked.</summary>
internal static class HandoverErrors
{
    public static ImageShareException Unreadable(string path, string reason, Exception? inner = null) =>
        new("HandoverUnreadable", ErrorKind.InvalidData, $"'{path}' is not a hand-over file that can be used.", inner)
        {
            Target = path,
            Reason = reason,
            Fix = "Take the file as Export-ImageShare wrote it; if this is that file, ask its sender to send it again as an attachment.",
        };

    public static ImageShareException Newer(string path, long version) =>
        new("HandoverSchemaNewer", ErrorKind.InvalidData, $"'{path}' was written by a newer ImageShare.")
        {
            Target = path,
            Reason = $"It has schema version {version}; this ImageShare reads up to {HandoverDocument.Version}.",
            Fix = "Update ImageShare: Update-PSResource ImageShare.",
        };

    public static ImageShareException Tampered(string path, string reason, Exception? inner = null) =>
        new("HandoverTampered", ErrorKind.SecurityError, $"'{path}' is not what its sender signed.", inner)
        {
            Target = path,
            Reason = reason,
            Fix = "Do not use it. Tell its sender, by another way than the file came, and ask for it again.",
        };

    public static ImageShareException WrongSigner(string path, string wanted, string? signedBy) =>
        new("HandoverWrongSigner", ErrorKind.SecurityError, $"'{path}' is not signed by the certificate {wanted}.")
        {
            Target = path,
            Reason = signedBy is null ? "It is not signed at all." : $"It is signed by {signedBy}.",
            Fix = "Ask the sender, by another way than the file came, for the thumbprint of the signing certificate or for a signed file.",
        };

    public static ImageShareException WrongRecipient(string path, string recipients, string offered) =>
        new("HandoverWrongRecipient", ErrorKind.SecurityError, $"The secret in '{path}' was encrypted for another certificate.")
        {
            Target = path,
            Reason = $"It was encrypted for {recipients}; the certificate given is {offered}.",
            Fix = "Give the certificate whose public part the publisher got (-CertificatePath or -CertificateThumbprint), "
                + "or send the publisher the public part of this one for a new file.",
        };

    public static ImageShareException WrongPassphrase(string path) =>
        new("HandoverWrongPassphrase", ErrorKind.SecurityError, $"The passphrase does not open '{path}'.")
        {
            Target = path,
            Reason = "Either it is not the one that the file was written with, or the file was changed since: "
                + "the passphrase protects all of it.",
            Fix = "Enter it again. If it is surely right, do not use the file and ask its sender for it again.",
        };

    public static ImageShareException NotProtected(string path, string offered, string reason) =>
        new("HandoverNotProtected", ErrorKind.SecurityError, $"'{path}' is not protected with {offered}.")
        {
            Target = path,
            Reason = reason,
            Fix = "If its sender says that it was, the file was changed: do not use it. If not, leave the parameter out.",
        };

    public static ImageShareException WrongCertificate(string path, string wanted, string offered) =>
        new("HandoverWrongCertificate", ErrorKind.InvalidArgument, "The certificate given is not the one that the app knows.")
        {
            Target = path,
            Reason = $"The app of '{path}' knows the certificate {wanted}; the one given is {offered}.",
            Fix = "Give the certificate whose public part is on the app, or have this one's added (New-GalleryShareAppCredential) "
                + "and a new file made.",
        };

    public static ImageShareException WrongCredential(string path, string offered, string actual) =>
        new("HandoverWrongCredential", ErrorKind.InvalidArgument, $"{offered} is of no use to '{path}'.")
        {
            Target = path,
            Reason = actual,
            Fix = "Leave the parameter out, or give what the app proves itself with.",
        };

    public static ImageShareException Expired(string path, HandoverKind kind, DateTimeOffset expiresOn) =>
        new("HandoverExpired", ErrorKind.InvalidOperation, $"'{path}' expired on {Day(expiresOn)}.")
        {
            Target = path,
            Reason = "A hand-over is good until the day its sender chose, at most until the app's credential ends.",
            Fix = "Ask for a new one (Export-ImageShare, after New-GalleryShareAppCredential if the credential has ended).",
            Who = kind == HandoverKind.Share ? Party.Publisher : Party.Consumer,
        };

    public static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

using System.Security;
using System.Security.Cryptography.X509Certificates;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Handovers;

/// <summary>Writes one hand-over file.</summary>
internal sealed class HandoverWriter(TimeProvider time, int passphraseIterations, HandoverWriteOptions options, ICaller caller)
{
    public async Task<Handover> WriteAsync(HandoverContent content, CancellationToken cancellationToken)
    {
        var document = HandoverMap.ToDocument(content, caller, time.GetUtcNow());
        var secret = SecretOf(content);
        HandoverFile.CheckTarget(options.Path, options.Force);
        CheckExpiry(document, content);

        var what = $"Write {document.Kind} with {document.Images.Count} image(s)" + (secret is null ? "" : " and the app's secret");
        if (!await caller.ShouldProcessAsync(options.Path, what).ConfigureAwait(false))
            return Result(document with { Images = [] }, content) with { Images = content.Images };

        CheckContent(document, secret is not null);
        if (secret is not null)
            document = Protect(document, secret);

        string? signedBy = null;
        if (options.SigningCertificate is { } proof)
        {
            using var certificate = CertificateLoader.LoadWithPrivateKey(proof, time);
            document = document with { Signature = Sign(document, certificate) };
            signedBy = HandoverSignature.Describe(certificate);
        }

        var bytes = HandoverJson.Write(document);
        if (bytes.Length > HandoverFile.MaximumBytes)
            throw Invalid($"It would have more than {HandoverFile.MaximumBytes / 1024} KB. Share fewer images with one file.");

        await HandoverFile.WriteAsync(options.Path, bytes, secret is not null, options.Force, cancellationToken).ConfigureAwait(false);
        caller.Verbose($"Wrote hand-over file '{options.Path}' ({document.Kind}, {document.Images.Count} image(s), "
            + $"{(signedBy is null ? "not signed" : "signed by " + signedBy)}).");
        return Result(document, content) with { SignedBy = signedBy };
    }

    private Handover Result(HandoverDocument document, HandoverContent content) =>
        HandoverMap.ToHandover(document, options.Path, content.App?.ConsentUri);

    private SecureString? SecretOf(HandoverContent content)
    {
        var protections = (options.RecipientCertificatePath is null ? 0 : 1) + (options.Passphrase is null ? 0 : 1);
        if (protections > 1)
        {
            throw new ImageShareException(
                "SeveralProtections", ErrorKind.InvalidArgument,
                "A secret is encrypted with a certificate or with a passphrase, not with both.");
        }

        if (content.App?.Secret is not { Length: > 0 } secret)
        {
            if (protections > 0)
            {
                caller.Warning($"'{options.Path}' gets no secret, so there is nothing to encrypt. "
                    + "Use -SigningCertificate to protect the rest.");
            }

            return null;
        }

        if (content.Kind == HandoverKind.Request)
        {
            caller.Verbose("A request carries no secret: the app stays with the consumer, and its secret too.");
            return null;
        }

        return protections > 0 || options.AllowPlainTextSecret ? secret : throw new ImageShareException(
            "SecretNotProtected", ErrorKind.InvalidArgument, "The app's secret would stand in the hand-over file for everyone to read.")
        {
            Target = options.Path,
            Reason = "Whoever reads it can build VMs, and read the images, as the app.",
            Fix = "Use -RecipientCertificate with the consumer's public certificate, or -Passphrase. Better: an app without a secret "
                + "(New-GalleryShareApp -CertificatePath). -AllowPlainTextSecret writes it readable.",
        };
    }

    private void CheckExpiry(HandoverDocument document, HandoverContent content)
    {
        if (document.ExpiresOn is { } end && end <= document.CreatedOn)
        {
            throw new ImageShareException(
                "InvalidExpiresOn", ErrorKind.InvalidArgument, $"The hand-over would have expired on {HandoverErrors.Day(end)}.")
            {
                Target = options.Path,
                Reason = content.ExpiresOn is null ? "It is good as long as the app's credential, and that has ended." : null,
                Fix = content.ExpiresOn is null ? "Make a new credential (New-GalleryShareAppCredential)." : "Choose a later day.",
            };
        }

        if (document.ExpiresOn is { } capped && content.ExpiresOn > capped)
            caller.Verbose($"The hand-over expires on {HandoverErrors.Day(capped)} already: then the app's credential ends.");
    }

    private void CheckContent(HandoverDocument document, bool hasSecret)
    {
        if (HandoverRules.Problem(document) is { } problem)
            throw Invalid(problem);
        if (document.App?.ConsentLink is { } link && HandoverConsent.FindCloud(document.Environment, caller) is { } cloud
            && !HandoverConsent.LeadsTo(cloud, link))
        {
            throw Invalid($"\"app.consentLink\" must lead to the sign-in pages of {cloud.Name}.");
        }

        if (document.Images.Count == 0 && document.Kind == HandoverWords.Share)
            caller.Warning("The share names no image: its reader must be told what to build from.");
        if (HandoverRules.NeedsSecret(document) && !hasSecret)
        {
            caller.Warning("The app proves itself with a secret, and the file does not carry it: only New-GalleryShareApp and "
                + "New-GalleryShareAppCredential can hand it on.");
        }

        foreach (var image in document.Images.Where(i => i.Encrypted is true))
            caller.Warning($"A disk encryption set of yours encrypts {image.Id}: it cannot be used from another subscription.");
    }

    private HandoverDocument Protect(HandoverDocument document, SecureString secret)
    {
        if (options.RecipientCertificatePath is { } path)
        {
            using var recipient = RecipientCertificate.Load(path, time);
            caller.Verbose($"The secret is encrypted for {CertificateProtection.Describe(recipient)}."
                + (RecipientCertificate.OpensWithPowerShell(recipient) ? "" : " Import-ImageShare opens it; Unprotect-CmsMessage -To would "
                    + "want the enhanced key usage Document Encryption (1.3.6.1.4.1.311.80.1) on the certificate."));
            return document with { Secret = CertificateProtection.Encrypt(secret, recipient) };
        }

        if (options.Passphrase is { } passphrase)
        {
            if (passphrase.Length < PassphraseProtection.ShortPassphrase)
            {
                caller.Warning($"The passphrase has fewer than {PassphraseProtection.ShortPassphrase} characters: "
                    + "who gets hold of the file can try many, unseen.");
            }

            var box = PassphraseProtection.Prepare(passphraseIterations);
            var bound = CanonicalJson.ForSecret(HandoverJson.ToTree(document with { Secret = box }));
            return document with { Secret = PassphraseProtection.Lock(box, secret, passphrase, bound) };
        }

        caller.Warning($"'{options.Path}' holds the app's secret readable to everyone who gets it. "
            + "Send it only where nobody else can read, and delete it.");
        return document with { Secret = PlainSecret.Write(secret) };
    }

    private static string Sign(HandoverDocument document, X509Certificate2 certificate) =>
        HandoverSignature.Sign(CanonicalJson.ForSignature(HandoverJson.ToTree(document)), certificate, document.CreatedOn);

    private ImageShareException Invalid(string problem) =>
        new("InvalidHandover", ErrorKind.InvalidArgument, "From this, no hand-over file can be written.")
        {
            Target = options.Path,
            Reason = problem,
        };
}

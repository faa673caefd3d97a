using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using ImageShare.Model;

namespace ImageShare.Engine.Handovers;

/// <summary>Reads one hand-over file: what is in it is a stranger's until the last check has passed.</summary>
internal sealed class HandoverReader(TimeProvider time, HandoverReadOptions options, ICaller caller)
{
    private string Path => options.Path;

    public Handover Read(byte[] bytes)
    {
        var (document, tree) = HandoverParser.Parse(bytes, Path);
        using var signer = Verify(document, tree);
        if (HandoverRules.Problem(document) is { } problem)
            throw HandoverErrors.Unreadable(Path, problem);

        var handover = HandoverMap.ToHandover(document, Path, ConsentUri(document)) with
        {
            SignedBy = signer is null ? null : HandoverSignature.Describe(signer),
        };
        CheckExpiry(handover);

        var secret = new SecretOpener(time, options, caller).Open(document, CanonicalJson.ForSecret(tree));
        handover = handover with { Secret = secret };
        handover = handover with { Proof = new ProofAttacher(time, options, caller).Attach(handover) };
        TellOrigin(handover, authentic: secret is not null && document.Secret?.Protection == HandoverWords.Passphrase);
        TellExpiry(handover);
        return handover;
    }

    private X509Certificate2? Verify(HandoverDocument document, JsonObject tree)
    {
        var wanted = Hex(options.SignerThumbprint);
        if (document.Signature is not { } signature)
            return wanted is null ? null : throw HandoverErrors.WrongSigner(Path, wanted, signedBy: null);

        X509Certificate2 signer;
        try
        {
            signer = HandoverSignature.Verify(signature, CanonicalJson.ForSignature(tree));
        }
        catch (CryptographicException exception)
        {
            throw HandoverErrors.Tampered(Path, "Its signature does not fit its content.", exception);
        }

        return wanted is null || HandoverSignature.IsSigner(signer, wanted)
            ? signer
            : throw HandoverErrors.WrongSigner(Path, wanted, HandoverSignature.Describe(signer));
    }

    // Thumbprints are pasted from certificate dialogs, with spaces and an invisible direction mark.
    private static string? Hex(string? thumbprint)
    {
        if (thumbprint is null)
            return null;

        var hex = string.Concat(thumbprint.Where(c => char.IsLetterOrDigit(c)));
        return hex.Length is 40 or 64 && hex.All(char.IsAsciiHexDigit) ? hex.ToUpperInvariant() : throw new ImageShareException(
            "InvalidSignerThumbprint", ErrorKind.InvalidArgument, "-SignerThumbprint must be a SHA-1 thumbprint: 40 hexadecimal digits.")
        {
            Target = thumbprint,
        };
    }

    private Uri? ConsentUri(HandoverDocument document)
    {
        if (document.App?.ConsentLink is not { } link)
            return null;

        var cloud = HandoverConsent.FindCloud(document.Environment, caller);
        if (cloud is not null && HandoverConsent.LeadsTo(cloud, link))
            return HandoverConsent.Create(document, cloud);
        if (cloud is { FromFile: false })
            throw HandoverErrors.Unreadable(Path, $"Its consent link does not lead to the sign-in pages of {cloud.Name}.");

        caller.Verbose("The consent link in the file is not shown: none of the sign-ins here is of its cloud. "
            + "Approve-GalleryShareApp makes one.");
        return null;
    }

    private void CheckExpiry(Handover handover)
    {
        if (handover.ExpiresOn is { } end && end <= time.GetUtcNow())
            throw HandoverErrors.Expired(Path, handover.Kind, end);
    }

    private void TellOrigin(Handover handover, bool authentic)
    {
        if (handover.SignedBy is not null)
        {
            caller.Verbose($"'{Path}' is signed by {handover.SignedBy}.");
            return;
        }

        var isShare = handover.Kind == HandoverKind.Share;
        var message = $"'{System.IO.Path.GetFileName(Path)}' is not signed: confirm, by another way than it came, that tenant "
            + $"{(isShare ? handover.PublisherTenantId : handover.ConsumerTenantId)} is the {(isShare ? "publisher" : "consumer")}'s.";
        if (authentic)
            caller.Verbose($"'{System.IO.Path.GetFileName(Path)}' is not signed, but it was written by someone who knows the passphrase.");
        else
            caller.Warning(message);
    }

    private void TellExpiry(Handover handover)
    {
        if (handover.ExpiresOn is not { } end || end - time.GetUtcNow() is not { TotalDays: <= 30 } left)
            return;

        var sender = handover.Kind == HandoverKind.Share ? "publisher" : "consumer";
        var advice = left.TotalDays switch
        {
            <= 7 => $"Ask the {sender} for a new one now.",
            <= 14 => $"Ask the {sender} for a new one soon.",
            _ => $"The {sender} can make a new one while this one is still good.",
        };
        caller.Warning($"The hand-over expires in {Math.Ceiling(left.TotalDays)} day(s), on {HandoverErrors.Day(end)}. {advice}");
    }
}

using System.Security.Cryptography;
using System.Text.Json.Nodes;
using ImageShare.Model;

namespace ImageShare.Engine.Handovers;

/// <summary>Decides what becomes of one file of a folder that may have been written before, by a run that was stopped perhaps.</summary>
internal sealed class FolderFile(TimeProvider time, HandoverWriteOptions options, ICaller caller)
{
    /// <summary>How to write the file; or, when it says the same already, what it says.</summary>
    public async Task<(HandoverWriteOptions Options, Handover? There)> ResolveAsync(
        HandoverContent content, CancellationToken cancellationToken)
    {
        var resolved = options;
        var there = await FindAsync(options.Path, cancellationToken).ConfigureAwait(false);
        if (there is not null && !IsOf(there.Document, content.App) && options.NamesakePath is { } other)
        {
            resolved = options with { Path = other };
            there = await FindAsync(other, cancellationToken).ConfigureAwait(false);
        }

        if (options.Force)
            return (resolved, null);

        var wanted = HandoverMap.ToDocument(content, caller, time.GetUtcNow());
        var hasSecret = content.App?.Secret is { Length: > 0 };
        var lacksSecret = !hasSecret && HandoverRules.NeedsSecret(wanted) && content.App?.ApplicationId is { Length: > 0 };
        if (there is not null && !hasSecret && IsGood(there, wanted) && !(lacksSecret && there.Document.Secret is null))
        {
            caller.Verbose($"The hand-over file '{resolved.Path}' is there already.");
            return (resolved, HandoverMap.ToHandover(there.Document, resolved.Path, content.App?.ConsentUri) with { SignedBy = there.SignedBy });
        }

        if (lacksSecret)
            throw SecretNotAtHand(resolved.Path, content.App!, there?.Document.Secret is not null);

        return (resolved with { Force = there is not null && IsOf(there.Document, content.App) }, null);
    }

    // What cannot be read, or was changed by someone, is nobody's hand-over: it stays, and the writer refuses to replace it.
    private static async Task<Found?> FindAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
            return null;

        try
        {
            var (document, tree) = HandoverParser.Parse(await HandoverFile.ReadAsync(path, cancellationToken).ConfigureAwait(false), path);
            if (HandoverRules.Problem(document) is not null)
                return null;
            if (document.Signature is not { } signature)
                return new(document, null);

            using var signer = HandoverSignature.Verify(signature, CanonicalJson.ForSignature(tree));
            return new(document, HandoverSignature.Describe(signer));
        }
        catch (Exception exception) when (exception is ImageShareException or CryptographicException)
        {
            return null;
        }
    }

    private bool IsGood(Found there, HandoverDocument wanted) =>
        JsonNode.DeepEquals(Essence(there.Document), Essence(wanted))
        && !(there.Document.ExpiresOn <= time.GetUtcNow().UtcDateTime)
        && !(options.SigningCertificate is not null && there.SignedBy is null);

    // Of an image only its id: regions come and go, and whoever builds asks Azure anyway.
    private static JsonObject Essence(HandoverDocument document) => HandoverJson.ToTree(document with
    {
        CreatedOn = default,
        Secret = null,
        Signature = null,
        Images = [.. document.Images.Select(i => new ImageDocument { Id = i.Id }).OrderBy(i => i.Id, StringComparer.OrdinalIgnoreCase)],
    });

    private static bool IsOf(HandoverDocument document, GalleryShareApp? app) =>
        string.Equals(document.App?.ApplicationId, app?.ApplicationId, StringComparison.OrdinalIgnoreCase);

    private static ImageShareException SecretNotAtHand(string path, GalleryShareApp app, bool isInOldFile) =>
        new("SecretNotAtHand", ErrorKind.InvalidOperation, $"The secret of '{app.DisplayName}' was made earlier and is not at hand to hand over.")
        {
            Target = path,
            Reason = isInOldFile
                ? "The file that is there holds it, and says something else than is to be written now; it was left as it is."
                : "The directory shows a secret once. The run that made it was stopped, perhaps, before the file was written.",
            Fix = "Export-ImageShare -RenewLostSecret makes another (so does New-GalleryShareAppCredential). -Force writes the file without one.",
        };

    private sealed record Found(HandoverDocument Document, string? SignedBy);
}

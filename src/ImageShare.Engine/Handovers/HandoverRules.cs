using System.Text.RegularExpressions;
using ImageShare.Engine.Galleries;

namespace ImageShare.Engine.Handovers;

/// <summary>What a document may say: strict shapes, for every word of it may be shown to a person or sent to Azure.</summary>
internal static partial class HandoverRules
{
    public const int MaximumImages = 500;

    private const int MaximumRegions = 200;
    private const int MaximumName = 256;
    private const int MaximumCloudName = 64;

    /// <summary>What is wrong with a document, in words safe to show; null when nothing is.</summary>
    public static string? Problem(HandoverDocument document) =>
        Document(document)
            .Concat(Parties(document))
            .Concat(document.App is { } app ? App(app, document) : [])
            .Concat(Images(document.Images))
            .Concat(Secret(document))
            .FirstOrDefault();

    /// <summary>True for a share that is of no use without the app's secret: the app is the publisher's, and nothing else proves it.</summary>
    public static bool NeedsSecret(HandoverDocument document) =>
        document is { Kind: HandoverWords.Share, App.Credential.Kind: HandoverWords.Secret }
        && Same(document.App.TenantId, document.Publisher?.TenantId);

    private static IEnumerable<string> Document(HandoverDocument document)
    {
        if (document.Kind is not (HandoverWords.Request or HandoverWords.Share))
            yield return "\"kind\" must be request or share.";
        if (!IsName(document.Environment) || document.Environment.Length > MaximumCloudName)
            yield return "\"environment\" must be the name of a cloud.";
        if (!IsUtc(document.CreatedOn) || !IsUtc(document.ExpiresOn))
            yield return "\"createdOn\" and \"expiresOn\" must be UTC times that end with Z.";
        if (document.ExpiresOn <= document.CreatedOn)
            yield return "\"expiresOn\" must be later than \"createdOn\".";
        if (document.ExpiresOn > document.App?.Credential?.EndsOn)
            yield return "\"expiresOn\" must not be later than the credential's \"endsOn\".";
    }

    private static IEnumerable<string> Parties(HandoverDocument document)
    {
        var (publisher, consumer) = (document.Publisher, document.Consumer);
        if (publisher?.TenantId is { } publisherTenant && !IsGuid(publisherTenant))
            yield return "\"publisher.tenantId\" must be a GUID.";
        if (consumer?.TenantId is { } consumerTenant && !IsGuid(consumerTenant))
            yield return "\"consumer.tenantId\" must be a GUID.";
        if (publisher?.Name is { } publisherName && !IsName(publisherName))
            yield return $"\"publisher.name\" must have 1 to {MaximumName} printable characters.";
        if (consumer?.Name is { } consumerName && !IsName(consumerName))
            yield return $"\"consumer.name\" must have 1 to {MaximumName} printable characters.";
        if (document.Kind == HandoverWords.Share && publisher?.TenantId is null)
            yield return "A share must name its publisher's tenant.";
        if (document.Kind == HandoverWords.Request && (consumer?.TenantId is null || document.App is null))
            yield return "A request must name its consumer's tenant and the app.";
        if (publisher?.TenantId is { } one && Same(one, consumer?.TenantId))
            yield return "Publisher and consumer must be two tenants.";
        if (document is { App: null, Images.Count: 0 })
            yield return "It must name an app or an image.";
    }

    private static IEnumerable<string> App(AppDocument app, HandoverDocument document)
    {
        if (!IsGuid(app.ApplicationId) || !IsGuid(app.TenantId))
            yield return "\"app.applicationId\" and \"app.tenantId\" must be GUIDs.";
        if (!IsName(app.DisplayName))
            yield return $"\"app.displayName\" must have 1 to {MaximumName} printable characters.";
        if (!Same(app.TenantId, document.Consumer?.TenantId)
            && (document.Kind == HandoverWords.Request || !Same(app.TenantId, document.Publisher?.TenantId)))
        {
            yield return "\"app.tenantId\" must be the tenant of one of the two companies, in a request the consumer's.";
        }

        if (app.Credential is not { } credential)
            yield break;
        if (!HandoverWords.CredentialKinds.Contains(credential.Kind))
            yield return $"\"app.credential.kind\" must be {string.Join(", ", HandoverWords.CredentialKinds)}.";
        if (!IsUtc(credential.EndsOn))
            yield return "\"app.credential.endsOn\" must be a UTC time that ends with Z.";
        if (credential.Thumbprint is { } thumbprint && (credential.Kind != HandoverWords.Certificate || !Thumbprint().IsMatch(thumbprint)))
            yield return "\"app.credential.thumbprint\" must be the SHA-1 thumbprint of a certificate: 40 hexadecimal digits.";
    }

    private static IEnumerable<string> Images(IReadOnlyList<ImageDocument> images)
    {
        if (images.Count > MaximumImages)
            yield return $"It names more than {MaximumImages} images.";
        if (images.Select(i => i.Id).Distinct(StringComparer.OrdinalIgnoreCase).Count() < images.Count)
            yield return "It names an image twice.";

        for (var i = 0; i < images.Count; i++)
        {
            if (Image(images[i]) is { } problem)
                yield return $"\"images[{i}].{problem}";
        }
    }

    private static string? Image(ImageDocument image) =>
        !IsImageId(image.Id) ? "id\" must be the ARM id of an image definition or version of a gallery."
        : image.Location is { } location && !Region().IsMatch(location) ? "location\" must be a region's short name."
        : image.Regions is { } regions && (regions.Count > MaximumRegions || !regions.All(Region().IsMatch))
            ? $"regions\" must be short names of regions, at most {MaximumRegions}."
        : image.OSType is not (null or "Linux" or "Windows") ? "osType\" must be Linux or Windows."
        : image.OSState is not (null or "Generalized" or "Specialized") ? "osState\" must be Generalized or Specialized."
        : image.HyperVGeneration is not (null or "V1" or "V2") ? "hyperVGeneration\" must be V1 or V2."
        : image.Architecture is not (null or "x64" or "Arm64") ? "architecture\" must be x64 or Arm64."
        : image.SecurityType is { } security && !Word().IsMatch(security) ? "securityType\" must be one word."
        : image.DiskControllerTypes is { } disks && (disks.Count > 4 || !disks.All(Word().IsMatch))
            ? "diskControllerTypes\" must be words, at most 4."
        : image.Plan is { } plan && !new[] { plan.Publisher, plan.Product, plan.Name }.All(PlanPart().IsMatch)
            ? "plan\" must be three Marketplace ids."
        : !IsUtc(image.EndOfLifeDate) ? "endOfLifeDate\" must be a UTC time that ends with Z."
        : null;

    private static IEnumerable<string> Secret(HandoverDocument document)
    {
        if (document.Secret is not { } secret)
            yield break;
        if (document.Kind == HandoverWords.Request)
            yield return "A request never carries a secret.";
        if (document.App?.Credential?.Kind != HandoverWords.Secret)
            yield return "It carries a secret, and no app that proves itself with one.";

        var isPassphrase = secret.Protection == HandoverWords.Passphrase;
        if (secret.Protection is not (HandoverWords.Cms or HandoverWords.Passphrase or HandoverWords.None)
            || (secret.Cms is not null) != (secret.Protection == HandoverWords.Cms)
            || (secret.Value is not null) != (secret.Protection == HandoverWords.None)
            || new object?[] { secret.Kdf, secret.Iterations, secret.Salt, secret.Cipher, secret.Nonce, secret.Ciphertext }
                .Any(m => (m is not null) != isPassphrase))
        {
            yield return "\"secret\" does not have the members of its \"protection\".";
        }
    }

    // One spelling, letter case aside: nothing that a parser passes over, such as "latest" for a version or a line end.
    private static bool IsImageId(string text) =>
        GalleryId.TryParse(text) is { ImageName: not null } id && id.ToString().Equals(text, StringComparison.OrdinalIgnoreCase);

    private static bool IsGuid(string text) => Guid.TryParseExact(text, "D", out var guid) && guid != Guid.Empty;

    private static bool IsUtc(DateTime? time) => time is null or { Kind: DateTimeKind.Utc };

    private static bool IsName(string text) =>
        text.Length <= MaximumName && !string.IsNullOrWhiteSpace(text) && StrictJson.IsPrintable(text);

    private static bool Same(string one, string? other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\A[0-9A-Fa-f]{40}\z")]
    private static partial Regex Thumbprint();

    [GeneratedRegex(@"\A[a-z0-9]{1,64}\z")]
    private static partial Regex Region();

    [GeneratedRegex(@"\A[A-Za-z0-9]{1,64}\z")]
    private static partial Regex Word();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,127}\z")]
    private static partial Regex PlanPart();
}

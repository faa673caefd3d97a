using ImageShare.Engine.Galleries;
using ImageShare.Model;

namespace ImageShare.Engine.Handovers;

/// <summary>Between the words of the model and the document in the file. The secret goes its own way.</summary>
internal static class HandoverMap
{
    public static HandoverDocument ToDocument(HandoverContent content, ICaller caller, DateTimeOffset now)
    {
        var app = content.App;
        var credential = app is null ? null : Newest(app);
        var isRequest = content.Kind == HandoverKind.Request;
        var publisher = content.PublisherTenantId ?? OneTenant(content.Images) ?? app?.PublisherTenantId
            ?? (isRequest ? null : app?.TenantId);
        var consumer = content.ConsumerTenantId ?? app?.ConsumerTenantId
            ?? (isRequest || !Same(app?.AppTenantId, publisher) ? app?.AppTenantId : null);
        var consumerName = content.ConsumerName ?? app?.ConsumerName;
        return new()
        {
            Kind = HandoverWords.Of(content.Kind),
            Environment = content.Environment ?? app?.Environment ?? (caller.Contexts is [var newest, ..] ? newest.Environment : ""),
            CreatedOn = Utc(now),
            ExpiresOn = Utc(content.ExpiresOn is { } chosen && !(chosen > credential?.EndsOn) ? chosen : credential?.EndsOn),
            Publisher = publisher is null ? null : new() { TenantId = publisher },
            Consumer = consumer is null && consumerName is null ? null : new() { TenantId = consumer, Name = consumerName },
            App = app is null ? null : new()
            {
                ApplicationId = app.ApplicationId,
                DisplayName = app.DisplayName,
                TenantId = app.AppTenantId,
                ConsentLink = app.ConsentUri?.AbsoluteUri,
                Credential = credential,
            },
            Images = [.. content.Images.Select(ToDocument)],
        };
    }

    public static Handover ToHandover(HandoverDocument document, string path, Uri? consentUri) => new()
    {
        Kind = HandoverWords.Kind(document.Kind),
        Path = path,
        Environment = document.Environment,
        PublisherTenantId = document.Publisher?.TenantId,
        ConsumerTenantId = document.Consumer?.TenantId,
        ConsumerName = document.Consumer?.Name,
        ApplicationId = document.App?.ApplicationId,
        DisplayName = document.App?.DisplayName,
        AppTenantId = document.App?.TenantId,
        Credential = document.App?.Credential is { } credential
            ? new(HandoverWords.CredentialKindOf(credential.Kind), credential.EndsOn) { Thumbprint = credential.Thumbprint }
            : null,
        Images = [.. document.Images.Select(i => ToImage(i, document.Publisher?.TenantId))],
        ConsentUri = consentUri,
        CreatedOn = document.CreatedOn,
        ExpiresOn = document.ExpiresOn ?? document.App?.Credential?.EndsOn,
    };

    // After a rotation the app has two credentials; the hand-over is for the one made last.
    private static CredentialDocument? Newest(GalleryShareApp app) =>
        (app.FreshCredential is { } fresh ? [fresh] : app.Credentials)
            .Where(c => app.Secret is null || c.Kind == CredentialKind.Secret)
            .OrderByDescending(c => c.StartsOn ?? DateTimeOffset.MaxValue)
            .Select(c => new CredentialDocument { Kind = HandoverWords.Of(c.Kind), Thumbprint = c.Thumbprint, EndsOn = Utc(c.EndsOn) })
            .FirstOrDefault(app.Secret is null ? null! : new CredentialDocument { Kind = HandoverWords.Secret });

    private static string? OneTenant(IEnumerable<GalleryImage> images)
    {
        string[] tenants = [.. images.Select(i => i.TenantId).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)];
        return tenants.Length < 2 ? tenants.FirstOrDefault() : throw new ImageShareException(
            "InvalidHandover", ErrorKind.InvalidArgument, "One hand-over cannot share images of several tenants.")
        {
            Target = tenants[1],
            Reason = $"The images belong to tenants {string.Join(" and ", tenants)}.",
            Fix = "Export the images of each tenant to a file of its own.",
        };
    }

    private static ImageDocument ToDocument(GalleryImage image) => new()
    {
        Id = image.Id,
        Location = image.Location,
        Regions = Some(image.Regions),
        OSType = image.OSType,
        OSState = image.OSState,
        HyperVGeneration = image.HyperVGeneration,
        Architecture = image.Architecture,
        SecurityType = image.SecurityType,
        DiskControllerTypes = Some(image.DiskControllerTypes),
        Plan = image.Plan is { } plan ? new() { Publisher = plan.Publisher, Product = plan.Product, Name = plan.Name } : null,
        Encrypted = image.Encrypted ? true : null,
        EndOfLifeDate = Utc(image.EndOfLifeDate),
    };

    private static GalleryImage ToImage(ImageDocument image, string? tenantId)
    {
        var id = GalleryId.Parse(image.Id);
        return new()
        {
            Name = id.ImageName!,
            Version = id.Version,
            ResourceGroupName = id.ResourceGroupName,
            GalleryName = id.GalleryName,
            SubscriptionId = id.SubscriptionId,
            TenantId = tenantId,
            Location = image.Location,
            ImageId = id.ImageResourceId,
            ImageVersionId = id.Version is null ? null : id.ToString(),
            Regions = image.Regions ?? [],
            OSType = image.OSType,
            OSState = image.OSState,
            HyperVGeneration = image.HyperVGeneration,
            Architecture = image.Architecture,
            SecurityType = image.SecurityType ?? "Standard",
            DiskControllerTypes = image.DiskControllerTypes ?? [],
            Plan = image.Plan is { } plan ? new(plan.Publisher, plan.Product, plan.Name) : null,
            Encrypted = image.Encrypted ?? false,
            EndOfLifeDate = image.EndOfLifeDate,
        };
    }

    private static IReadOnlyList<string>? Some(IReadOnlyList<string> items) => items.Count > 0 ? items : null;

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    // Whole seconds: nobody needs more, and people read the file.
    private static DateTime? Utc(DateTimeOffset? time) => time is { } t ? Utc(t) : null;

    private static DateTime Utc(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
}

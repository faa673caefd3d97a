using ImageShare.Engine.Shares.Report;
using ImageShare.Model;

namespace ImageShare.Engine.Tests.Shares.Report;

/// <summary>What reports are made of, with what a test does not care about filled in.</summary>
internal static class Shared
{
    public const string Group = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-images";
    public const string Gallery = $"{Group}/providers/Microsoft.Compute/galleries/contoso_images";

    public static readonly DateTimeOffset Now = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    public static GalleryReader Reader(GalleryReaderKind kind, string name = "Images for Fabrikam") => new()
    {
        Kind = kind,
        Outside = true,
        GalleryResourceId = Gallery,
        Scope = Gallery,
        RoleDefinitionName = "Reader",
        ObjectId = "22222222-2222-2222-2222-222222222222",
        ObjectType = "ServicePrincipal",
        DisplayName = name,
        TenantId = "33333333-3333-3333-3333-333333333333",
    };

    public static GalleryReader App(DateTimeOffset ends) => Reader(GalleryReaderKind.App) with
    {
        App = new GalleryShareApp
        {
            DisplayName = "Images for Fabrikam",
            ApplicationId = "44444444-4444-4444-4444-444444444444",
            TenantId = "33333333-3333-3333-3333-333333333333",
            AppTenantId = "33333333-3333-3333-3333-333333333333",
            Environment = "AzureCloud",
            Credentials = [new ShareAppCredential(CredentialKind.Secret, "key", null, null, ends)],
        },
    };

    public static GalleryImage Version(string name = "ubuntu", string version = "1.0.0") => new()
    {
        Name = name,
        Version = version,
        ResourceGroupName = "rg-images",
        GalleryName = "contoso_images",
        SubscriptionId = "11111111-1111-1111-1111-111111111111",
        ImageId = $"{Gallery}/images/{name}",
        ImageVersionId = $"{Gallery}/images/{name}/versions/{version}",
        Regions = ["westeurope", "japaneast"],
        OSType = "Linux",
    };

    public static ReportFacts Facts(string consumer, params GalleryReader[] readers) => new()
    {
        CreatedOn = Now,
        ExpiringWithinDays = 30,
        Shares =
        [
            new ConsumerShare
            {
                ConsumerName = consumer,
                Methods = [.. readers.Select(r => r.Kind).Distinct()],
                ExpiresOn = readers.Min(r => r.ExpiresOn),
                Readers = readers,
                TenantId = "33333333-3333-3333-3333-333333333333",
            },
        ],
        Galleries = [new ReportGallery(Gallery, [new ReportImage(Version(), 2, [])])],
    };
}

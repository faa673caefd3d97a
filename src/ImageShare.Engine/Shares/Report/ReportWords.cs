using System.Globalization;
using ImageShare.Model;

namespace ImageShare.Engine.Shares.Report;

/// <summary>How the report calls things.</summary>
internal static class ReportWords
{
    /// <summary>The consumer's name, or what is known in its place.</summary>
    public static string Name(ConsumerShare share) => share switch
    {
        { ConsumerName: { Length: > 0 } name } => name,
        { Methods: [GalleryReaderKind.Community] } => "Everyone in Azure",
        { ConsumerTenantId: { Length: > 0 } tenant } => $"Tenant {tenant}",
        { Readers: [var reader, ..] } => Name(reader),
        _ => "Unknown consumer",
    };

    public static string Name(GalleryReader reader) =>
        reader.Kind == GalleryReaderKind.Community ? "everyone"
        : reader.DisplayName is { Length: > 0 } name ? name
        : reader.SignInName is { Length: > 0 } address ? address
        : reader.ObjectId;

    public static string Kind(GalleryReaderKind kind) => kind switch
    {
        GalleryReaderKind.App => "share app",
        GalleryReaderKind.ManagedIdentity => "managed identity",
        GalleryReaderKind.User => "user",
        GalleryReaderKind.Guest => "guest",
        GalleryReaderKind.Group => "group",
        GalleryReaderKind.Delegation => "Lighthouse",
        GalleryReaderKind.EligibleDelegation => "Lighthouse, to activate",
        GalleryReaderKind.DirectShare => "direct share",
        GalleryReaderKind.Community => "community gallery",
        _ => "unknown to the directory",
    };

    /// <summary>Where access was given, as people say it: image 'x', gallery 'y'.</summary>
    public static string Scope(string id, string scopeType)
    {
        var last = id.Split('/')[^1];
        return scopeType switch
        {
            "Subscription" => $"the subscription {last}",
            "ResourceGroup" => $"the resource group '{last}'",
            "Image" => $"the image '{last}'",
            "Gallery" => $"the gallery '{last}'",
            _ => $"the management group '{last}'",
        };
    }

    public static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Count(int count, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many ?? one + "s")}");
}

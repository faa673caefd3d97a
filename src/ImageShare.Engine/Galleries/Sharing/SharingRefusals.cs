using Azure;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Galleries.Sharing;

/// <summary>
/// What neither direct sharing nor community galleries can do, said before anything is changed ("Share a gallery with all users in a
/// subscription or tenant" and "Share images by using a community gallery", Microsoft Learn), each with the way that can.
/// </summary>
internal static class SharingRefusals
{
    private static readonly string[] s_withoutSharing = ["AzureUSGovernment", "AzureChinaCloud"];

    public static void RequireCloud(EngineContext context, GalleryId id)
    {
        if (s_withoutSharing.Contains(context.Cloud.Name, StringComparer.OrdinalIgnoreCase))
        {
            throw new ImageShareException("GallerySharingNotAvailable", ErrorKind.InvalidOperation,
                $"Galleries of {context.Cloud.Name} can be shared neither directly nor with everyone.")
            {
                Target = id.GalleryResourceId,
                Reason = "Azure does not offer it in government clouds and clouds of other operators.",
                Fix = Alternative(id),
            };
        }
    }

    public static ImageShareException NotFound(GalleryId id) =>
        new("GalleryNotFound", ErrorKind.ObjectNotFound,
            $"There is no gallery '{id.GalleryName}' in resource group '{id.ResourceGroupName}'.")
        {
            Target = id.GalleryResourceId,
            Fix = "Check the names and -SubscriptionId. Grant-GalleryDirectAccess -Location REGION makes a gallery for direct sharing.",
        };

    /// <summary>Only a new gallery can be made for direct sharing.</summary>
    public static ImageShareException NotForGroups(GalleryId id, string permission) =>
        new("DirectShareNotEnabled", ErrorKind.InvalidOperation, $"The gallery '{id.GalleryName}' was not made for direct sharing.")
        {
            Target = id.GalleryResourceId,
            Reason = $"Its sharing permission is {permission}. It must be Groups, and Azure sets that when a gallery is made, never later.",
            Fix = $"{Alternative(id)} Or make a new gallery for it, and the images anew in there: Grant-GalleryDirectAccess "
                + $"-ResourceGroupName {id.ResourceGroupName} -GalleryName NEW_NAME -Location REGION ...",
        };

    public static ImageShareException NotForCommunity(GalleryId id) =>
        new("GalleryIsForDirectShare", ErrorKind.InvalidOperation, $"The gallery '{id.GalleryName}' is made for direct sharing.")
        {
            Target = id.GalleryResourceId,
            Reason = "Azure changes the permission of a gallery from Private to Community only, not from Groups.",
            Fix = "Use another gallery; or give direct sharing up for this one, for good: Revoke-GalleryDirectAccess -All "
                + $"-ResourceId {id.GalleryResourceId}",
        };

    public static bool IsFeatureMissing(RequestFailedException exception) =>
        exception.Status is 400 or 403 or 409 && exception.Message.Contains("feature", StringComparison.OrdinalIgnoreCase)
            && exception.Message.Contains("not registered", StringComparison.OrdinalIgnoreCase);

    public static ImageShareException FeatureMissing(GalleryId id, RequestFailedException refusal) =>
        new("DirectShareNotRegistered", ErrorKind.InvalidOperation, Redaction.Clean(ServiceError.Read(refusal).Message), refusal)
        {
            Target = id.GalleryResourceId,
            Reason = "Direct sharing is a preview to which Microsoft admits a subscription on request "
                + "(feature Microsoft.Compute/SIGSharing).",
            Fix = $"{Alternative(id)} Or apply at https://aka.ms/directsharedgallery-preview for subscription {id.SubscriptionId}.",
            CorrelationId = ServiceError.Read(refusal).CorrelationId,
        };

    public static ImageShareException TooMany(GalleryId id, string what, int limit, int has, int wanted) =>
        new("DirectShareLimit", ErrorKind.QuotaExceeded, $"The gallery '{id.GalleryName}' can be shared with at most {limit} {what}.")
        {
            Target = id.GalleryResourceId,
            Reason = $"It is shared with {has} already, and {wanted} more are asked for.",
            Fix = "Take access back from some (Revoke-GalleryDirectAccess), share with a tenant in place of its subscriptions, "
                + $"or share by an app: {App(id)}",
        };

    public static ImageShareException Encrypted(GalleryImage version) =>
        new("EncryptedImageVersion", ErrorKind.InvalidOperation,
            $"The gallery '{version.GalleryName}' cannot be shared while it holds '{version.Name}' {version.Version}.")
        {
            Target = version.Id,
            Reason = "A disk encryption set encrypts that version. Galleries that are shared directly or with everyone can have none such, "
                + "and no other subscription could use it.",
            Fix = "Publish a version that is encrypted with the platform's key, and remove this one from the gallery.",
            Who = Party.Publisher,
        };

    public static ImageShareException Marketplace(GalleryImage image) =>
        new("MarketplaceImageInCommunity", ErrorKind.InvalidOperation,
            $"The gallery '{image.GalleryName}' cannot be open to everyone while it holds '{image.Name}'.")
        {
            Target = image.Id,
            Reason = $"The image carries the plan of a partner's Marketplace image, {image.Plan}, which may not be published again.",
            Fix = "Move it to a gallery of its own.",
            Who = Party.Publisher,
        };

    public static ImageShareException NotShown(GalleryId id) =>
        new("GallerySharingNotShown", ErrorKind.OperationTimeout,
            $"Azure accepted the change of gallery '{id.GalleryName}', and does not show it.")
        {
            Target = id.GalleryResourceId,
            Fix = "Run the command again in some minutes: what is done already is passed over.",
        };

    private static string Alternative(GalleryId id) => $"Share by an app, which works with every gallery: {App(id)}";

    private static string App(GalleryId id) =>
        $"Get-GalleryImage {id.ResourceGroupName} {id.GalleryName} -Version latest | New-GalleryShareApp -DisplayName CONSUMER "
        + "-CertificatePath CONSUMER.cer | Grant-GalleryReader | Export-ImageShare -Path CONSUMER.share.json.";
}

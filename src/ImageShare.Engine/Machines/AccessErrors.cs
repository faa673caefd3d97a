using ImageShare.Engine.Galleries;
using ImageShare.Model;

namespace ImageShare.Engine.Machines;

/// <summary>The two refusals that Azure gives under one code, said before anything is made.</summary>
internal static class AccessErrors
{
    private const string Code = "LinkedAuthorizationFailed";

    public static ImageShareException NotGranted(
        GalleryId id, string owner, string account, string? objectId, ImageShareException refusal) =>
        new(Code, ErrorKind.PermissionDenied,
            $"The identity {account} (object id {objectId} in tenant {owner}) does not have permission to read the image '{id.ImageName}', "
            + "so Azure will not build a VM from it.", refusal)
        {
            Target = id.ToString(),
            Reason = $"Tenant {owner} knows the identity, but it has no role there that reads the image, or not yet: a role takes some "
                + $"minutes to work. The service said: {refusal.Message}",
            Fix = $"The publisher runs: Grant-GalleryReader -ObjectId {objectId} -ResourceId {id.GalleryResourceId}",
            Who = Party.Publisher,
            CorrelationId = refusal.CorrelationId,
        };

    public static ImageShareException NoToken(GalleryId id, string owner, string consumer, ImageShareException cause) =>
        new(Code, ErrorKind.PermissionDenied,
            $"No token of tenant {owner} can be had, so Azure will refuse the VM: the current tenant {consumer} is not authorized to "
            + $"access linked subscription {id.SubscriptionId}.", cause)
        {
            Target = id.ToString(),
            Reason = $"{cause.Message} {cause.Reason}",
            Fix = cause.Fix,
            Who = Party.Consumer,
        };
}

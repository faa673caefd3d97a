using Azure.Core;
using Azure.ResourceManager.Compute;
using ImageShare.Engine.Galleries;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Machines.Updates;

/// <summary>
/// Finds whose token a change of a VM must show: Azure reads the image that a VM names again at each change of it (Microsoft's
/// "Troubleshoot shared image galleries").
/// </summary>
internal sealed class ImageOwner(SubscriptionTenants tenants, AccessWait wait)
{
    /// <summary>The tenant (GUID) of the image; null when no token of another tenant is needed.</summary>
    /// <exception cref="ImageShareException">The caller may no longer read the image.</exception>
    public async Task<string?> FindAsync(
        Builder builder, ResourceIdentifier machineId, VirtualMachineData machine, string? publisherTenantId, ICaller caller,
        CancellationToken cancellationToken)
    {
        if (GalleryId.TryParse(machine.StorageProfile?.ImageReference?.Id?.ToString()) is not { ImageName: not null } image
            || image.SubscriptionId.Equals(builder.SubscriptionId, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        try
        {
            var choice = new ImageChoice(new GalleryImageReference(image), null);
            var reader = new ImageAccessReader(tenants, wait);
            return (await reader.ReadAsync(builder, image, choice, publisherTenantId, caller, cancellationToken)).OwnerTenantId;
        }
        catch (ImageShareException refusal) when (refusal.Code == "LinkedAuthorizationFailed")
        {
            throw Revoked(machineId, image, refusal);
        }
        catch (ImageShareException unknown) when (unknown.Kind == ErrorKind.AuthenticationError)
        {
            throw NoToken(machineId, image, builder, unknown);
        }
        catch (ImageShareException gone) when (gone.Kind == ErrorKind.ObjectNotFound)
        {
            // A right on the gallery is a right on what was in it.
            caller.Verbose($"The image {image} is no longer there; the change is tried all the same.");
            var owner = await tenants.FindAsync(builder.Context.Cloud, image.SubscriptionId, cancellationToken);
            return owner is null || builder.IsOwn(owner) ? null : owner;
        }
    }

    private static ImageShareException NoToken(
        ResourceIdentifier machineId, GalleryId image, Builder builder, ImageShareException cause) =>
        new("LinkedAuthorizationFailed", ErrorKind.PermissionDenied,
            $"The VM '{machineId.Name}' cannot be changed by {builder.Context.Account}: the tenant of its image does not let it sign in.",
            cause)
        {
            Target = machineId,
            Reason = $"Azure checks at each change of a VM that who asks may read its image {image}. {cause.Message}",
            Fix = "Change it as the app that may: Import-ImageShare FILE -CertificatePath PFX, then Update-SharedImageVM -Handover.",
            Who = Party.Consumer,
            CorrelationId = cause.CorrelationId,
        };

    private static ImageShareException Revoked(ResourceIdentifier machineId, GalleryId image, ImageShareException refusal) =>
        new(refusal.Code, refusal.Kind,
            $"The VM '{machineId.Name}' cannot be changed: the image it was built from, '{image.ImageName}', may not be read any more.",
            refusal)
        {
            Target = machineId,
            Reason = $"Azure checks at each change of a VM that who asks may read its image {image}. The VM itself runs on. "
                + (refusal.Reason ?? refusal.Message),
            Fix = refusal.Fix,
            Who = refusal.Who,
            CorrelationId = refusal.CorrelationId,
        };
}

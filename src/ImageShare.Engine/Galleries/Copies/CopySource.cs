using Azure.Core;
using Azure.ResourceManager.Compute;
using ImageShare.Engine.Identity;
using ImageShare.Engine.Machines;
using ImageShare.Model;

namespace ImageShare.Engine.Galleries.Copies;

/// <summary>The version that is copied.</summary>
/// <param name="Image">What is known of it.</param>
/// <param name="OwnerTenantId">Tenant whose token the copy's request must show beside the consumer's; null when none is needed.</param>
internal sealed record CopySource(Builder Builder, GalleryImage Image, string? OwnerTenantId)
{
    /// <summary>Its definition, with all that a definition of the same image must say again.</summary>
    public async Task<GalleryImageData> DefinitionAsync(CancellationToken cancellationToken)
    {
        var client = OwnerTenantId is null ? Builder.Client() : Builder.ClientIn(OwnerTenantId);
        var definition = client.GetGalleryImageResource(new ResourceIdentifier(Image.ImageId));
        return (await definition.GetAsync(cancellationToken)).Value.Data;
    }
}

/// <summary>Finds who copies and what.</summary>
internal sealed class CopySourceReader(BuilderFinder finder, SubscriptionTenants tenants, AccessWait wait)
{
    public async Task<CopySource> ReadAsync(ImageCopySpec spec, ICaller caller, CancellationToken cancellationToken)
    {
        // Who copies, and from which image, is found as for a VM of it.
        var asMachine = new SharedImageVMSpec(spec.Name ?? "", spec.ResourceGroupName)
        {
            ImageId = spec.ImageId,
            Image = spec.Image,
            Handover = spec.Handover,
            ImageName = spec.ImageName,
            TenantId = spec.TenantId,
            SubscriptionId = spec.SubscriptionId,
        };
        var choice = ImageChoice.Of(asMachine);
        if (choice.Reference is not GalleryImageReference { Image: var id })
            throw NotCopyable(choice.Reference);

        var builder = await finder.FindAsync(asMachine, choice.Known, caller, cancellationToken);
        caller.Verbose($"{builder.Context.Account} copies in tenant {builder.TenantId}, subscription {builder.SubscriptionId}.");
        var publisher = spec.Handover?.PublisherTenantId ?? choice.Known?.TenantId;
        var access = await new ImageAccessReader(tenants, wait).ReadAsync(builder, id, choice, publisher, caller, cancellationToken);
        var image = access.Versions is { } versions ? LatestVersion.Of(access.Image, versions) : access.Image;
        return new(builder, image, access.OwnerTenantId);
    }

    private static ImageShareException NotCopyable(ImageReference reference) =>
        new("ImageNotCopyable", ErrorKind.InvalidArgument, $"'{reference.Id}' cannot be copied.")
        {
            Target = reference.Id,
            Reason = "Azure copies from an ARM id. An image that is shared directly or with everyone has none that others may use.",
            Fix = "Ask the publisher to share the image with an app or by Azure Lighthouse; build VMs from it as it is meanwhile.",
            Who = Party.Publisher,
        };
}

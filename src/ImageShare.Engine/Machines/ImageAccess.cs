using Azure;
using Azure.Core;
using ImageShare.Engine.Galleries;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Machines;

/// <summary>What was learnt by reading the image.</summary>
/// <param name="Image">The facts that shape the VM.</param>
/// <param name="OwnerTenantId">Tenant whose token the VM's request must show beside the consumer's; null when none is needed.</param>
internal sealed record ImageAccess(GalleryImage Image, string? OwnerTenantId);

/// <summary>
/// Reads the image of a gallery, first as the consumer. Only a refusal says that it is another company's: an owner's tenant that a
/// subscription names proves nothing, for a delegated one answers the consumer's own token.
/// </summary>
internal sealed class ImageAccessReader(SubscriptionTenants tenants, AccessWait wait)
{
    public async Task<ImageAccess> ReadAsync(
        Builder builder, GalleryId id, ImageChoice choice, string? publisherTenantId, Task<string> location, ICaller caller,
        CancellationToken cancellationToken)
    {
        // What the hand-over says of regions saves a read: the VM's request is the judge of it anyway.
        var regionsKnown = choice.Known is { Version: not null, Regions.Count: > 0, Encrypted: false } && id.Version is not null;
        try
        {
            var own = new GalleryImageReader(builder.Client(), id, publisherTenantId);
            if (id.Version is null || regionsKnown)
                await own.DefinitionAsync(cancellationToken);
            else
                await own.ReadVersionAsync(id.Version, cancellationToken);
            caller.Verbose(
                $"The image answers the consumer's own token (tenant {builder.TenantId}): no token of another tenant is needed.");
            return new(await FactsAsync(own, id, choice.Known, regionsKnown, location, cancellationToken), null);
        }
        catch (RequestFailedException refusal) when (refusal.Status is 401 or 403 or 404)
        {
            var owner = Challenged(refusal) ?? publisherTenantId
                ?? await tenants.FindAsync(builder.Context.Cloud, id.SubscriptionId, cancellationToken);
            if (owner is null || (builder.IsOwn(owner) && refusal.Status != 403))
                throw ServiceErrors.Explain(
                    refusal, new ErrorFacts { Target = id.ToString(), ImageId = id.ToString(), TenantId = builder.TenantId });
            caller.Verbose(builder.IsOwn(owner)
                ? $"The image of this tenant was refused: {ServiceError.Read(refusal).Code}."
                : $"The image belongs to tenant {owner}: the VM's request will show a token of that tenant too.");
            return await ReadAsOwnerAsync(builder, id, choice.Known, regionsKnown, owner, location, caller, cancellationToken);
        }
    }

    private async Task<ImageAccess> ReadAsOwnerAsync(
        Builder builder, GalleryId id, GalleryImage? known, bool regionsKnown, string owner, Task<string> location,
        ICaller caller, CancellationToken cancellationToken)
    {
        var facts = new ErrorFacts
        {
            Target = id.ToString(),
            ImageId = id.ToString(),
            TenantId = owner,
            PublisherTenantId = owner,
            ConsumerTenantId = builder.TenantId,
            ApplicationId = Guid.TryParse(builder.Context.Account, out _) ? builder.Context.Account : null,
        };
        try
        {
            var image = await wait.RunAsync(
                $"Read image {id.ImageName} in tenant {owner}",
                () => FactsAsync(
                    new GalleryImageReader(builder.ClientIn(owner), id, owner), id, known, regionsKnown, location, cancellationToken),
                facts, caller, cancellationToken);
            return new(image, builder.IsOwn(owner) ? null : owner);
        }
        catch (RequestFailedException refusal) when (refusal.Status == 403)
        {
            var token = await builder.Context.GetCredential(owner)
                .GetTokenAsync(new TokenRequestContext([builder.Context.Cloud.ResourceManagerScope]), cancellationToken);
            throw AccessErrors.NotGranted(
                id, owner, builder.Context.Account, TokenClaims.Read(token.Token)?.ObjectId, ServiceErrors.Explain(refusal, facts));
        }
        catch (ImageShareException unreachable) when (unreachable.Code == "TenantNotReachable")
        {
            throw AccessErrors.NoToken(id, owner, builder.TenantId, unreachable);
        }
        catch (Exception exception) when (exception is not ImageShareException && !cancellationToken.IsCancellationRequested)
        {
            throw ServiceErrors.Explain(exception, facts);
        }
    }

    private static async Task<GalleryImage> FactsAsync(
        GalleryImageReader reader, GalleryId id, GalleryImage? known, bool regionsKnown, Task<string> location,
        CancellationToken cancellationToken)
    {
        if (id.Version is null)
        {
            var versions = await reader.VersionsAsync(cancellationToken);
            return ImageChecks.Latest(await reader.DefinitionAsync(cancellationToken), versions, await location);
        }

        if (!regionsKnown || !known!.Regions.Contains(await location, StringComparer.OrdinalIgnoreCase))
            return await reader.VersionAsync(id.Version, cancellationToken);
        var definition = await reader.DefinitionAsync(cancellationToken);
        return definition with { Version = id.Version, ImageVersionId = id.ToString(), Regions = known.Regions };
    }

    private static string? Challenged(RequestFailedException refusal) =>
        refusal.Status == 401 && refusal.GetRawResponse() is { } response ? SubscriptionTenants.TenantOf(response) : null;
}

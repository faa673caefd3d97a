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
internal sealed record ImageAccess(GalleryImage Image, string? OwnerTenantId)
{
    /// <summary>The versions to take the latest from; null when the image is a version.</summary>
    public IReadOnlyList<GalleryImage>? Versions { get; init; }

    /// <summary>With the version that will be taken in that region.</summary>
    public ImageAccess In(string location) => Versions is null ? this : this with { Image = ImageChecks.Latest(Image, Versions, location) };
}

/// <summary>
/// Reads the image of a gallery as the consumer, and as the owner where that is refused. Only a refusal says that it is another company's:
/// an owner's tenant that a subscription names proves nothing, for a delegated one answers the consumer's own token.
/// </summary>
internal sealed class ImageAccessReader(SubscriptionTenants tenants, AccessWait wait)
{
    public async Task<ImageAccess> ReadAsync(
        Builder builder, GalleryId id, ImageChoice choice, string? publisherTenantId, ICaller caller, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // A share app was made to be refused here and answered there.
        var ahead = builder.IsShareApp && publisherTenantId is not null && !builder.IsOwn(publisherTenantId)
            ? ReadAsOwnerAsync(builder, id, choice, publisherTenantId, caller, stop.Token)
            : null;
        try
        {
            var own = new GalleryImageReader(builder.Client(), id, publisherTenantId, Described(choice));
            await ProbeAsync(own, id, choice, cancellationToken);
            caller.Verbose(
                $"The image answers the consumer's own token (tenant {builder.TenantId}): no token of another tenant is needed.");
            return await FactsAsync(own, id, null, cancellationToken);
        }
        catch (RequestFailedException refusal) when (refusal.Status is 401 or 403 or 404)
        {
            var owner = Challenged(refusal) ?? publisherTenantId
                ?? await tenants.FindAsync(builder.Context.Cloud, id.SubscriptionId, cancellationToken);
            if (owner is null || (builder.IsOwn(owner) && refusal.Status != 403))
                throw ServiceErrors.Explain(refusal, new() { Target = id.ToString(), ImageId = id.ToString() });
            caller.Verbose(builder.IsOwn(owner)
                ? $"The image of this tenant was refused: {ServiceError.Read(refusal).Code}."
                : $"The image belongs to tenant {owner}: the VM's request will show a token of that tenant too.");
            return await (ahead is not null && owner.Equals(publisherTenantId, StringComparison.OrdinalIgnoreCase)
                ? ahead
                : ReadAsOwnerAsync(builder, id, choice, owner, caller, cancellationToken));
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAny(ahead ?? Task.CompletedTask);
        }
    }

    private async Task<ImageAccess> ReadAsOwnerAsync(
        Builder builder, GalleryId id, ImageChoice choice, string owner, ICaller caller, CancellationToken cancellationToken)
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
            var shown = builder.IsOwn(owner) ? null : owner;
            return await wait.RunAsync(
                $"Read image {id.ImageName} in tenant {owner}",
                () => FactsAsync(new(builder.ClientIn(owner), id, owner, Described(choice)), id, shown, cancellationToken),
                facts, caller, cancellationToken);
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

    // The one read that tells whether the image may be read.
    private static Task ProbeAsync(GalleryImageReader reader, GalleryId id, ImageChoice choice, CancellationToken cancellationToken) =>
        id.Version is not null ? reader.ReadVersionAsync(id.Version, cancellationToken)
        : Described(choice) is not null ? reader.VersionsAsync(cancellationToken)
        : reader.DefinitionAsync(cancellationToken);

    private static async Task<ImageAccess> FactsAsync(
        GalleryImageReader reader, GalleryId id, string? owner, CancellationToken cancellationToken)
    {
        if (id.Version is not null)
            return new(await reader.VersionAsync(id.Version, cancellationToken), owner);
        var versions = await reader.VersionsAsync(cancellationToken);
        return new(await reader.DefinitionAsync(cancellationToken), owner) { Versions = versions };
    }

    // Nobody can change what a definition says of its system; what a hand-over or an object tells of it saves a read.
    // Versions are always read: regions and replication change.
    private static GalleryImage? Described(ImageChoice choice) =>
        choice.Known is { OSType: not null, OSState: not null, HyperVGeneration: not null } known ? known : null;

    private static string? Challenged(RequestFailedException refusal) =>
        refusal.Status == 401 && refusal.GetRawResponse() is { } response ? SubscriptionTenants.TenantOf(response) : null;
}

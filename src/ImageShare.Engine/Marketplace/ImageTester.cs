using System.Runtime.CompilerServices;
using Azure;
using Azure.Core;
using Azure.ResourceManager.Compute;
using ImageShare.Engine.Access;
using ImageShare.Engine.Delegation;
using ImageShare.Engine.Galleries;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Marketplace;

/// <summary>Reads an image version and who may read its gallery, and checks both.</summary>
internal sealed class ImageTester(ContextSelector contexts, IGalleryService galleries, ICaller caller, TimeProvider time)
{
    private const string ReaderRole = "Compute Gallery Image Reader";

    public async IAsyncEnumerable<MarketplaceImageCheck> TestAsync(
        MarketplaceImageQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var image = await ReadAsync(query.ResourceId, cancellationToken);
        var id = GalleryId.Parse(image.Id);
        var context = await contexts.ForSubscriptionAsync(caller, id.SubscriptionId, cancellationToken);
        var (definition, version) = await DataAsync(context, id, cancellationToken);
        foreach (var verdict in ImageRules.Check(definition, version, image, query.Publisher, time.GetUtcNow()))
            yield return View(verdict, image.Id);

        yield return View(Tenant(image, context), id.GalleryResourceId);
        yield return View(await ProviderAsync(context, id, cancellationToken), $"/subscriptions/{id.SubscriptionId}");
        foreach (var name in PublishingPrincipals.Names)
            yield return View(await GrantAsync(context, id, name, cancellationToken), id.GalleryResourceId);
    }

    private async Task<GalleryImage> ReadAsync(string resourceId, CancellationToken cancellationToken)
    {
        var id = GalleryId.Parse(resourceId);
        if (id.ImageName is null)
            throw InputRules.Refuse("ResourceId", resourceId, $"-ResourceId must be the id of an image; '{resourceId}' is that of a gallery.");

        var query = new GalleryImageQuery { ResourceId = resourceId, Version = id.Version is null ? "latest" : null };
        await foreach (var image in galleries.GetImagesAsync(query, caller, cancellationToken))
            return image;

        throw new ImageShareException("GalleryImageNotFound", ErrorKind.ObjectNotFound, "There is no such image version.")
        {
            Target = resourceId,
        };
    }

    private static async Task<(GalleryImageData Definition, GalleryImageVersionData Version)> DataAsync(
        EngineContext context, GalleryId id, CancellationToken cancellationToken)
    {
        var definition = ArmClientFactory.Create(context).GetGalleryImageResource(new ResourceIdentifier(id.ImageResourceId));
        var data = definition.GetAsync(cancellationToken);
        var version = definition.GetGalleryImageVersionAsync(id.Version, cancellationToken: cancellationToken);
        await Task.WhenAll(data, version);
        return ((await data).Value.Data, (await version).Value.Data);
    }

    private static Verdict Tenant(GalleryImage image, EngineContext context) =>
        image.TenantId is null || image.TenantId.Equals(context.TenantId, StringComparison.OrdinalIgnoreCase)
            ? Verdict.NotChecked("Tenant", $"The gallery is in tenant {context.TenantId}.",
                "The Partner Center account must be linked to the same tenant: Account settings > Tenants.")
            : Verdict.Failed("Tenant", $"The gallery is in tenant {image.TenantId}, the sign-in in {context.TenantId}.",
                "Sign in to the gallery's tenant, which Partner Center must be linked to.");

    private async Task<Verdict> ProviderAsync(EngineContext context, GalleryId id, CancellationToken cancellationToken)
    {
        var registrar = new ProviderRegistrar(RestClient.ForResourceManager(context), new Waiter(time), caller);
        return await registrar.IsRegisteredAsync(id.SubscriptionId, PublishingPrincipals.Provider, cancellationToken)
            ? Verdict.Passed("Resource provider", $"{PublishingPrincipals.Provider} is registered.")
            : Verdict.Warning("Resource provider", $"{PublishingPrincipals.Provider} is not registered.",
                "Grant-GalleryReader -MarketplacePublishing registers it.");
    }

    private static async Task<Verdict> GrantAsync(EngineContext context, GalleryId id, string name, CancellationToken cancellationToken)
    {
        var check = name.StartsWith("Microsoft ", StringComparison.Ordinal) ? "Partner Center reads" : "Image Registry reads";
        var fix = $"Grant-GalleryReader -MarketplacePublishing -ResourceId {id.GalleryResourceId}";
        try
        {
            if (await PublishingPrincipals.FindAsync(context, name, cancellationToken) is not { Id: { } principal })
                return Verdict.Failed(check, $"The tenant has no principal '{name}' of Microsoft.", fix);

            var gallery = new ResourceIdentifier(id.GalleryResourceId);
            return await new RoleAssignmentClient(context).FindAsync(gallery, BuiltInRoles.IdOf(ReaderRole)!, principal, cancellationToken)
                is not null
                ? Verdict.Passed(check, $"'{name}' has {ReaderRole} at the gallery.")
                : Verdict.Failed(check, $"'{name}' does not have {ReaderRole} at the gallery itself.", fix);
        }
        catch (RequestFailedException exception) when (exception.Status == 403)
        {
            return Verdict.NotChecked(check, $"The sign-in may not look up '{name}' or its roles.", fix);
        }
    }

    private static MarketplaceImageCheck View(Verdict verdict, string resourceId) => new()
    {
        Name = verdict.Name,
        Outcome = verdict.Outcome,
        Detail = verdict.Detail,
        Fix = verdict.Fix,
        ResourceId = resourceId,
    };
}

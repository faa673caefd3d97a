using System.IO.Enumeration;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Core;
using Azure.ResourceManager;
using Azure.ResourceManager.Compute;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Galleries;

/// <summary>Reads galleries, asking only what is needed to answer.</summary>
internal sealed class GalleryService(ContextSelector contexts, SubscriptionTenants tenants) : IGalleryService
{
    public IAsyncEnumerable<GalleryImage> GetImagesAsync(GalleryImageQuery query, ICaller caller, CancellationToken cancellationToken) =>
        Explained.StreamAsync(ReadAsync(query, caller, cancellationToken), new ErrorFacts { Target = query.ResourceId }, cancellationToken);

    private async IAsyncEnumerable<GalleryImage> ReadAsync(
        GalleryImageQuery query, ICaller caller, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var id = query.ResourceId is null ? null : GalleryId.Parse(query.ResourceId);
        var context = (id?.SubscriptionId ?? query.SubscriptionId) is { } named
            ? await contexts.ForSubscriptionAsync(caller, InputRules.Guid(named, "SubscriptionId"), cancellationToken)
            : ContextSelector.Default(caller);
        var subscription = id?.SubscriptionId ?? query.SubscriptionId ?? context.SubscriptionId ?? throw SubscriptionRequired();
        var (client, tenant) = await ClientAsync(context, subscription, query.ResourceId, cancellationToken);
        var (name, version) = (id?.ImageName ?? query.Name, id?.Version ?? query.Version);
        var galleries = Galleries(client, query, id, subscription, cancellationToken);
        // Who names one image wants to hear that it is not there; who looks through many does not.
        var one = IsNamed(query, id) && name is not null && !IsPattern(name);
        var definitions = one
            ? NamedAsync(galleries, name!, gallery => new(client, gallery, tenant))
            : ListAsync(client, galleries, name, tenant, cancellationToken);
        if (version is null)
        {
            await foreach (var definition in definitions)
                yield return await definition.DefinitionAsync(cancellationToken);
            yield break;
        }

        var versions = Parallel.SelectAsync(
            definitions, (definition, token) => FindAsync(definition, version, one, query.Locations, caller, token), cancellationToken);
        var complete = Parallel.SelectAsync(
            FlattenAsync(versions), CompleteAsync, cancellationToken);
        await foreach (var image in complete)
            yield return image;
    }

    // A subscription that Azure Lighthouse delegates answers the sign-in's own token; one of another company wants a token of its tenant.
    private async Task<(ArmClient Client, string? TenantId)> ClientAsync(
        EngineContext context, string subscription, string? target, CancellationToken cancellationToken)
    {
        var own = ArmClientFactory.Create(context);
        var owner = await tenants.FindAsync(context.Cloud, subscription, cancellationToken);
        if (owner is null || owner.Equals(context.TenantId, StringComparison.OrdinalIgnoreCase))
            return (own, owner);
        try
        {
            await own.GetSubscriptionResource(new ResourceIdentifier($"/subscriptions/{subscription}")).GetAsync(cancellationToken);
            return (own, owner);
        }
        catch (RequestFailedException exception) when (exception.Status is 401 or 403 or 404)
        {
            // Asked for here, where it is known which tenant refuses it.
            await Explained.RunAsync(
                async () => await context.GetCredential(owner)
                    .GetTokenAsync(new TokenRequestContext([context.Cloud.ResourceManagerScope]), cancellationToken),
                new ErrorFacts { Target = target, TenantId = owner }, cancellationToken);
            return (ArmClientFactory.Create(context, owner), owner);
        }
    }

    private static async IAsyncEnumerable<GalleryId> Galleries(
        ArmClient client, GalleryImageQuery query, GalleryId? id, string subscription,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (IsNamed(query, id))
        {
            yield return id ?? new(subscription, query.ResourceGroupName!, query.GalleryName!);
            yield break;
        }

        var scope = $"/subscriptions/{subscription}";
        var galleries = query.ResourceGroupName is { } group
            ? client.GetResourceGroupResource(new($"{scope}/resourceGroups/{group}")).GetGalleries().GetAllAsync(cancellationToken)
            : client.GetSubscriptionResource(new(scope)).GetGalleriesAsync(cancellationToken);
        await foreach (var gallery in galleries)
        {
            if (query.GalleryName is null || query.GalleryName.Equals(gallery.Id.Name, StringComparison.OrdinalIgnoreCase))
                yield return new(subscription, gallery.Id.ResourceGroupName!, gallery.Id.Name);
        }
    }

    private static async IAsyncEnumerable<GalleryImageReader> NamedAsync(
        IAsyncEnumerable<GalleryId> galleries, string name, Func<GalleryId, GalleryImageReader> open)
    {
        await foreach (var gallery in galleries)
            yield return open(gallery with { ImageName = name });
    }

    private static async IAsyncEnumerable<GalleryImageReader> ListAsync(
        ArmClient client, IAsyncEnumerable<GalleryId> galleries, string? name, string? tenant,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var gallery in galleries)
        {
            var resource = client.GetGalleryResource(new ResourceIdentifier(gallery.GalleryResourceId));
            await foreach (var image in resource.GetGalleryImages().GetAllAsync(cancellationToken))
            {
                var id = gallery with { ImageName = image.Data.Name };
                if (name is null || Matches(name, image.Data.Name))
                    yield return new(client, id, tenant, GalleryImages.Of(id, image.Data, tenant));
            }
        }
    }

    private static async Task<IReadOnlyList<Found>> FindAsync(
        GalleryImageReader reader, string version, bool required, IReadOnlyList<string> locations, ICaller caller,
        CancellationToken cancellationToken)
    {
        if (ImageVersionNumber.TryParse(version) is not null)
        {
            try
            {
                return [new(reader, await reader.VersionAsync(version, cancellationToken), Complete: true)];
            }
            catch (RequestFailedException exception) when (exception.Status == 404 && !required)
            {
                return [];
            }
        }

        var all = await reader.VersionsAsync(cancellationToken);
        if (!version.Equals("latest", StringComparison.OrdinalIgnoreCase))
            return [.. all.Where(image => Matches(version, image.Version!)).Select(image => new Found(reader, image))];
        if (LatestVersion.Candidates(all).FirstOrDefault(v => locations.Count == 0 || v.Regions.Intersect(locations).Any()) is { } latest)
            return [new(reader, latest)];
        var none = LatestVersion.None(await reader.DefinitionAsync(cancellationToken), all);
        if (required)
            throw none;
        caller.Verbose(none.Message);
        return [];
    }

    private static async IAsyncEnumerable<Found> FlattenAsync(IAsyncEnumerable<IReadOnlyList<Found>> lists)
    {
        await foreach (var list in lists)
        {
            foreach (var item in list)
                yield return item;
        }
    }

    private static async Task<GalleryImage> CompleteAsync(Found found, CancellationToken cancellationToken) =>
        found.Complete ? found.Image : await found.Reader.WithReplicationAsync(found.Image, cancellationToken);

    private static bool IsNamed(GalleryImageQuery query, GalleryId? id) =>
        id is not null || query is { ResourceGroupName: not null, GalleryName: not null };

    private static bool IsPattern(string text) => text.AsSpan().ContainsAny('*', '?');

    private static bool Matches(string pattern, string name) => FileSystemName.MatchesSimpleExpression(pattern, name);

    public static ImageShareException SubscriptionRequired() =>
        new("SubscriptionRequired", ErrorKind.InvalidArgument, "Which subscription is meant is not known.")
        {
            Reason = "The sign-in sees none or several, and none was chosen.",
            Fix = "Add -SubscriptionId, here or to Connect-ImageShare.",
        };

    private sealed record Found(GalleryImageReader Reader, GalleryImage Image, bool Complete = false);
}

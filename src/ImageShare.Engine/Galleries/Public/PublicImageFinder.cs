using System.IO.Enumeration;
using Azure;
using ImageShare.Engine.Graph;
using ImageShare.Engine.Http;
using ImageShare.Model;

namespace ImageShare.Engine.Galleries.Public;

/// <summary>Finds images of shared and community galleries, in all regions at once, and tells of each in which it is.</summary>
internal sealed class PublicImageFinder(PublicGalleryClient client, SharedImageQuery query, ICaller caller)
{
    private int _refused;

    /// <param name="withTenant">Also what is shared with the whole tenant; the same for each of its subscriptions.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<GalleryImage>> SharedAsync(bool withTenant, CancellationToken cancellationToken)
    {
        bool[] scopes = withTenant ? [false, true] : [false];
        return await OverRegionsAsync(
            async (region, token) =>
            {
                var lists = await Task.WhenAll(scopes.Select(async tenant =>
                {
                    var galleries = await client.SharedGalleriesAsync(region, tenant, token).ToListAsync(token);
                    var images = await Task.WhenAll(galleries.Select(g => ImagesAsync(region, false, g.Name, null, tenant, token)));
                    return images.SelectMany(i => i);
                }));
                return [.. lists.SelectMany(list => list)];
            },
            cancellationToken);
    }

    /// <summary>Images of the community galleries that the query names.</summary>
    public async Task<IReadOnlyList<GalleryImage>> CommunityAsync(CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var found = await OverRegionsAsync(
            async (region, token) =>
            {
                var lists = await Task.WhenAll(query.PublicGalleryNames.Select(async name =>
                {
                    if (await client.FindCommunityGalleryAsync(region, name, token) is not { } gallery)
                        return [];
                    lock (seen)
                        seen.Add(name);
                    return await ImagesAsync(region, true, gallery.Name, gallery.Properties?.CommunityMetadata?.Eula, false, token);
                }));
                return [.. lists.SelectMany(list => list)];
            },
            cancellationToken);
        if (query.PublicGalleryNames.FirstOrDefault(name => !seen.Contains(name)) is { } unknown && _refused == 0)
        {
            throw new ImageShareException("CommunityGalleryNotFound", ErrorKind.ObjectNotFound,
                $"There is no community gallery '{unknown}'{In(query.Locations)}.")
            {
                Target = unknown,
                Reason = "A public name ends with a GUID, and leads nowhere once the publisher has closed the gallery.",
                Fix = "Ask the publisher for the public name: Enable-CommunityGallery shows it.",
                Who = Party.Publisher,
            };
        }

        return found;
    }

    private async Task<IReadOnlyList<GalleryImage>> OverRegionsAsync(
        Func<string, CancellationToken, Task<IReadOnlyList<GalleryImage>>> read, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> regions = query.Locations;
        List<GalleryImage> all = [];
        try
        {
            regions = regions.Count > 0 ? regions : await client.RegionsAsync(cancellationToken);
        }
        catch (RequestFailedException refusal) when (refusal.Status is 401 or 403)
        {
            TellOnce(refusal);
            return [];
        }

        await foreach (var images in Parallel.SelectAsync(
            AsyncLists.From(regions), (region, token) => InRegionAsync(region, read, token), cancellationToken))
        {
            all.AddRange(images);
        }

        return Merge(all);
    }

    // A region that cannot be asked hides its own images only.
    private async Task<IReadOnlyList<GalleryImage>> InRegionAsync(
        string region, Func<string, CancellationToken, Task<IReadOnlyList<GalleryImage>>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await read(region, cancellationToken);
        }
        catch (RequestFailedException refusal) when (refusal.Status is >= 400 and < 500 and not 429)
        {
            TellOnce(refusal);
            return [];
        }
    }

    private async Task<IReadOnlyList<GalleryImage>> ImagesAsync(
        string region, bool isCommunity, string gallery, string? eula, bool withTenant, CancellationToken cancellationToken)
    {
        var root = new PublicImageId(isCommunity, gallery, "", PublicImageId.Latest);
        var (subscription, name) = root.Publisher ?? ("", gallery);
        if ((query.GalleryName is { } wanted && !FileSystemName.MatchesSimpleExpression(wanted, name))
            || (query.SubscriptionId is { } owner && !owner.Equals(subscription, StringComparison.OrdinalIgnoreCase)))
        {
            return [];
        }

        var items = await client.ImagesAsync(region, isCommunity, gallery, withTenant, cancellationToken)
            .Where(i => query.Name is null || FileSystemName.MatchesSimpleExpression(query.Name, i.Name), cancellationToken)
            .ToListAsync(cancellationToken);
        var lists = await Task.WhenAll(items.Select(async item =>
        {
            var id = root with { ImageName = item.Name };
            var definition = PublicImages.Of(id, item, eula, [region]);
            if (query.Version is null)
                return [definition];
            var versions = await client.VersionsAsync(region, id, withTenant, cancellationToken).ToListAsync(cancellationToken);
            return versions.Select(v => PublicImages.WithVersion(definition, v));
        }));
        return [.. lists.SelectMany(list => list)];
    }

    // The same image in several regions, and shared in both ways, is one.
    private IReadOnlyList<GalleryImage> Merge(List<GalleryImage> all)
    {
        var images = all.GroupBy(i => i.Id, StringComparer.OrdinalIgnoreCase)
            .Select(g => g.First() with { Regions = [.. g.SelectMany(i => i.Regions).Distinct()] })
            .OrderBy(i => i.ImageId, StringComparer.OrdinalIgnoreCase).ThenBy(i => ImageVersionNumber.TryParse(i.Version));
        return query.Version switch
        {
            null => [.. images],
            PublicImageId.Latest => [.. images.GroupBy(i => i.ImageId, StringComparer.OrdinalIgnoreCase)
                .Select(g => LatestVersion.Candidates(g).FirstOrDefault()).OfType<GalleryImage>()],
            var pattern => [.. images.Where(i => FileSystemName.MatchesSimpleExpression(pattern, i.Version!))],
        };
    }

    private void TellOnce(RequestFailedException refusal)
    {
        if (Interlocked.Exchange(ref _refused, 1) == 0)
        {
            var error = ServiceErrors.Explain(refusal);
            caller.Warning(
                $"Shared and community galleries could not be looked through in all regions for subscription {client.SubscriptionId}: "
                + error.Message);
        }
    }

    private static string In(IReadOnlyList<string> regions) => regions.Count == 0 ? "" : $" in {string.Join(", ", regions)}";
}

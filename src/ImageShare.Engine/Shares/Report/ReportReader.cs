using Azure.Core;
using ImageShare.Engine.Delegation;
using ImageShare.Engine.Galleries;
using ImageShare.Engine.Graph;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Shares.Report;

/// <summary>Reads what a report needs beside the shares themselves: the images of their galleries, and what delegations show beside them.</summary>
internal sealed class ReportReader(IShareService shares, IGalleryService galleries, ContextSelector contexts, ICaller caller)
{
    public async Task<ReportFacts> ReadAsync(ShareReportSpec spec, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var query = new ConsumerShareQuery { SubscriptionIds = spec.SubscriptionIds };
        var found = spec.Shares ?? await shares.GetSharesAsync(query, caller, cancellationToken).ToListAsync(cancellationToken);
        var readers = found.SelectMany(s => s.Readers).ToList();
        var read = GalleriesAsync(Distinct(readers.Select(r => r.GalleryResourceId).OfType<string>()), cancellationToken);
        var neighbours = NeighboursAsync(Distinct(readers.Where(ReportRules.SeesWholeScope).Select(r => r.Scope)), cancellationToken);
        await Task.WhenAll(read, neighbours);
        return new ReportFacts
        {
            CreatedOn = now,
            ExpiringWithinDays = spec.ExpiringWithinDays,
            Title = spec.Title,
            Shares = [.. found.OrderBy(ReportWords.Name, StringComparer.CurrentCultureIgnoreCase)],
            Galleries = await read,
            Neighbours = await neighbours,
        };
    }

    private async Task<IReadOnlyList<ReportGallery>> GalleriesAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        await Galleries.Parallel.SelectAsync(
            AsyncLists.From(ids), async (id, token) => new ReportGallery(id, await ImagesAsync(id, token)), cancellationToken)
            .ToListAsync(cancellationToken);

    private async Task<IReadOnlyList<ReportImage>> ImagesAsync(string galleryId, CancellationToken cancellationToken)
    {
        var query = new GalleryImageQuery { ResourceId = galleryId, Version = "*" };
        var versions = await galleries.GetImagesAsync(query, caller, cancellationToken).ToListAsync(cancellationToken);
        return
        [
            .. versions.GroupBy(v => v.ImageId, StringComparer.OrdinalIgnoreCase).OrderBy(g => g.Key, StringComparer.OrdinalIgnoreCase)
                .Select(g => new ReportImage(
                    LatestVersion.Candidates(g).FirstOrDefault() ?? g.MaxBy(v => ImageVersionNumber.TryParse(v.Version))!,
                    g.Count(), [.. g.Where(v => v.ProvisioningState == "Failed" || v.ReplicationState == "Failed")])),
        ];
    }

    private async Task<IReadOnlyDictionary<string, int>> NeighboursAsync(IReadOnlyList<string> scopes, CancellationToken cancellationToken)
    {
        var counts = await Task.WhenAll(scopes.Select(async scope =>
        {
            var id = new ResourceIdentifier(scope);
            var client = new DelegationClient(await contexts.ForResourceAsync(caller, id, cancellationToken));
            return (await ScopeContents.NeighboursAsync(client, id, cancellationToken).ToListAsync(cancellationToken)).Count;
        }));
        return scopes.Zip(counts).ToDictionary(p => p.First, p => p.Second, StringComparer.OrdinalIgnoreCase);
    }

    private static IReadOnlyList<string> Distinct(IEnumerable<string> ids) =>
        [.. ids.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)];
}

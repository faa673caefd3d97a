using ImageShare.Engine.Graph;
using ImageShare.Model;

namespace ImageShare.Engine.Shares;

/// <summary>
/// Sorts what was found by consumer. A consumer is a name and a tenant: two names in one tenant are two consumers. What lacks one of the
/// two joins the consumer that the other fits, when there is exactly one.
/// </summary>
internal static class ConsumerGroups
{
    public static IReadOnlyList<ConsumerGroup> Of(IEnumerable<GalleryReader> readers, IEnumerable<GraphApplication> apps)
    {
        List<Trace> traces = [.. readers.Select(Of), .. apps.Select(Of)];
        var whole = traces.Where(t => t is { Name: not null, TenantId: not null }).DistinctBy(t => t.Key).ToList();
        return [.. traces.Select(t => Complete(t, whole)).GroupBy(t => t.Key).Select(group => new ConsumerGroup(
            group.First().Name, group.First().TenantId, [.. group.Select(t => t.Reader).OfType<GalleryReader>()],
            [.. group.Select(t => t.App).OfType<GraphApplication>()]))];
    }

    private static Trace Of(GalleryReader reader) => new(reader.ConsumerName ?? Domain(reader), reader.ConsumerTenantId, reader, null);

    private static Trace Of(GraphApplication app) => ShareAppTags.Read(app.Tags) is { } tags
        ? new(tags.ConsumerName ?? app.DisplayName, tags.ConsumerTenantId, null, app) : new(app.DisplayName, null, null, app);

    private static Trace Complete(Trace trace, IReadOnlyList<Trace> whole)
    {
        var fits = trace switch
        {
            { Name: null, TenantId: { } tenant } => whole.Where(w => Same(w.TenantId, tenant)).ToList(),
            { Name: { } name, TenantId: null } => whole.Where(w => Same(w.Name, name)).ToList(),
            _ => [],
        };
        return fits is [var one] ? trace with { Name = one.Name, TenantId = one.TenantId } : trace;
    }

    // Nobody wrote down whose guest it is; the address tells.
    private static string? Domain(GalleryReader reader) =>
        reader is { Kind: GalleryReaderKind.Guest, SignInName: { } name } && name.Contains('@') ? name.Split('@')[^1] : null;

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private sealed record Trace(string? Name, string? TenantId, GalleryReader? Reader, GraphApplication? App)
    {
        // What is known of nobody is nobody's neighbour.
        public string Key => Name is null && TenantId is null ? $"{Reader?.Kind} {Reader?.ObjectId}{App?.AppId}"
            : $"{Name?.ToUpperInvariant()}\n{TenantId?.ToUpperInvariant()}";
    }
}

/// <summary>What one consumer has.</summary>
/// <param name="Name">The consumer's name.</param>
/// <param name="TenantId">Tenant (GUID) of the consumer.</param>
/// <param name="Readers">By what it reads.</param>
/// <param name="Apps">Share apps of its own in the publisher's tenant, whether they read or not.</param>
internal sealed record ConsumerGroup(
    string? Name, string? TenantId, IReadOnlyList<GalleryReader> Readers, IReadOnlyList<GraphApplication> Apps)
{
    public ConsumerShare ToShare(string tenantId) => new()
    {
        ConsumerName = Name,
        ConsumerTenantId = TenantId,
        Methods = [.. Readers.Select(r => r.Kind).Distinct().Order()],
        Pending = Readers.Any(r => r.State == "PendingAcceptance"),
        ExpiresOn = Readers.Min(r => r.ExpiresOn),
        Galleries = [.. Readers.Select(r => r.GalleryResourceId!.Split('/')[^1]).Distinct(StringComparer.OrdinalIgnoreCase)],
        Readers = Readers,
        TenantId = tenantId,
    };
}

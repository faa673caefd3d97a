using ImageShare.Model;

namespace ImageShare.Commands;

/// <summary>Puts together what goes into one hand-over: the grants of one app, at several galleries perhaps.</summary>
internal sealed class HandoverCollector
{
    private readonly List<(GalleryShareApp? App, IReadOnlyList<GalleryImage> Images, string? PublisherTenantId)> _parts = [];

    // A grant carries the images it was made for; an app alone carries those it is meant for.
    public void Add(GalleryReader reader) => _parts.Add((reader.App, reader.Images, reader.TenantId));

    public void Add(GalleryShareApp app) => _parts.Add((app, app.Images, null));

    public IReadOnlyList<HandoverContent> Contents(DateTimeOffset? expiresOn) =>
    [
        .. _parts.GroupBy(p => p.App?.ApplicationId, StringComparer.OrdinalIgnoreCase).Select(parts =>
        {
            IReadOnlyList<GalleryImage> images =
                [.. parts.SelectMany(p => p.Images).DistinctBy(i => i.Id, StringComparer.OrdinalIgnoreCase)];
            var publisher = parts.Select(p => p.PublisherTenantId).FirstOrDefault(t => t is not null);
            return new HandoverContent(parts.First().App, images)
            {
                Kind = images.Count > 0 || publisher is not null ? HandoverKind.Share : HandoverKind.Request,
                PublisherTenantId = publisher,
                ExpiresOn = expiresOn,
            };
        }),
    ];
}

/// <summary>File names for a folder of hand-overs, usable on every system.</summary>
internal static class HandoverNames
{
    private static readonly HashSet<char> Forbidden = [.. "<>:\"/\\|?*", .. Enumerable.Range(0, 32).Select(c => (char)c)];

    public static IReadOnlyList<string> In(string folder, IReadOnlyList<HandoverContent> contents)
    {
        var uses = contents.ToLookup(Name, StringComparer.OrdinalIgnoreCase);
        return [.. contents.Select(c => Path.Combine(folder, $"{UniqueName(c)}.{Kind(c)}.json"))];

        string UniqueName(HandoverContent content) =>
            uses[Name(content)].Count() == 1 ? Name(content) : $"{Name(content)}.{content.App?.ApplicationId}";
    }

    private static string Name(HandoverContent content)
    {
        var name = content.App?.ConsumerName ?? content.App?.DisplayName ?? "images";
        return string.Concat(name.Select(c => Forbidden.Contains(c) ? '-' : c)).Trim(' ', '.');
    }

    private static string Kind(HandoverContent content) => content.Kind == HandoverKind.Share ? "share" : "request";
}

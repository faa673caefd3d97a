using ImageShare.Model;

namespace ImageShare.Commands;

/// <summary>Puts together what goes into one hand-over: the grants of one app, at several galleries perhaps.</summary>
internal sealed class HandoverCollector(DateTimeOffset? expiresOn)
{
    private readonly Dictionary<string, Parts> _parts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds a grant: it carries the images that it was made for. Gives the app's hand-over when nothing of it is missing.</summary>
    public HandoverContent? Add(GalleryReader reader) => Add(reader.App, reader.Images, reader.TenantId);

    /// <summary>Adds an app alone: it carries the images that it is meant for.</summary>
    public HandoverContent? Add(GalleryShareApp app) => Add(app, app.Images, app.PublisherTenantId);

    /// <summary>Every hand-over.</summary>
    public IReadOnlyList<HandoverContent> TakeAll() => [.. _parts.Values.Select(p => p.Take())];

    /// <summary>The hand-overs to which something was added since they were taken.</summary>
    public IReadOnlyList<HandoverContent> TakePending() => [.. _parts.Values.Where(p => p.IsPending).Select(p => p.Take())];

    private HandoverContent? Add(GalleryShareApp? app, IReadOnlyList<GalleryImage> images, string? publisherTenantId)
    {
        // A planned app has no id yet.
        var key = app is { ApplicationId.Length: 0 } ? $"new {app.DisplayName}" : app?.ApplicationId ?? "";
        if (!_parts.TryGetValue(key, out var parts))
            _parts.Add(key, parts = new Parts(app, expiresOn));

        parts.Add(images, publisherTenantId);
        return parts.IsComplete ? parts.Take() : null;
    }

    private sealed class Parts(GalleryShareApp? app, DateTimeOffset? expiresOn)
    {
        private readonly List<GalleryImage> _images = [];
        private string? _publisherTenantId;

        public bool IsPending { get; private set; }

        // Grants without an app are all of one hand-over, and how many will come is not known.
        public bool IsComplete => app is not null && app.Images.All(wanted => _images.Exists(i => IsSame(i, wanted)));

        public void Add(IReadOnlyList<GalleryImage> images, string? publisherTenantId)
        {
            IsPending = true;
            _images.AddRange(images.Where(image => !_images.Exists(i => IsSame(i, image))));
            _publisherTenantId ??= publisherTenantId;
        }

        public HandoverContent Take()
        {
            IsPending = false;
            return new HandoverContent(app, [.. _images])
            {
                Kind = _images.Count > 0 || _publisherTenantId is not null ? HandoverKind.Share : HandoverKind.Request,
                PublisherTenantId = _publisherTenantId,
                ExpiresOn = expiresOn,
            };
        }

        private static bool IsSame(GalleryImage one, GalleryImage other) => one.Id.Equals(other.Id, StringComparison.OrdinalIgnoreCase);
    }
}

/// <summary>File names for a folder of hand-overs, usable on every system.</summary>
internal static class HandoverNames
{
    private static readonly HashSet<char> Forbidden = [.. "<>:\"/\\|?*", .. Enumerable.Range(0, 32).Select(c => (char)c)];

    /// <summary>The file of a hand-over, named after the consumer.</summary>
    public static string In(string folder, HandoverContent content) => Path.Combine(folder, $"{Name(content)}.{Kind(content)}.json");

    /// <summary>Its file when another consumer has the same name.</summary>
    public static string? OfNamesakeIn(string folder, HandoverContent content) => content.App is { ApplicationId: { Length: > 0 } id }
        ? Path.Combine(folder, $"{Name(content)}.{id}.{Kind(content)}.json")
        : null;

    private static string Name(HandoverContent content)
    {
        var name = content.App?.ConsumerName ?? content.App?.DisplayName ?? "images";
        return string.Concat(name.Select(c => Forbidden.Contains(c) ? '-' : c)).Trim(' ', '.');
    }

    private static string Kind(HandoverContent content) => content.Kind == HandoverKind.Share ? "share" : "request";
}

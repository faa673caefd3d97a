using System.Collections.Concurrent;
using ImageShare.Bridge;
using ImageShare.Loading;
using ImageShare.Model;

namespace ImageShare.Commands;

/// <summary>
/// The apps that a pipeline of records asks for. They are made when the last record has come: only then is known how many they are, and
/// whether the directory has room for them. Records of one name are one app.
/// </summary>
internal sealed class ShareAppBatch(bool planned)
{
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, Task<List<GalleryImage>>> _imagesById = new(StringComparer.OrdinalIgnoreCase);
    private readonly TaskCompletionSource _foreseen = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Adds a record, with the images that it brings as objects and as ARM ids.</summary>
    /// <exception cref="ImageShareException">A record of the same name asked for something else.</exception>
    public void Add(ShareAppSpec spec, IReadOnlyList<GalleryImage> images, IReadOnlyList<string> imageIds)
    {
        if (!_entries.TryGetValue(spec.DisplayName, out var entry))
            _entries.Add(spec.DisplayName, entry = new(spec, [], []));
        else if (entry.Spec != spec)
            throw TwoRecords(spec.DisplayName);

        entry.Images.AddRange(images);
        entry.ImageIds.UnionWith(imageIds);
    }

    public IEnumerable<Work> Works()
    {
        if (_entries.Count > 1)
            yield return new Work($"{_entries.Count} apps", ForeseeAsync);
        else
            _foreseen.SetResult();

        foreach (var entry in _entries.Values)
        {
            var spec = entry.Spec with { OneOfMany = _entries.Count > 1 };
            yield return new Work(spec.DisplayName, async (pipeline, cancellationToken) =>
            {
                await _foreseen.Task.WaitAsync(cancellationToken);
                var complete = spec with { Images = await ImagesAsync(entry, pipeline, cancellationToken) };
                var app = await EngineLoader.Engine.ShareApps.CreateAsync(complete, pipeline, cancellationToken);
                await pipeline.WriteChangeAsync(app, planned);
            });
        }
    }

    private async Task ForeseeAsync(IPipeline pipeline, CancellationToken cancellationToken)
    {
        try
        {
            List<ShareAppSpec> specs = [];
            foreach (var entry in _entries.Values)
                specs.Add(entry.Spec with { Images = await KnownImagesAsync(entry, pipeline, cancellationToken) });
            await EngineLoader.Engine.ShareApps.ForeseeAsync(specs, pipeline, cancellationToken);
        }
        finally
        {
            _foreseen.SetResult();
        }
    }

    // What cannot be read is the error of its own record, which asks for the same again.
    private async Task<IReadOnlyList<GalleryImage>> KnownImagesAsync(Entry entry, IPipeline pipeline, CancellationToken cancellationToken)
    {
        try
        {
            return await ImagesAsync(entry, pipeline, cancellationToken);
        }
        catch (ImageShareException)
        {
            return entry.Images;
        }
    }

    private async Task<IReadOnlyList<GalleryImage>> ImagesAsync(Entry entry, IPipeline pipeline, CancellationToken cancellationToken)
    {
        List<GalleryImage> all = [.. entry.Images];
        foreach (var id in entry.ImageIds)
            all.AddRange(await _imagesById.GetOrAdd(id, i => ReadAsync(i, pipeline, cancellationToken)));
        return all;
    }

    private static async Task<List<GalleryImage>> ReadAsync(string id, IPipeline pipeline, CancellationToken cancellationToken)
    {
        List<GalleryImage> images = [];
        var query = new GalleryImageQuery { ResourceId = id };
        await foreach (var image in EngineLoader.Engine.Galleries.GetImagesAsync(query, pipeline, cancellationToken))
            images.Add(image);
        return images;
    }

    private static ImageShareException TwoRecords(string name) =>
        new("ShareAppNamedTwice", ErrorKind.InvalidArgument, $"Two records ask for an app '{name}', and not for the same.")
        {
            Target = name,
            Reason = "Records of one name are one app, with the images of all of them; consumer and credential must then be the same.",
            Fix = "Give each consumer a -DisplayName of its own.",
        };

    private sealed record Entry(ShareAppSpec Spec, List<GalleryImage> Images, HashSet<string> ImageIds);
}

using Azure.Core;
using Azure.ResourceManager;
using Azure.ResourceManager.Compute;
using Azure.ResourceManager.Compute.Models;
using ImageShare.Model;

namespace ImageShare.Engine.Galleries;

/// <summary>Reads one image definition and its versions with the tokens of one tenant; nothing twice.</summary>
internal sealed class GalleryImageReader(ArmClient client, GalleryId id, string? tenantId, GalleryImage? known = null)
{
    private readonly GalleryImageResource _resource = client.GetGalleryImageResource(new ResourceIdentifier(id.ImageResourceId));
    private Task<GalleryImage>? _definition = known is null ? null : Task.FromResult(known);
    private (string Name, Task<GalleryImageVersionData> Data)? _version;
    private Task<IReadOnlyList<GalleryImage>>? _versions;

    public Task<GalleryImage> DefinitionAsync(CancellationToken cancellationToken) =>
        _definition ??= ReadDefinitionAsync(cancellationToken);

    /// <summary>A version, with the state of its replication.</summary>
    public async Task<GalleryImage> VersionAsync(string version, CancellationToken cancellationToken)
    {
        var definition = DefinitionAsync(cancellationToken);
        var data = ReadVersionAsync(version, cancellationToken);
        await Task.WhenAll(definition, data);
        return GalleryImages.WithVersion(await definition, await data);
    }

    /// <summary>Every version, as the list gives it: without the state of replication.</summary>
    public Task<IReadOnlyList<GalleryImage>> VersionsAsync(CancellationToken cancellationToken) =>
        _versions ??= ListAsync(cancellationToken);

    /// <summary>A version of the list again, with the state of its replication.</summary>
    public async Task<GalleryImage> WithReplicationAsync(GalleryImage version, CancellationToken cancellationToken) =>
        GalleryImages.WithVersion(version, await ReadVersionAsync(version.Version!, cancellationToken));

    private async Task<IReadOnlyList<GalleryImage>> ListAsync(CancellationToken cancellationToken)
    {
        var definition = DefinitionAsync(cancellationToken);
        var versions = ReadVersionsAsync(cancellationToken);
        await Task.WhenAll(definition, versions);
        return [.. (await versions).Select(version => GalleryImages.WithVersion(definition.Result, version))];
    }

    private async Task<GalleryImage> ReadDefinitionAsync(CancellationToken cancellationToken) =>
        GalleryImages.Of(id, (await _resource.GetAsync(cancellationToken)).Value.Data, tenantId);

    /// <summary>Reads a version and nothing else: what tells whether the image may be read at all.</summary>
    public Task<GalleryImageVersionData> ReadVersionAsync(string version, CancellationToken cancellationToken)
    {
        if (_version?.Name != version)
            _version = (version, FetchVersionAsync(version, cancellationToken));
        return _version.Value.Data;
    }

    private async Task<GalleryImageVersionData> FetchVersionAsync(string version, CancellationToken cancellationToken) =>
        (await _resource.GetGalleryImageVersionAsync(version, ReplicationStatusType.ReplicationStatus, cancellationToken)).Value.Data;

    private async Task<List<GalleryImageVersionData>> ReadVersionsAsync(CancellationToken cancellationToken)
    {
        List<GalleryImageVersionData> versions = [];
        await foreach (var version in _resource.GetGalleryImageVersions().GetAllAsync(cancellationToken))
            versions.Add(version.Data);
        return versions;
    }
}

using System.Globalization;
using Azure;
using Azure.Core;
using Azure.ResourceManager;
using Azure.ResourceManager.Compute;
using Azure.ResourceManager.Compute.Models;
using ImageShare.Engine.Http;
using ImageShare.Engine.Machines;
using ImageShare.Model;

namespace ImageShare.Engine.Galleries.Copies;

/// <summary>Waits for a version to be in all its regions, and shows how far it is in each.</summary>
internal sealed class ReplicationWatch(Builder builder, GalleryId id, Waiter waiter, ICaller caller)
{
    private readonly Dictionary<string, bool> _shown = new(StringComparer.Ordinal);

    private Wait Wait => new($"Copy image {id.ImageName} {id.Version}", "Azure copies the image and replicates it.", Patience.Replication);

    /// <summary>Until the operation ends. Its polls show the tokens of the request that started it.</summary>
    public async Task<GalleryImageVersionData> CompleteAsync(
        ArmOperation<GalleryImageVersionResource> operation, CancellationToken cancellationToken)
    {
        TimeSpan? pause = null;
        try
        {
            _ = await waiter.UntilAsync(
                Wait with { Pause = () => pause },
                async token =>
                {
                    if (!operation.HasCompleted)
                        pause = RetryAfter(await operation.UpdateStatusAsync(token));
                    if (operation.HasCompleted)
                        return operation;
                    Show(await ReadAsync(token));
                    return null;
                },
                caller, cancellationToken) ?? throw TookTooLong();
        }
        finally
        {
            End();
        }

        return await ReadAsync(cancellationToken);
    }

    /// <summary>Until the copy that an earlier run asked for is there.</summary>
    public async Task<GalleryImageVersionData> UntilDoneAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await waiter.UntilAsync(
                Wait with { Reason = "An earlier run asked Azure for it; Azure is still copying." },
                async token =>
                {
                    var version = await ReadAsync(token);
                    Show(version);
                    return IsUnderWay(version) ? null : version;
                },
                caller, cancellationToken) ?? throw TookTooLong();
        }
        finally
        {
            End();
        }
    }

    /// <summary>Removes the version when Azure failed to make it; another one stays.</summary>
    public async Task RemoveFailedAsync(CancellationToken cancellationToken)
    {
        try
        {
            if ((await ReadAsync(cancellationToken)).ProvisioningState?.ToString() != "Failed")
                return;

            await builder.Client().GetGalleryImageVersionResource(new ResourceIdentifier(id.ToString()))
                .DeleteAsync(WaitUntil.Completed, cancellationToken);
            caller.Verbose($"Removed {id}, which Azure failed to make.");
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The failure that led here is the one to tell; this is for cleaning up by hand.
            caller.Warning($"The image version {id}, which Azure failed to make, could not be removed: "
                + ServiceErrors.Explain(exception).Message);
        }
    }

    public static bool IsUnderWay(GalleryImageVersionData version) => version.ProvisioningState?.ToString() is "Creating" or "Updating";

    private async Task<GalleryImageVersionData> ReadAsync(CancellationToken cancellationToken) =>
        (await builder.Client().GetGalleryImageVersionResource(new ResourceIdentifier(id.ToString()))
            .GetAsync(ReplicationStatusType.ReplicationStatus, cancellationToken)).Value.Data;

    private void Show(GalleryImageVersionData version)
    {
        foreach (var region in version.ReplicationStatus?.Summary ?? [])
        {
            var (name, done) = (GalleryImages.RegionName(region.Region), region.State?.ToString() == "Completed");
            // Said once that it is there; a region of an earlier copy is no news.
            if (_shown.TryGetValue(name, out var was) ? was : done)
                continue;
            _shown[name] = done;
            caller.Progress(new(Activity(name), region.State?.ToString() ?? "Unknown", region.Progress ?? 0, Completed: done));
        }
    }

    private void End()
    {
        foreach (var (region, _) in _shown.Where(shown => !shown.Value))
            caller.Progress(new(Activity(region), "Done", 100, 0, Completed: true));
        _shown.Clear();
    }

    private string Activity(string region) => $"Replicate {id.ImageName} {id.Version} to {region}";

    private static TimeSpan? RetryAfter(Response response) =>
        response.Headers.TryGetValue("Retry-After", out var text)
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : null;

    private ImageShareException TookTooLong() =>
        new("OperationTimeout", ErrorKind.OperationTimeout, $"Azure is still copying the image '{id.ImageName}' {id.Version}.")
        {
            Target = id.ToString(),
            Fix = "Run the command again: it goes on waiting.",
        };
}

using ImageShare.Engine.Http;
using ImageShare.Model;

namespace ImageShare.Engine.Galleries;

/// <summary>Waits until a version is copied to its regions, and tells how far each one is.</summary>
internal sealed class ReplicationWait(Waiter waiter, ICaller caller)
{
    private const string Completed = "Completed";

    /// <param name="version">The version.</param>
    /// <param name="arriving">Regions that must hold it.</param>
    /// <param name="leaving">Regions that must hold it no more.</param>
    /// <param name="read">Reads it again.</param>
    /// <param name="cancellationToken">Ends the wait; the copying goes on.</param>
    public async Task<GalleryImage> RunAsync(
        GalleryImage version, IReadOnlyList<string> arriving, IReadOnlyList<string> leaving,
        Func<CancellationToken, Task<GalleryImage>> read, CancellationToken cancellationToken)
    {
        var name = $"'{version.Name}' {version.Version}";
        var wait = new Wait($"Copy {name}", "Azure copies the version; a large one can take hours.", Patience.Replication);
        var open = new HashSet<string>(arriving);
        return await waiter.UntilAsync(
            wait,
            async token =>
            {
                var now = await read(token);
                if (now.ProvisioningState == "Failed")
                    throw Failed(now, $"The version is {now.ProvisioningState}.");
                foreach (var region in open.ToList())
                    Tell(now, region, open);
                return open.Count == 0 && !now.Regions.Intersect(leaving).Any() && now.ProvisioningState == "Succeeded" ? now : null;
            },
            caller, cancellationToken)
            ?? throw new ImageShareException("ReplicationNotFinished", ErrorKind.OperationTimeout, $"{name} is not copied yet.")
            {
                Target = version.Id,
                Reason = $"Still under way: {string.Join(", ", open)}.",
                Fix = "Run the command again: it goes on waiting. Get-GalleryImage -Version shows how far it is.",
            };
    }

    private void Tell(GalleryImage now, string region, HashSet<string> open)
    {
        var activity = $"Copy '{now.Name}' {now.Version} to {region}";
        var state = now.Replication.FirstOrDefault(r => r.Region == region);
        if (state?.State == "Failed")
            throw Failed(now, $"Its copy to {region} failed. {state.Details}".TrimEnd());

        var (done, percent) = (state?.State == Completed, state?.Percent ?? 0);
        caller.Progress(new WorkProgress(activity, $"{state?.State ?? "Waiting"}, {percent} %", percent, Completed: done));
        if (!done)
            return;

        open.Remove(region);
        caller.Verbose($"{activity}: done.");
    }

    private static ImageShareException Failed(GalleryImage version, string reason) =>
        new("ReplicationFailed", ErrorKind.InvalidOperation, $"The image '{version.Name}' {version.Version} could not be copied.")
        {
            Target = version.Id,
            Reason = reason,
            Fix = "Remove the region and add it again: Update-GalleryImageRegion -RemoveRegion, then -AddRegion.",
            Who = Party.Publisher,
        };
}

using Azure;
using Azure.Core;
using ImageShare.Engine.Access;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Graph;

/// <summary>Says before the first app of a list is made how many of them the limits leave room for.</summary>
internal sealed class ShareAppForesight(EngineContext context, ICaller caller)
{
    private const int ObjectsPerApp = 2;

    private readonly GraphClient _graph = new(context);

    public async Task ForeseeAsync(IReadOnlyList<ShareAppSpec> specs, CancellationToken cancellationToken)
    {
        var quota = new DirectoryQuota(context, caller).LeftAsync(cancellationToken);
        var usages = UsagesAsync(specs, cancellationToken);
        await Task.WhenAll(quota, usages);

        // Which of them are there already matters only when not everything would fit.
        var isTight = await quota < specs.Count * ObjectsPerApp || (await usages).Any(u => u.Left < u.Wanted.Count);
        if (!isTight)
            return;

        var there = (await _graph.ListApplicationsAsync($"tags/any(t:t eq '{ShareAppTags.Marker}')", cancellationToken)
            .ToListAsync(cancellationToken)).Select(a => a.DisplayName).ToHashSet(StringComparer.OrdinalIgnoreCase);
        TellDirectory(await quota, specs.Select(s => s.DisplayName).Where(n => !there.Contains(n)).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        foreach (var usage in await usages)
            TellSubscription(usage, usage.Wanted.Count(name => !there.Contains(name)));
    }

    private void TellDirectory(int? left, int wanted)
    {
        if (left / ObjectsPerApp is not { } room || room >= wanted)
            return;

        caller.Warning($"{wanted} new apps are {wanted * ObjectsPerApp} directory objects, and {context.Account} may make {left} more: at most "
            + $"{room} apps will be made. Without an administrator's role an account may have made {DirectoryQuota.Limit}, deleted ones counted "
            + "for 30 days. Purge what is not needed (Remove-GalleryShareApp), or let a Cloud Application Administrator run this; a second run "
            + "makes only what is missing.");
    }

    private void TellSubscription(Usage usage, int wanted)
    {
        if (usage.Left < wanted)
        {
            caller.Warning($"{wanted} new apps need {wanted} role assignments, and subscription {usage.SubscriptionId} has room for "
                + $"{usage.Left} of its {usage.Limit}: the others can be made and not be let in. Remove assignments that are not needed, or share "
                + "one app with several consumers (New-GalleryShareApp -Shared).");
        }
    }

    // One assignment for each app at each gallery.
    private async Task<IReadOnlyList<Usage>> UsagesAsync(IReadOnlyList<ShareAppSpec> specs, CancellationToken cancellationToken)
    {
        var wanted = specs
            .SelectMany(s => s.Images.Select(i => (s.DisplayName, Gallery: new ResourceIdentifier(i.ImageId).Parent!)).Distinct())
            .ToLookup(w => w.Gallery.SubscriptionId!, w => w.DisplayName, StringComparer.OrdinalIgnoreCase);
        List<Usage> usages = [];
        foreach (var subscription in wanted)
        {
            try
            {
                var usage = await new RoleAssignmentClient(context).UsageAsync(subscription.Key, cancellationToken);
                usages.Add(new(subscription.Key, usage.RoleAssignmentsLimit, usage.RoleAssignmentsRemainingCount, [.. subscription]));
            }
            catch (RequestFailedException exception) when (exception.Status is >= 400 and < 500)
            {
                caller.Verbose($"How many role assignments subscription {subscription.Key} has room for cannot be seen: {exception.Message}");
            }
        }

        return usages;
    }

    private sealed record Usage(string SubscriptionId, int Limit, int Left, IReadOnlyList<string> Wanted);
}

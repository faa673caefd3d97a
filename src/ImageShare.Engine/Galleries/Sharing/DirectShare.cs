using Azure;
using ImageShare.Model;

namespace ImageShare.Engine.Galleries.Sharing;

/// <summary>Shares one gallery with subscriptions and tenants, and takes that back.</summary>
internal sealed class DirectShare(GalleryClient client, ICaller caller)
{
    // Limits of the preview.
    private const int MostSubscriptions = 30;
    private const int MostTenants = 5;

    private readonly GalleryId _id = client.Id;

    public async Task<GalleryDirectAccess> GrantAsync(
        IReadOnlyList<string> subscriptions, IReadOnlyList<string> tenants, string? location, CancellationToken cancellationToken)
    {
        SharingRefusals.RequireCloud(client.Context, _id);
        var found = await client.FindAsync(cancellationToken);
        if (found is not null && PermissionOf(found) is var permission and not SharingProfileBody.ForGroups)
            throw SharingRefusals.NotForGroups(_id, permission);

        var (hasSubscriptions, hasTenants) = (Ids(found, SharingGroup.Subscriptions), Ids(found, SharingGroup.Tenants));
        string[] newSubscriptions = [.. subscriptions.Except(hasSubscriptions, StringComparer.OrdinalIgnoreCase)];
        string[] newTenants = [.. tenants.Except(hasTenants, StringComparer.OrdinalIgnoreCase)];
        Require("subscriptions", MostSubscriptions, hasSubscriptions.Count, newSubscriptions.Length);
        Require("tenants", MostTenants, hasTenants.Count, newTenants.Length);
        var gallery = found ?? await MakeAsync(location ?? throw SharingRefusals.NotFound(_id), cancellationToken);
        if (newSubscriptions.Length + newTenants.Length == 0)
        {
            caller.Verbose($"The gallery {_id.GalleryName} is shared with all of them already.");
            return View(gallery);
        }

        if (found is not null)
        {
            var contents = await GalleryContents.ReadAsync(client.Context, _id, cancellationToken);
            contents.RequirePlain();
            contents.WarnOfStrangers(gallery.Location, caller);
        }

        var update = new SharingUpdate("Add") { Groups = Groups(newSubscriptions, newTenants) };
        if (!await caller.ShouldProcessAsync(_id.GalleryResourceId, $"Share with {Words(newSubscriptions, newTenants)}"))
        {
            return View(gallery) with
            {
                ConsumerSubscriptionIds = [.. hasSubscriptions, .. newSubscriptions],
                ConsumerTenantIds = [.. hasTenants, .. newTenants],
                ProvisioningState = "Planned",
            };
        }

        var shared = await client.ShareAsync(
            update, g => HasAll(g, SharingGroup.Subscriptions, newSubscriptions) && HasAll(g, SharingGroup.Tenants, newTenants),
            cancellationToken);
        caller.Verbose($"Shared gallery {_id.GalleryName} with {Words(newSubscriptions, newTenants)}.");
        return View(shared);
    }

    public async Task<GalleryDirectAccess> RevokeAsync(
        IReadOnlyList<string> subscriptions, IReadOnlyList<string> tenants, bool all, CancellationToken cancellationToken)
    {
        var gallery = await client.GetAsync(cancellationToken);
        if (PermissionOf(gallery) != SharingProfileBody.ForGroups)
        {
            caller.Verbose($"The gallery {_id.GalleryName} is not shared directly with anybody.");
            return View(gallery);
        }

        var (hasSubscriptions, hasTenants) = (Ids(gallery, SharingGroup.Subscriptions), Ids(gallery, SharingGroup.Tenants));
        string[] gone = [.. hasSubscriptions.Intersect(all ? hasSubscriptions : subscriptions, StringComparer.OrdinalIgnoreCase)];
        string[] goneTenants = [.. hasTenants.Intersect(all ? hasTenants : tenants, StringComparer.OrdinalIgnoreCase)];
        if (gone.Length + goneTenants.Length == 0 && !all)
        {
            caller.Verbose($"The gallery {_id.GalleryName} is shared with none of them.");
            return View(gallery);
        }

        var action = all ? "Reset sharing, for good" : $"Stop sharing with {Words(gone, goneTenants)}";
        if (!await caller.ShouldProcessAsync(_id.GalleryResourceId, action) || (all && !await caller.ShouldContinueAsync(
            $"The gallery '{_id.GalleryName}' becomes private, and can never be shared directly again. Go on?", "Reset sharing")))
        {
            return View(gallery) with { ProvisioningState = "Planned" };
        }

        caller.Warning("VMs that were built from the gallery run on; their scale sets grow no more, and nothing new is built from it.");
        var update = all ? new SharingUpdate("Reset") : new SharingUpdate("Remove") { Groups = Groups(gone, goneTenants) };
        var left = await client.ShareAsync(
            update, g => HasNone(g, SharingGroup.Subscriptions, gone) && HasNone(g, SharingGroup.Tenants, goneTenants)
                && (!all || PermissionOf(g) != SharingProfileBody.ForGroups),
            cancellationToken);
        return View(left);
    }

    private async Task<GalleryBody> MakeAsync(string location, CancellationToken cancellationToken)
    {
        var profile = new SharingProfileBody { Permissions = SharingProfileBody.ForGroups };
        var body = new GalleryBody(GalleryImages.RegionName(location), new GalleryProperties { SharingProfile = profile });
        if (!await caller.ShouldProcessAsync(_id.GalleryResourceId, $"Create gallery for direct sharing in {body.Location}"))
            return body;
        try
        {
            await client.PutAsync(body, cancellationToken);
        }
        catch (RequestFailedException refusal) when (SharingRefusals.IsFeatureMissing(refusal))
        {
            throw SharingRefusals.FeatureMissing(_id, refusal);
        }

        caller.Verbose($"Made gallery {_id.GalleryName}. It has no image yet.");
        return await client.GetAsync(cancellationToken);
    }

    private void Require(string what, int limit, int has, int wanted)
    {
        if (wanted > 0 && has + wanted > limit)
            throw SharingRefusals.TooMany(_id, what, limit, has, wanted);
    }

    private GalleryDirectAccess View(GalleryBody gallery) => new()
    {
        GalleryName = _id.GalleryName,
        ResourceGroupName = _id.ResourceGroupName,
        SubscriptionId = _id.SubscriptionId,
        TenantId = client.Context.TenantId,
        Location = GalleryImages.RegionName(gallery.Location),
        ResourceId = _id.GalleryResourceId,
        Permission = PermissionOf(gallery),
        UniqueName = gallery.Properties.Identifier?.UniqueName,
        ConsumerSubscriptionIds = Ids(gallery, SharingGroup.Subscriptions),
        ConsumerTenantIds = Ids(gallery, SharingGroup.Tenants),
        ProvisioningState = gallery.Properties.ProvisioningState ?? "Planned",
    };

    public static string PermissionOf(GalleryBody gallery) => gallery.Properties.SharingProfile?.Permissions ?? SharingProfileBody.Private;

    private static IReadOnlyList<string> Ids(GalleryBody? gallery, string type) =>
    [
        .. (gallery?.Properties.SharingProfile?.Groups ?? [])
            .Where(g => g.Type.Equals(type, StringComparison.OrdinalIgnoreCase)).SelectMany(g => g.Ids),
    ];

    private static bool HasAll(GalleryBody gallery, string type, IEnumerable<string> ids) =>
        !ids.Except(Ids(gallery, type), StringComparer.OrdinalIgnoreCase).Any();

    private static bool HasNone(GalleryBody gallery, string type, IEnumerable<string> ids) =>
        !ids.Intersect(Ids(gallery, type), StringComparer.OrdinalIgnoreCase).Any();

    private static IReadOnlyList<SharingGroup> Groups(string[] subscriptions, string[] tenants) =>
    [
        .. subscriptions.Length > 0 ? [new SharingGroup(SharingGroup.Subscriptions, subscriptions)] : Array.Empty<SharingGroup>(),
        .. tenants.Length > 0 ? [new SharingGroup(SharingGroup.Tenants, tenants)] : Array.Empty<SharingGroup>(),
    ];

    private static string Words(string[] subscriptions, string[] tenants) => string.Join(
        ", ", [.. subscriptions.Select(id => $"subscription {id}"), .. tenants.Select(id => $"tenant {id}")]);
}

using ImageShare.Model;

namespace ImageShare.Engine.Galleries.Sharing;

/// <summary>Opens one gallery to everyone in Azure, and closes it again.</summary>
internal sealed class CommunityShare(GalleryClient client, ICaller caller)
{
    private readonly GalleryId _id = client.Id;

    public async Task<CommunityGallery> EnableAsync(CommunityInfo asked, CancellationToken cancellationToken)
    {
        SharingRefusals.RequireCloud(client.Context, _id);
        CommunityRules.Check(asked);
        var gallery = await client.GetAsync(cancellationToken);
        if (DirectShare.PermissionOf(gallery) == SharingProfileBody.ForGroups)
            throw SharingRefusals.NotForCommunity(_id);

        var has = gallery.Properties.SharingProfile?.CommunityGalleryInfo;
        var wanted = Merge(has, asked);
        CommunityRules.RequireWhole(_id, wanted);
        if (has?.PublicNamePrefix is { } prefix && prefix != wanted.PublicNamePrefix)
            throw CommunityRules.PrefixIsFixed(_id, prefix);
        var isWritten = has is not null && wanted == Merge(has, new());
        if (isWritten && has!.CommunityGalleryEnabled is true)
        {
            caller.Verbose($"The gallery {_id.GalleryName} is open to everyone already.");
            return View(gallery);
        }

        var contents = await GalleryContents.ReadAsync(client.Context, _id, cancellationToken);
        contents.RequirePlain();
        if (contents.Images.FirstOrDefault(i => i.Plan is not null) is { } bought)
            throw SharingRefusals.Marketplace(bought);
        contents.WarnOfStrangers(gallery.Location, caller);
        Warn(contents);
        if (!await caller.ShouldProcessAsync(_id.GalleryResourceId, $"Open to everyone in Azure, as {wanted.PublicNamePrefix}-GUID"))
            return View(With(gallery, wanted)) with { ProvisioningState = "Planned" };

        if (!isWritten)
            await client.PutAsync(With(gallery, wanted), cancellationToken);
        var open = await client.ShareAsync(
            new SharingUpdate("EnableCommunity"),
            g => g.Properties.SharingProfile?.CommunityGalleryInfo is { CommunityGalleryEnabled: true, PublicNames: [_, ..] },
            cancellationToken);
        var view = View(open);
        caller.Verbose($"Everyone knows the gallery {_id.GalleryName} as {view.PublicGalleryName}.");
        return view;
    }

    public async Task<CommunityGallery> DisableAsync(CancellationToken cancellationToken)
    {
        var gallery = await client.GetAsync(cancellationToken);
        if (DirectShare.PermissionOf(gallery) != SharingProfileBody.Community)
        {
            caller.Verbose($"The gallery {_id.GalleryName} is not open to everyone.");
            return View(gallery);
        }

        caller.Warning("Who built VMs from the gallery keeps them; their scale sets grow no more. The public name is lost for good.");
        if (!await caller.ShouldProcessAsync(_id.GalleryResourceId, "Close to everyone but who has a role on it"))
            return View(gallery) with { ProvisioningState = "Planned" };

        var closed = await client.ShareAsync(
            new SharingUpdate("Reset"), g => DirectShare.PermissionOf(g) == SharingProfileBody.Private, cancellationToken);
        return View(closed);
    }

    private void Warn(GalleryContents contents)
    {
        caller.Warning(
            $"Everyone in Azure will be able to see and use all {contents.Images.Count} images of the gallery '{_id.GalleryName}', and to "
            + "read the publisher's e-mail address, website and licence agreement. What was copied meanwhile cannot be taken back.");
        foreach (var image in contents.Images.Where(i => i.OSState == "Specialized"))
        {
            caller.Warning(
                $"The image '{image.Name}' is specialized: accounts, keys and other secrets of the machine it was made from come with it.");
        }
    }

    private static CommunityInfo Merge(CommunityInfo? has, CommunityInfo asked) => new()
    {
        PublisherUri = asked.PublisherUri ?? has?.PublisherUri,
        PublisherContact = asked.PublisherContact ?? has?.PublisherContact,
        Eula = asked.Eula ?? has?.Eula,
        PublicNamePrefix = asked.PublicNamePrefix ?? has?.PublicNamePrefix,
    };

    // What the gallery is besides stays as it is: a PUT replaces all of it.
    private static GalleryBody With(GalleryBody gallery, CommunityInfo info) => gallery with
    {
        Properties = gallery.Properties with
        {
            Identifier = null,
            ProvisioningState = null,
            SharingProfile = new() { Permissions = SharingProfileBody.Community, CommunityGalleryInfo = info },
        },
    };

    private CommunityGallery View(GalleryBody gallery)
    {
        var info = gallery.Properties.SharingProfile?.CommunityGalleryInfo;
        return new()
        {
            GalleryName = _id.GalleryName,
            ResourceGroupName = _id.ResourceGroupName,
            SubscriptionId = _id.SubscriptionId,
            Location = GalleryImages.RegionName(gallery.Location),
            ResourceId = _id.GalleryResourceId,
            Permission = DirectShare.PermissionOf(gallery),
            Enabled = info?.CommunityGalleryEnabled ?? false,
            PublicGalleryName = info?.PublicNames is [var name, ..] ? name : null,
            PublisherUri = info?.PublisherUri,
            PublisherContact = info?.PublisherContact,
            Eula = info?.Eula,
            ProvisioningState = gallery.Properties.ProvisioningState ?? "Succeeded",
        };
    }
}

using ImageShare.Engine.Galleries;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Engine.Machines;
using ImageShare.Model;

namespace ImageShare.Engine.Checks;

/// <summary>Reads everything that the checks need: once, and at the same time what does not depend on each other.</summary>
internal sealed class ShareFactReader(
    SessionService sessions, ContextSelector contexts, SubscriptionTenants tenants, TimeProvider time)
{
    public async Task<ShareFacts> ReadAsync(ShareTestSpec spec, ICaller caller, CancellationToken cancellationToken)
    {
        var choice = Choice(spec);
        var parties = await Parties.FindAsync(spec, choice, tenants, caller, cancellationToken);
        var reader = new ConsumerFactReader(spec, choice, parties, sessions, contexts, tenants, new Waiter(time), caller);
        var app = new AppFactReader(spec, parties).ReadAsync(cancellationToken);
        var publisher = new PublisherFactReader(choice, parties).ReadAsync(cancellationToken);
        var consumer = reader.ReadAsync(cancellationToken);
        await Task.WhenAll(app, publisher, consumer);

        var location = Location(spec, await consumer);
        var (image, version) = await VersionAsync(choice, parties, await publisher, await consumer, location, cancellationToken);
        return new(spec, choice, parties, time.GetUtcNow())
        {
            App = await app,
            Publisher = await publisher,
            Consumer = await consumer,
            Image = image,
            Version = version,
            Location = location,
        };
    }

    private static ImageChoice? Choice(ShareTestSpec spec)
    {
        var images = spec.Handover?.Images ?? spec.App?.Images ?? [];
        if (spec.ImageId is null && spec.Image is null && (spec.Handover is { Kind: HandoverKind.Request } || images.Count == 0))
            return null;
        return ImageChoice.Of(new SharedImageVMSpec("test", "")
        {
            ImageId = spec.ImageId,
            Image = spec.Image ?? (spec.Handover is null && images is [var only] ? only : null),
            Handover = spec.Handover is { Kind: HandoverKind.Share } ? spec.Handover : null,
            ImageName = spec.ImageName,
        });
    }

    private static string? Location(ShareTestSpec spec, ConsumerFacts consumer) =>
        spec.Location is { } asked ? GalleryImages.RegionName(asked) : consumer.GroupLocation.Value;

    private static async Task<(Fact<GalleryImage> Image, Fact<GalleryImage> Version)> VersionAsync(
        ImageChoice? choice, Parties parties, PublisherFacts publisher, ConsumerFacts consumer, string? location,
        CancellationToken cancellationToken)
    {
        var source = consumer.Image.Value ?? publisher.Image.Value;
        if (source is null)
        {
            var refused = consumer.Image.Refusal is null ? publisher.Image : consumer.Image;
            var why = refused.Refusal is null && refused.Unasked is null ? Fact.Unasked<GalleryImage>("Nobody read it.")
                : refused.As<GalleryImage>();
            return (choice?.Known is { OSType: not null } known ? Fact.Of(known) : why, why);
        }

        if (source.Versions is null)
            return (Fact.Of(source.Image), source.Image.ImageVersionId is null
                ? Fact.Unasked<GalleryImage>("Versions of a shared or community gallery are not listed.") : Fact.Of(source.Image));
        var candidates = LatestVersion.Candidates(source.Versions).ToList();
        var version = candidates.Find(v => location is not null && v.Regions.Contains(location)) ?? candidates.FirstOrDefault();
        if (version is null)
            return (Fact.Of(source.Image), Fact.Refused<GalleryImage>(LatestVersion.None(source.Image, source.Versions)));

        // The list does not tell how far replication is.
        var client = consumer is { Image.Value: { } access, Builder.Value: { } builder }
            ? access.OwnerTenantId is { } owner ? builder.ClientIn(owner) : builder.Client()
            : ArmClientFactory.Create(parties.SignInOf(parties.PublisherTenantId)!);
        var reader = new GalleryImageReader(client, GalleryId.Parse(version.ImageId), version.TenantId, source.Image);
        return (Fact.Of(source.Image), await Fact.ReadAsync(
            () => reader.VersionAsync(version.Version!, cancellationToken), parties.FactsOf(parties.PublisherTenantId), cancellationToken));
    }
}

using ImageShare.Engine.Galleries;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Engine.Machines;
using ImageShare.Model;

namespace ImageShare.Engine.Checks;

/// <summary>The two companies of a share and its app, as far as they are known, and the sign-ins of each that are at hand.</summary>
internal sealed record Parties
{
    public string? PublisherTenantId { get; init; }

    public string? ConsumerTenantId { get; init; }

    /// <summary>Application id (GUID); null when the share carries no app.</summary>
    public string? ApplicationId { get; init; }

    /// <summary>Home tenant (GUID) of the app.</summary>
    public string? AppTenantId { get; init; }

    public IReadOnlyList<EngineContext> SignIns { get; init; } = [];

    public Party? AppOwner => PartyOf(AppTenantId);

    /// <summary>The tenant where the app must be approved: of the one who does not own it.</summary>
    public string? ApprovingTenantId => AppOwner switch
    {
        Party.Publisher => ConsumerTenantId,
        Party.Consumer => PublisherTenantId,
        _ => null,
    };

    public static async Task<Parties> FindAsync(
        ShareTestSpec spec, ImageChoice? choice, SubscriptionTenants tenants, ICaller caller, CancellationToken cancellationToken)
    {
        EngineContext[] signIns = [.. caller.Contexts.Cast<EngineContext>().Select(c => c.For(caller))];
        var (handover, app) = (spec.Handover, spec.App);
        var publisher = handover?.PublisherTenantId ?? choice?.Known?.TenantId ?? app?.PublisherTenantId
            ?? (choice?.Reference is GalleryImageReference gallery && signIns is [var any, ..]
                ? await tenants.FindAsync(any.Cloud, gallery.Image.SubscriptionId, cancellationToken) : null);
        // What is shared directly, or with everyone, is looked at by who would use it.
        var isPublic = choice is { Reference: not GalleryImageReference };
        var consumer = spec.TenantId ?? handover?.ConsumerTenantId ?? app?.ConsumerTenantId
            ?? signIns.FirstOrDefault(c => publisher is null ? isPublic : !Same(c.TenantId, publisher))?.TenantId;
        return new()
        {
            // An app that names no image is the publisher's own, unless it is the consumer's.
            PublisherTenantId = publisher ?? (Same(app?.AppTenantId, consumer) ? null : app?.AppTenantId),
            ConsumerTenantId = consumer,
            ApplicationId = handover?.ApplicationId ?? app?.ApplicationId,
            AppTenantId = handover?.AppTenantId ?? app?.AppTenantId,
            SignIns = signIns,
        };
    }

    public EngineContext? SignInOf(string? tenantId) => SignIns.FirstOrDefault(c => Same(c.TenantId, tenantId));

    public Party? PartyOf(string? tenantId) => Facts.OwnerOf(tenantId);

    public ErrorFacts Facts => new()
    {
        PublisherTenantId = PublisherTenantId,
        ConsumerTenantId = ConsumerTenantId,
        ApplicationId = ApplicationId,
    };

    /// <summary>With what errors of a tenant need to know.</summary>
    public ErrorFacts FactsOf(string? tenantId) => Facts with { TenantId = tenantId, AppOwner = AppOwner };

    public static string NoSignIn(Party party, string? tenantId) => tenantId is null
        ? $"The {party.ToString().ToLowerInvariant()}'s tenant is not known: no hand-over and no sign-in names it."
        : $"No sign-in of the {party.ToString().ToLowerInvariant()}'s tenant is at hand (Connect-ImageShare -TenantId {tenantId}).";

    public static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}

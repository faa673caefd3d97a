using System.IO.Enumeration;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using ImageShare.Engine.Galleries;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Marketplace;

/// <summary>VM offers in Partner Center: reads the draft, changes it, and publishes it.</summary>
internal sealed class MarketplacePublishingService(ContextSelector contexts, IGalleryService galleries, TimeProvider time)
    : IMarketplacePublishingService
{
    private readonly Waiter _waiter = new(time);

    public IAsyncEnumerable<MarketplaceImageCheck> TestImageAsync(
        MarketplaceImageQuery query, ICaller caller, CancellationToken cancellationToken) => Explained.StreamAsync(
        new ImageTester(contexts, galleries, caller, time).TestAsync(query, cancellationToken), new ErrorFacts { Target = query.ResourceId },
        cancellationToken);

    public IAsyncEnumerable<MarketplaceOffer> GetOffersAsync(
        MarketplaceOfferQuery query, ICaller caller, CancellationToken cancellationToken) =>
        Explained.StreamAsync(ListAsync(query, caller, cancellationToken), new ErrorFacts { Target = query.Offer }, cancellationToken);

    public Task<MarketplaceJob?> AddVersionAsync(MarketplaceVersionSpec spec, ICaller caller, CancellationToken cancellationToken) =>
        Explained.RunAsync(() => AddAsync(spec, caller, cancellationToken), new ErrorFacts { Target = spec.Offer }, cancellationToken);

    public Task<MarketplaceJob> PublishAsync(MarketplacePublishSpec spec, ICaller caller, CancellationToken cancellationToken) =>
        Explained.RunAsync(() => SubmitAsync(spec, caller, cancellationToken), new ErrorFacts { Target = spec.Offer }, cancellationToken);

    public Task<MarketplaceJob?> SetAudienceAsync(MarketplaceAudienceSpec spec, ICaller caller, CancellationToken cancellationToken) =>
        Explained.RunAsync(() => ChangeAudienceAsync(spec, caller, cancellationToken), new ErrorFacts { Target = spec.Offer },
            cancellationToken);

    private static async IAsyncEnumerable<MarketplaceOffer> ListAsync(
        MarketplaceOfferQuery query, ICaller caller, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var client = new IngestionClient(ContextSelector.Default(caller));
        var products = query.Offer is { } offer && !offer.AsSpan().ContainsAny('*', '?')
            ? NamedAsync(client, offer, cancellationToken)
            : client.ListProductsAsync(cancellationToken);
        var fitting = Graph.AsyncLists.Where(
            products, p => query.Offer is null || FileSystemName.MatchesSimpleExpression(query.Offer, p.Identity?.ExternalId),
            cancellationToken);
        await foreach (var found in Galleries.Parallel.SelectAsync(fitting, (p, token) => ViewAsync(client, p, token), cancellationToken))
            yield return found;
    }

    private static async IAsyncEnumerable<Product> NamedAsync(
        IngestionClient client, string offer, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return await FindAsync(client, offer, cancellationToken);
    }

    private static async Task<MarketplaceOffer> ViewAsync(IngestionClient client, Product product, CancellationToken cancellationToken)
    {
        var resources = client.GetDraftAsync(product.Id, cancellationToken);
        var submissions = client.GetSubmissionsAsync(product.Id, cancellationToken);
        await Task.WhenAll(resources, submissions);
        return new OfferDraft(product, await resources).View(await submissions);
    }

    private async Task<MarketplaceJob?> AddAsync(MarketplaceVersionSpec spec, ICaller caller, CancellationToken cancellationToken)
    {
        var image = await ImageAsync(spec, caller, cancellationToken);
        var number = spec.Version ?? image.Version!;
        var client = new IngestionClient(ContextSelector.Default(caller));
        var draft = await OpenAsync(client, spec.Offer, cancellationToken);
        var configuration = draft.Configuration(spec.Plan);
        if (!VersionChange.Apply(configuration, spec, image, number))
        {
            caller.Verbose($"The plan '{spec.Plan}' has version {number} with this image already.");
            return null;
        }

        return await ChangeAsync(
            client, caller, spec.Offer, $"{spec.Offer}/{spec.Plan}", $"Add version {number} from {image.Id}", configuration,
            spec.Wait ? Patience.MarketplaceDraft : null, cancellationToken);
    }

    private async Task<GalleryImage> ImageAsync(MarketplaceVersionSpec spec, ICaller caller, CancellationToken cancellationToken)
    {
        if (GalleryId.Parse(spec.ImageVersionId).Version is null)
        {
            throw InputRules.Refuse(
                "ImageVersionId", spec.ImageVersionId, "An offer takes an image version; this is not the id of one. Get-GalleryImage -Version "
                + "latest gives it.");
        }

        await foreach (var image in galleries.GetImagesAsync(
            new GalleryImageQuery { ResourceId = spec.ImageVersionId }, caller, cancellationToken))
        {
            return image.TenantId is not null ? image : image with { TenantId = ContextSelector.Default(caller).TenantId };
        }

        throw new ImageShareException("GalleryImageNotFound", ErrorKind.ObjectNotFound, "There is no such image version.")
        {
            Target = spec.ImageVersionId,
        };
    }

    private async Task<MarketplaceJob?> ChangeAudienceAsync(
        MarketplaceAudienceSpec spec, ICaller caller, CancellationToken cancellationToken)
    {
        var client = new IngestionClient(ContextSelector.Default(caller));
        var draft = await OpenAsync(client, spec.Offer, cancellationToken);
        var availability = draft.Audience(spec.Plan);
        var present = OfferDraft.Audiences(availability);
        var change = AudienceChange.Of(spec, present);
        if (change.IsEmpty)
        {
            caller.Verbose($"The plan '{spec.Plan}' has this audience already.");
            return null;
        }

        var submissions = await client.GetSubmissionsAsync(draft.ProductId, cancellationToken);
        var isPublished = submissions.Any(s => s is { Status: "completed", Result: "succeeded" });
        var update = change.Update(draft.ProductId, draft.PlanId(spec.Plan));
        if (!isPublished || change.BringsNewKind(present))
        {
            change.ApplyTo(availability);
            update = availability;
            caller.Warning($"The audience of '{spec.Plan}' changes in the draft only: it takes effect when the offer is published "
                + $"(Publish-MarketplaceOffer {spec.Offer} Preview, then Live).");
        }

        return await ChangeAsync(
            client, caller, spec.Offer, $"{spec.Offer}/{spec.Plan}", $"Change audience: {change}", update,
            spec.Wait ? Patience.MarketplaceDraft : null, cancellationToken);
    }

    private async Task<MarketplaceJob> SubmitAsync(MarketplacePublishSpec spec, ICaller caller, CancellationToken cancellationToken)
    {
        var client = new IngestionClient(ContextSelector.Default(caller));
        var product = await FindAsync(client, spec.Offer, cancellationToken);
        var offer = product.Identity?.ExternalId ?? spec.Offer;
        var submissions = await client.GetSubmissionsAsync(product.Id, cancellationToken);
        if (submissions.FirstOrDefault(s => s.Status is "running" or "notStarted") is { } running)
            throw Running(offer, running);

        var submission = new Submission
        {
            Product = product.Id,
            Target = new SubmissionTarget(spec.Target == MarketplaceTarget.Live ? "live" : "preview"),
        };
        if (spec.Target == MarketplaceTarget.Live)
        {
            var preview = submissions.FirstOrDefault(s => s is { Target.TargetType: "preview", Status: "completed", Result: "succeeded" })
                ?? throw NoPreview(offer);
            if (submissions.Any(s => s.Target.TargetType == "live" && s.Id == preview.Id))
            {
                caller.Verbose($"What is in preview of '{offer}' is live already.");
                return Planned(offer, "Publish to Live", "Completed", "Succeeded");
            }

            submission = submission with { Id = preview.Id };
        }

        var resource = JsonSerializer.SerializeToNode(submission, IngestionJson.Default.Submission)!.AsObject();
        return await ChangeAsync(
            client, caller, offer, offer, $"Publish to {spec.Target}", resource, spec.Wait ? Patience.MarketplaceSubmission : null,
            cancellationToken);
    }

    private async Task<MarketplaceJob> ChangeAsync(
        IngestionClient client, ICaller caller, string offer, string target, string operation, JsonObject resource, TimeSpan? wait,
        CancellationToken cancellationToken) =>
        await caller.ShouldProcessAsync(target, operation)
            ? await new JobWaiter(client, _waiter, caller).FollowAsync(
                await client.ConfigureAsync(resource, cancellationToken), offer, operation, wait, cancellationToken)
            : Planned(offer, operation, "NotStarted", "Pending");

    private static async Task<OfferDraft> OpenAsync(IngestionClient client, string offer, CancellationToken cancellationToken)
    {
        var product = await FindAsync(client, offer, cancellationToken);
        return new OfferDraft(product, await client.GetDraftAsync(product.Id, cancellationToken));
    }

    private static async Task<Product> FindAsync(IngestionClient client, string offer, CancellationToken cancellationToken) =>
        await client.FindProductAsync(MarketplaceNames.Check(offer, "Offer"), cancellationToken)
        ?? throw new ImageShareException(
            "MarketplaceOfferNotFound", ErrorKind.ObjectNotFound, $"The Partner Center account has no offer '{offer}'.")
        {
            Target = offer,
            Fix = "Get-MarketplaceOffer lists them. New offers, their texts and prices are made in Partner Center.",
        };

    private static MarketplaceJob Planned(string offer, string operation, string status, string result) =>
        new() { Offer = offer, Operation = operation, Status = status, Result = result };

    private static ImageShareException Running(string offer, Submission running) =>
        new("MarketplaceSubmissionRunning", ErrorKind.ResourceBusy,
            $"The offer '{offer}' is being published to {running.Target.TargetType}, since {running.Created:u}.")
        {
            Target = offer,
            Reason = "Partner Center takes one submission at a time; certification takes hours or days.",
            Fix = $"Wait until Get-MarketplaceOffer {offer} shows that it is done, then run the command again.",
        };

    private static ImageShareException NoPreview(string offer) =>
        new("MarketplacePreviewRequired", ErrorKind.InvalidOperation, $"The offer '{offer}' has no successful preview to take live.")
        {
            Target = offer,
            Reason = "An offer goes live from its preview, never from its draft.",
            Fix = $"Publish-MarketplaceOffer {offer} Preview; look at it; then Live.",
        };
}

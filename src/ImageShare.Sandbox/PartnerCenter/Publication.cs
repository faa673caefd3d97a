using System.Globalization;
using System.Text.Json.Nodes;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.PartnerCenter;

/// <summary>Submissions: one at a time, to preview from the draft, to live from the preview.</summary>
internal static class Publication
{
    public static Job Prepare(World world, MarketplaceProduct product, JsonObject request)
    {
        var target = Resources.Text(request["target"], "targetType");
        if (target is not ("preview" or "live"))
            throw IngestionException.Schema("The target of a submission is preview or live.");
        if (product.Submissions.Exists(s => Resources.Text(s, "status") == "running"))
            throw IngestionException.Invalid("productLocked", "The product is locked: another submission is in progress.");

        var preview = Newest(product, "preview");
        var id = Resources.Text(request, "id");
        var isReady = preview is not null && Resources.Text(preview, "result") == "succeeded" && Resources.Text(preview, "id") == id;
        if (target == "live" && !isReady)
            throw IngestionException.Invalid("invalidState", "To go live, a submission names the id of the one that is in preview.");

        var submission = Submission(product, target, target == "live" ? id! : NewId(world, product), world.Now);
        product.Submissions.RemoveAll(s => Resources.Text(s["target"], "targetType") == target);
        product.Submissions.Add(submission);
        return new Job(IsSubmission: true, () =>
        {
            submission["status"] = "completed";
            submission["result"] = "succeeded";
            if (target == "preview")
            {
                product.Preview = Resources.Copy(product.Draft);
                return null;
            }

            product.Live = Resources.Copy(product.Preview!);
            Sell(world, product);
            return null;
        });
    }

    /// <summary>Puts what is live on sale.</summary>
    public static void Sell(World world, MarketplaceProduct product)
    {
        var catalog = world.Marketplace;
        catalog.Plans.RemoveAll(p => p.Publisher == product.Publisher && p.Offer == product.Offer);
        foreach (var plan in (product.Live ?? []).Where(r => Resources.Kind(r) == "plan"))
        {
            var id = Resources.Text(plan, "id")!;
            var availability = Resources.OfPlan(product.Live!, "price-and-availability-plan", id);
            var isPrivate = Resources.Text(availability, "audience") == "private";
            catalog.Plans.Add(new MarketplacePlan(product.Publisher, product.Offer, Resources.Text(plan["identity"], "externalId")!)
            {
                Audience = isPrivate
                    ? Resources.Objects(availability!["privateAudiences"]).Select(a => Resources.Text(a, "id")!).ToHashSet(
                        StringComparer.OrdinalIgnoreCase)
                    : null,
                Images = Images(Resources.OfPlan(product.Live!, "virtual-machine-plan-technical-configuration", id)),
            });
        }
    }

    /// <summary>A submission as it is listed.</summary>
    public static JsonObject Submission(MarketplaceProduct product, string target, string id, DateTimeOffset created) => new()
    {
        ["$schema"] = Resources.Schema("submission/2022-03-01-preview2"),
        ["id"] = id,
        ["product"] = product.DurableId,
        ["target"] = new JsonObject { ["targetType"] = target },
        ["status"] = "running",
        ["result"] = "pending",
        ["created"] = Configuration.Date(created),
    };

    private static Dictionary<(string Sku, string Version), string> Images(JsonObject? configuration)
    {
        var skus = Resources.Objects(configuration?["skus"]).ToDictionary(
            s => Resources.Text(s, "imageType")!, s => Resources.Text(s, "skuId")!);
        var images = from version in Resources.Objects(configuration?["vmImageVersions"])
                     where Resources.Text(version, "lifecycleState") is null or "generallyAvailable"
                     from image in Resources.Objects(version["vmImages"])
                     select ((skus[Resources.Text(image, "imageType")!], Resources.Text(version, "versionNumber")!),
                         Resources.Text(image["source"]!["sharedImage"], "resourceId")!);
        return images.ToDictionary(i => i.Item1, i => i.Item2);
    }

    private static JsonObject? Newest(MarketplaceProduct product, string target) =>
        product.Submissions.Find(s => Resources.Text(s["target"], "targetType") == target);

    private static string NewId(World world, MarketplaceProduct product) => string.Create(
        CultureInfo.InvariantCulture, $"submission/{product.Id}/{world.Now.UtcTicks}");
}

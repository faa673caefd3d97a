using System.Text.Json.Nodes;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.PartnerCenter;

/// <summary>Changes who sees a private plan, in draft, preview and live at once.</summary>
internal static class Audiences
{
    private const string Availability = "price-and-availability-plan";

    public static Job Prepare(World world, MarketplaceProduct product, JsonObject request)
    {
        var plan = Resources.Text(request, "plan") ?? "";
        var draft = Resources.OfPlan(product.Draft, Availability, plan)
            ?? throw IngestionException.Invalid("resourceNotFound", $"The product has no '{plan}'.");
        if (request["privateAudiences"] is not JsonObject changes)
            throw IngestionException.Schema("'privateAudiences' is missing.");

        return new Job(IsSubmission: false, () =>
        {
            if (Resources.Text(draft, "audience") != "private")
                return Configuration.Error("businessValidationError", "The plan is public: it has no private audience.");
            if (product.Live is null && product.Preview is null)
                return Configuration.Error("invalidState", "The plan was not published: its private audience cannot be synced.");

            var present = Resources.Objects(draft["privateAudiences"]).Select(a => Resources.Text(a, "type")).ToHashSet();
            if (Resources.Objects(changes["add"]).Any(a => !present.Contains(Resources.Text(a, "type"))))
            {
                return Configuration.Error(
                    "businessValidationError", "A new type of identifier in the private audience takes a full publish the first time.");
            }

            foreach (var target in (IEnumerable<List<JsonObject>?>)[product.Draft, product.Preview, product.Live])
            {
                if (target is not null && Resources.OfPlan(target, Availability, plan) is { } availability)
                    Apply(availability, changes);
            }

            Publication.Sell(world, product);
            return null;
        });
    }

    private static void Apply(JsonObject availability, JsonObject changes)
    {
        var gone = Resources.Objects(changes["remove"]).Concat(Resources.Objects(changes["add"])).Select(Key).ToHashSet();
        availability["privateAudiences"] = new JsonArray(
        [
            .. Resources.Objects(availability["privateAudiences"]).Where(a => !gone.Contains(Key(a))).Concat(
                Resources.Objects(changes["add"])).Select(a => a.DeepClone()),
        ]);
    }

    private static string Key(JsonObject audience) => $"{audience["type"]} {audience["id"]}";
}

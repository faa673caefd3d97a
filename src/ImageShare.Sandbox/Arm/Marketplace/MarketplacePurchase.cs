using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Arm.Resources;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.Marketplace;

/// <summary>Whether the plan that a new resource carries is on sale for its subscription. What exists was bought.</summary>
internal static class MarketplacePurchase
{
    public static void Require(Draft draft)
    {
        if (draft.Existing is not null || draft.Body.Object("plan") is not { } plan)
            return;

        var (publisher, offer, name) = (plan.Text("publisher"), plan.Text("product"), plan.Text("name"));
        var subscription = draft.Call.Subscription!;
        var catalog = draft.World.Marketplace;
        if (!catalog.KnowsOffer(publisher, offer))
        {
            throw Refuse(publisher, offer, $"Offer with PublisherId: '{publisher}' and OfferId: '{offer}' not found. If this offer has been "
                + "created recently, please allow up to 30 minutes for this offer to be available for Purchase. If error persists, contact "
                + "support.");
        }

        var found = catalog.Find(publisher, offer, name) ?? throw Refuse(
            publisher, offer, $"Plan with PlanId: '{name}' of offer '{offer}' not found. Please verify the plan id.");
        if (!found.IsFor(subscription))
        {
            throw Refuse(publisher, offer, $"The plan '{name}' is a private plan, and the subscription '{subscription.Id}' is not in the "
                + "private audience.");
        }
    }

    private static ArmException Refuse(string? publisher, string? offer, string reason) =>
        new(StatusCodes.Status400BadRequest, "MarketplacePurchaseEligibilityFailed",
            "Marketplace purchase eligibilty check returned errors. See inner errors for details. ")
        {
            IsGateway = true,
            Details = new JsonArray(
                new JsonObject
                {
                    ["code"] = "BadRequest",
                    ["message"] = $"Offer with PublisherId: '{publisher}', OfferId: '{offer}' cannot be purchased due to validation errors. "
                        + $"For more information see details.[{{\"{reason}\":\"StoreApi\"}}]",
                }),
        };
}

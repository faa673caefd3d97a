using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Arm.Resources;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.Compute;

/// <summary>Who bought what: all that Microsoft.Compute asks of the Marketplace.</summary>
internal interface IPlanTerms
{
    /// <summary>Whether the terms of a plan are accepted in a subscription.</summary>
    bool AreAccepted(Subscription subscription, string publisher, string product, string plan);
}

/// <summary>What the subscription itself remembers.</summary>
internal sealed class SubscriptionTerms : IPlanTerms
{
    public bool AreAccepted(Subscription subscription, string publisher, string product, string plan) =>
        subscription.AcceptedPlans.Contains($"{publisher}/{product}/{plan}");
}

/// <summary>The Marketplace plan of a machine, which its image may demand.</summary>
internal static class MachinePlan
{
    private static readonly string[] Parts = ["publisher", "product", "name"];

    /// <summary>Refuses a plan that is incomplete or was not bought. That none is there comes out when the machine is made.</summary>
    public static void Require(Draft draft, IPlanTerms terms)
    {
        if (draft.Body.Object("plan") is not { } plan)
            return;

        if (Parts.FirstOrDefault(part => string.IsNullOrEmpty(plan.Text(part))) is { } missing)
            throw Galleries.EntityNames.Missing($"plan.{missing}");

        var (publisher, product, name) = (plan.Text("publisher")!, plan.Text("product")!, plan.Text("name")!);
        var subscription = draft.Call.Subscription!;
        if (draft.Existing is null && !terms.AreAccepted(subscription, publisher, product, name))
            throw NotBought(subscription.Id, publisher, product, name);
    }

    /// <summary>Why a machine cannot be made of the image without its plan, or with another one; null when it can.</summary>
    public static JsonObject? Error(World world, Resource machine)
    {
        var wanted = MachineImage.PlanOf(world, machine);
        var plan = machine.Body.Object("plan");
        return wanted is null || (plan is not null && Parts.All(part => Same(wanted.Text(part), plan.Text(part)))) ? null
            : new JsonObject
            {
                ["code"] = "VMMarketplaceInvalidInput",
                ["message"] = "Creating a virtual machine from Marketplace image or a custom image sourced from a Marketplace image "
                    + $"requires Plan information in the request. VM: '{machine.Id}'.",
            };
    }

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static ArmException NotBought(string subscriptionId, string publisher, string product, string plan) => new(
        StatusCodes.Status400BadRequest, "MarketplacePurchaseEligibilityFailed",
        "Marketplace purchase eligibility check returned errors. See inner errors for details.")
    {
        Details =
        [
            new JsonObject
            {
                ["code"] = "BadRequest",
                ["message"] = $"Offer with PublisherId: '{publisher}', OfferId: '{product}' cannot be purchased due to validation errors. "
                    + $"For more information see details. Correlation Id: '{Guid.NewGuid()}'. You have not accepted the legal terms on "
                    + $"this subscription: '{subscriptionId}' for this plan ('{plan}'). Before the subscription can be used, you need to "
                    + "accept the legal terms of the image.",
            },
        ],
    };
}

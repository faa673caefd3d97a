using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.Marketplace;

/// <summary>The terms of VM plans in a subscription: read, and accepted by sending back what was read.</summary>
internal sealed class AgreementsEndpoint : IArmEndpoint
{
    private const string OfferType = "virtualmachine";

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    public string Type => "Microsoft.MarketplaceOrdering/offerTypes/publishers/offers/plans/agreements";

    public IReadOnlyList<string> ApiVersions => Gateway.ApiVersions.MarketplaceOrdering;

    public ArmAnswer Answer(ArmCall call)
    {
        if (call is not { Method: "GET" or "PUT", Verb: null, Path.IsOpenEnded: false } || !Is(call.Path.Name, "current"))
            throw ArmErrors.MethodNotAllowed(call.Method);

        if (!Is(call.Path.Names[0], OfferType))
            throw ArmErrors.BadRequest("BadRequest", $"The offer type '{call.Path.Names[0]}' is not supported.");

        var (publisher, offer, plan) = (call.Path.Names[1], call.Path.Names[2], call.Path.Names[3]);
        var found = call.World.Marketplace.Find(publisher, offer, plan) ?? throw ArmErrors.BadRequest(
            "BadRequest",
            $"Legal terms information is not found for the item '{publisher}.{offer}' plan '{plan}'. Please check the publisher, offer and "
            + "plan.");
        return call.Method == "PUT" ? Accept(call, found) : ArmAnswer.Ok(Show(call, found, "VirtualMachine", Terms(call, found)));
    }

    private ArmAnswer Accept(ArmCall call, MarketplacePlan plan)
    {
        var sent = call.Body.Object("properties") ?? throw ArmErrors.InvalidRequestContent("The properties are missing.");
        var isOurs = Is(sent.Text("publisher"), plan.Publisher) && Is(sent.Text("product"), plan.Offer) && Is(sent.Text("plan"), plan.Name)
            && sent.Text("signature") == Sign(call, plan, sent.Text("retrieveDatetime"));
        if (!isOurs)
            throw ArmErrors.BadRequest("BadRequest", "The signature of the legal terms is not valid: send the terms as they were read.");

        if (sent.Flag("accepted") == true)
            call.Subscription!.AcceptedPlans.Add(Key(plan));
        else
            call.Subscription!.AcceptedPlans.Remove(Key(plan));

        // Azure names the type, and not the offer type, in the id of what it answers here.
        return ArmAnswer.Ok(Show(call, plan, "Microsoft.MarketplaceOrdering/offertypes", (JsonObject)sent.DeepClone()));
    }

    private JsonObject Terms(ArmCall call, MarketplacePlan plan)
    {
        var read = Date(call.World.Now);
        return new JsonObject
        {
            ["publisher"] = plan.Publisher,
            ["product"] = plan.Offer,
            ["plan"] = plan.Name,
            ["licenseTextLink"] = $"https://terms.example/{plan.Publisher}/{plan.Offer}/{plan.Name}/license.txt",
            ["privacyPolicyLink"] = $"https://terms.example/{plan.Publisher}/privacy",
            ["marketplaceTermsLink"] = "https://terms.example/marketplace.txt",
            ["retrieveDatetime"] = read,
            ["signature"] = Sign(call, plan, read),
            ["accepted"] = call.Subscription!.AcceptedPlans.Contains(Key(plan)),
        };
    }

    private static JsonObject Show(ArmCall call, MarketplacePlan plan, string offerType, JsonObject properties)
    {
        var now = call.World.Now.ToString("o", CultureInfo.InvariantCulture);
        return new JsonObject
        {
            ["id"] = $"/subscriptions/{call.SubscriptionId}/providers/Microsoft.MarketplaceOrdering/offerTypes/{offerType}"
                + $"/publishers/{plan.Publisher}/offers/{plan.Offer}/plans/{plan.Name}/agreements/current",
            ["name"] = plan.Name,
            ["type"] = "Microsoft.MarketplaceOrdering/offertypes",
            ["properties"] = properties,
            ["systemData"] = new JsonObject
            {
                ["createdBy"] = call.Caller.ObjectId,
                ["createdByType"] = "ManagedIdentity",
                ["createdAt"] = now,
                ["lastModifiedBy"] = call.Caller.ObjectId,
                ["lastModifiedByType"] = "ManagedIdentity",
                ["lastModifiedAt"] = now,
            },
        };
    }

    private string Sign(ArmCall call, MarketplacePlan plan, string? read) => Convert.ToHexString(HMACSHA256.HashData(
        _key, Encoding.UTF8.GetBytes($"{call.SubscriptionId}/{plan.Publisher}/{plan.Offer}/{plan.Name}/{read}")));

    private static string Key(MarketplacePlan plan) => $"{plan.Publisher}/{plan.Offer}/{plan.Name}";

    private static string Date(DateTimeOffset date) =>
        date.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    private static bool Is(string? text, string word) => word.Equals(text, StringComparison.OrdinalIgnoreCase);
}

using System.Text.Json.Nodes;
using ImageShare.Model;

namespace ImageShare.Engine.Marketplace;

/// <summary>The draft of an offer: resources as Partner Center gave them, so that what is changed goes back whole.</summary>
internal sealed class OfferDraft(Product product, IReadOnlyList<JsonObject> resources)
{
    private const string TechnicalConfiguration = "virtual-machine-plan-technical-configuration";
    private const string Availability = "price-and-availability-plan";

    public string ProductId => product.Id;

    public string Offer => product.Identity?.ExternalId ?? product.Id;

    /// <summary>Durable id of a plan.</summary>
    public string PlanId(string plan) => (string)Plan(plan)["id"]!;

    /// <summary>The technical configuration of a plan, ready to be changed and sent back.</summary>
    public JsonObject Configuration(string plan) => Of(TechnicalConfiguration, plan)
        ?? throw new ImageShareException(
            "MarketplacePlanNotConfigured", ErrorKind.InvalidOperation, $"The plan '{plan}' has no technical configuration yet.")
        {
            Target = $"{Offer}/{plan}",
            Fix = "Choose its operating system in Partner Center and save the draft; images can then be added from here.",
        };

    /// <summary>Price and audience of a plan, ready to be changed and sent back.</summary>
    public JsonObject Audience(string plan) => Of(Availability, plan) is { } found && IsPrivate(found) ? found
        : throw new ImageShareException(
            "MarketplacePlanIsPublic", ErrorKind.InvalidOperation, $"Everybody may see the plan '{plan}': it has no audience.")
        {
            Target = $"{Offer}/{plan}",
            Reason = "A plan is made private in Partner Center, before it is published for the first time.",
            Fix = "Make another plan in Partner Center, and choose that it is private.",
        };

    public MarketplaceOffer View(IReadOnlyList<Submission> submissions) => new()
    {
        Offer = Offer,
        DisplayName = product.Alias,
        ProductId = product.Id,
        Plans = [.. Plans().Select(ViewPlan)],
        Preview = State(submissions, "preview"),
        Live = State(submissions, "live"),
    };

    public static IReadOnlyList<MarketplaceAudience> Audiences(JsonObject availability) =>
    [
        .. Objects(availability["privateAudiences"]).Select(
            a => new MarketplaceAudience((string?)a["type"] ?? "", (string?)a["id"] ?? "", (string?)a["label"])),
    ];

    public static IEnumerable<JsonObject> Objects(JsonNode? list) => (list as JsonArray)?.OfType<JsonObject>() ?? [];

    private MarketplacePlan ViewPlan(JsonObject plan)
    {
        var name = Name(plan);
        var configuration = Of(TechnicalConfiguration, name);
        var availability = Of(Availability, name);
        return new()
        {
            Name = name,
            PlanId = (string)plan["id"]!,
            Private = availability is not null && IsPrivate(availability),
            Audience = availability is null ? [] : Audiences(availability),
            Versions = [.. Objects(configuration?["vmImageVersions"]).Select(v => (string?)v["versionNumber"] ?? "")],
            Skus = [.. Objects(configuration?["skus"]).Select(s => (string?)s["skuId"] ?? "")],
        };
    }

    private IEnumerable<JsonObject> Plans() => resources.Where(r => IngestionSchemas.KindOf(r) == "plan");

    private JsonObject Plan(string name) =>
        Plans().FirstOrDefault(p => Name(p).Equals(name, StringComparison.OrdinalIgnoreCase)) ?? throw new ImageShareException(
            "MarketplacePlanNotFound", ErrorKind.ObjectNotFound, $"The offer '{Offer}' has no plan '{name}'.")
        {
            Target = $"{Offer}/{name}",
            Fix = $"Its plans: {string.Join(", ", Plans().Select(Name))}. New ones are made in Partner Center.",
        };

    private JsonObject? Of(string kind, string planName)
    {
        var plan = Plan(planName);
        return resources.FirstOrDefault(r => IngestionSchemas.KindOf(r) == kind && Refers(r["plan"], plan));
    }

    // A resource names its plan by durable id, or by what it is called.
    private static bool Refers(JsonNode? reference, JsonObject plan) => reference switch
    {
        JsonValue id => (string?)id == (string?)plan["id"],
        JsonObject named => (string?)named["externalId"] == Name(plan),
        _ => false,
    };

    private static string Name(JsonObject plan) => (string?)plan["identity"]?["externalId"] ?? (string?)plan["id"] ?? "";

    private static bool IsPrivate(JsonObject availability) => (string?)availability["audience"] == IngestionSchemas.PrivateKind;

    private static string? State(IReadOnlyList<Submission> submissions, string target) =>
        submissions.Where(s => s.Target.TargetType == target).MaxBy(s => s.Created) is not { } newest ? null
        : newest.Status == "completed" ? Words.Of(newest.Result) : Words.Of(newest.Status);
}

/// <summary>Partner Center's words, written as PowerShell writes values.</summary>
internal static class Words
{
    public static string Of(string? word) => string.IsNullOrEmpty(word) ? "Unknown" : char.ToUpperInvariant(word[0]) + word[1..];
}

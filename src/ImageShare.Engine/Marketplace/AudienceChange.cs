using System.Text.Json.Nodes;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Marketplace;

/// <summary>The difference between who sees a private plan and who shall.</summary>
internal sealed record AudienceChange(IReadOnlyList<MarketplaceAudience> Added, IReadOnlyList<MarketplaceAudience> Removed)
{
    private const string Subscription = "subscription";
    private const string Tenant = "tenant";

    public bool IsEmpty => Added.Count == 0 && Removed.Count == 0;

    public static AudienceChange Of(MarketplaceAudienceSpec spec, IReadOnlyList<MarketplaceAudience> present)
    {
        MarketplaceAudience[] wanted =
        [
            .. spec.SubscriptionIds.Select(id => new MarketplaceAudience(Subscription, InputRules.Guid(id, "SubscriptionId"), spec.Label)),
            .. spec.TenantIds.Select(id => new MarketplaceAudience(Tenant, InputRules.Guid(id, "TenantId"), spec.Label)),
        ];
        if (wanted.Length == 0)
        {
            throw new ImageShareException("AudienceRequired", ErrorKind.InvalidArgument, "Nobody was named who shall see the plan.")
            {
                Target = $"{spec.Offer}/{spec.Plan}",
                Fix = "Give -SubscriptionId or -TenantId. A plan that nobody shall see any more is deprecated in Partner Center.",
            };
        }

        var added = wanted.DistinctBy(Key).ExceptBy(present.Select(Key), Key);
        var removed = spec.Add ? [] : present.ExceptBy(wanted.Select(Key), Key);
        return new([.. added], [.. removed]);
    }

    /// <summary>True when there was nobody of that kind: Partner Center then wants a whole publication.</summary>
    public bool BringsNewKind(IReadOnlyList<MarketplaceAudience> present) => Added.Any(a => present.All(p => p.Type != a.Type));

    /// <summary>The resource that changes draft, preview and live at once.</summary>
    public JsonObject Update(string productId, string planId) => new()
    {
        ["$schema"] = IngestionSchemas.UpdateAudiences,
        ["product"] = productId,
        ["plan"] = planId,
        ["privateAudiences"] = new JsonObject { ["add"] = List(Added), ["remove"] = List(Removed) },
    };

    /// <summary>Changes the draft, which is then to be published.</summary>
    public void ApplyTo(JsonObject availability)
    {
        var gone = Removed.Select(Key).ToHashSet();
        availability["privateAudiences"] = List([.. OfferDraft.Audiences(availability).Where(a => !gone.Contains(Key(a))), .. Added]);
        availability.Remove("validations");
    }

    public override string ToString() =>
        string.Join(", ", Added.Select(a => $"add {a}").Concat(Removed.Select(r => $"remove {r}")));

    private static string Key(MarketplaceAudience audience) => $"{audience.Type} {audience.Id}".ToLowerInvariant();

    private static JsonArray List(IEnumerable<MarketplaceAudience> audiences) => new([.. audiences.Select(a =>
    {
        var entry = new JsonObject { ["type"] = a.Type, ["id"] = a.Id };
        if (a.Label is { } label)
            entry["label"] = label;
        return entry;
    })]);
}

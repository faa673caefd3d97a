namespace ImageShare.Model;

/// <summary>Azure Marketplace, from the consumer's side.</summary>
public interface IMarketplaceService
{
    /// <summary>Accepts the terms of a plan in a subscription; what is accepted already is left as it is. Planned only, when refused.</summary>
    Task<MarketplaceAgreement> AcceptTermsAsync(MarketplaceTermsSpec spec, ICaller caller, CancellationToken cancellationToken);
}

/// <summary>Which terms, in which subscription.</summary>
/// <param name="Publisher">Publisher id.</param>
/// <param name="Offer">Offer id.</param>
/// <param name="Plan">Plan id.</param>
public sealed record MarketplaceTermsSpec(string Publisher, string Offer, string Plan)
{
    /// <summary>Subscription (GUID); null for the context's.</summary>
    public string? SubscriptionId { get; init; }
}

using System.Globalization;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Marketplace;

/// <summary>Terms of Marketplace plans, in a subscription of the consumer.</summary>
internal sealed class MarketplaceService(ContextSelector contexts) : IMarketplaceService
{
    public Task<MarketplaceAgreement> AcceptTermsAsync(MarketplaceTermsSpec spec, ICaller caller, CancellationToken cancellationToken) =>
        Explained.RunAsync(
            () => AcceptAsync(spec, caller, cancellationToken), new ErrorFacts { Target = $"{spec.Publisher}/{spec.Offer}/{spec.Plan}" },
            cancellationToken);

    private async Task<MarketplaceAgreement> AcceptAsync(MarketplaceTermsSpec spec, ICaller caller, CancellationToken cancellationToken)
    {
        var plan = new ImagePlan(spec.Publisher, spec.Offer, spec.Plan);
        MarketplaceNames.Check(plan);
        var context = spec.SubscriptionId is { } id
            ? await contexts.ForSubscriptionAsync(caller, InputRules.Guid(id, "SubscriptionId"), cancellationToken)
            : ContextSelector.Default(caller);
        var subscription = spec.SubscriptionId ?? context.SubscriptionId ?? throw new ImageShareException(
            "SubscriptionRequired", ErrorKind.InvalidArgument, "In which subscription to accept the terms is not known.")
        {
            Target = $"{plan}",
            Fix = "Add -SubscriptionId, here or to Connect-ImageShare.",
        };
        var agreement = AgreementClient.IdOf(subscription, plan);
        var client = new AgreementClient(context);
        var terms = (await client.GetAsync(agreement, cancellationToken)).Properties;
        if (terms.Accepted)
        {
            caller.Verbose($"The terms of {plan} are accepted in subscription {subscription} already.");
            return View(terms, plan, subscription);
        }

        caller.Verbose($"Licence of {plan}: {terms.LicenseTextLink}");
        caller.Verbose($"Prices of {plan}: {PriceLink(plan)}");
        return await caller.ShouldProcessAsync(
            agreement, $"Accept the terms of {plan} (licence: {terms.LicenseTextLink}; prices: {PriceLink(plan)})")
            ? View((await client.PutAsync(agreement, terms with { Accepted = true }, cancellationToken)).Properties, plan, subscription)
            : View(terms, plan, subscription);
    }

    private static MarketplaceAgreement View(AgreementProperties terms, ImagePlan plan, string subscription) => new()
    {
        Publisher = plan.Publisher,
        Offer = plan.Product,
        Plan = plan.Name,
        SubscriptionId = subscription,
        Accepted = terms.Accepted,
        LicenseTextLink = terms.LicenseTextLink,
        PrivacyPolicyLink = terms.PrivacyPolicyLink,
        MarketplaceTermsLink = terms.MarketplaceTermsLink,
        PriceLink = PriceLink(plan),
        RetrievedDate = DateTimeOffset.TryParse(
            terms.RetrieveDatetime, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null,
    };

    private static string PriceLink(ImagePlan plan) => "https://azuremarketplace.microsoft.com/marketplace/apps/"
        + $"{Uri.EscapeDataString(plan.Publisher)}.{Uri.EscapeDataString(plan.Product)}?tab=PlansAndPrice";
}

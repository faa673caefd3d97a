using Azure.Core;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Marketplace;

/// <summary>Agreements of Microsoft.MarketplaceOrdering: the terms of VM plans, by subscription.</summary>
internal sealed class AgreementClient(EngineContext context, string? tenantId = null)
{
    private readonly RestClient _rest = RestClient.ForResourceManager(context, tenantId);

    public static string IdOf(string subscriptionId, ImagePlan plan) =>
        $"/subscriptions/{subscriptionId}/providers/Microsoft.MarketplaceOrdering/offerTypes/virtualmachine"
        + $"/publishers/{Segment(plan.Publisher)}/offers/{Segment(plan.Product)}/plans/{Segment(plan.Name)}/agreements/current";

    public Task<Agreement> GetAsync(string id, CancellationToken cancellationToken) =>
        _rest.GetAsync($"{id}?{Version}", AgreementJson.Default.Agreement, cancellationToken);

    public Task<Agreement> PutAsync(string id, AgreementProperties properties, CancellationToken cancellationToken) =>
        _rest.SendAsync(
            RequestMethod.Put, $"{id}?{Version}", new Agreement(properties), AgreementJson.Default.Agreement,
            AgreementJson.Default.Agreement, cancellationToken);

    private const string Version = $"api-version={ApiVersions.MarketplaceAgreements}";

    private static string Segment(string name) => Uri.EscapeDataString(name);
}

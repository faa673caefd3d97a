using System.Text.Json.Nodes;
using Azure;
using Azure.Core;
using ImageShare.Engine.Http;
using ImageShare.Model;

namespace ImageShare.Engine.Machines;

/// <summary>The Marketplace terms of an image's plan, which a subscription accepts once.</summary>
internal sealed class MarketplaceTerms(Builder builder)
{
    private readonly RestClient _rest = RestClient.ForResourceManager(builder.Context, builder.TenantId);

    public static ResourceIdentifier IdOf(ImagePlan plan, string subscriptionId) => new(
        $"/subscriptions/{subscriptionId}/providers/Microsoft.MarketplaceOrdering/offerTypes/virtualmachine/publishers/{plan.Publisher}"
        + $"/offers/{plan.Product}/plans/{plan.Name}/agreements/current");

    /// <summary>True or false; null when they cannot be read, so that Azure has the last word.</summary>
    public async Task<bool?> AreAcceptedAsync(ImagePlan plan, ICaller caller, CancellationToken cancellationToken)
    {
        try
        {
            return (await ReadAsync(plan, cancellationToken))["properties"]?["accepted"]?.GetValue<bool>();
        }
        catch (RequestFailedException refusal) when (refusal.Status is >= 400 and < 500)
        {
            caller.Verbose(
                $"Whether the Marketplace terms of {plan} are accepted cannot be read: {ServiceErrors.Explain(refusal).Code}. "
                + "Azure checks it when the VM is made.");
            return null;
        }
    }

    /// <summary>Accepts them, as they read now.</summary>
    public async Task AcceptAsync(ImagePlan plan, CancellationToken cancellationToken)
    {
        var terms = await ReadAsync(plan, cancellationToken);
        terms["properties"]!["accepted"] = true;
        var body = new JsonObject { ["properties"] = terms["properties"]!.DeepClone() };
        var json = NetworkJson.Default.JsonObject;
        await _rest.SendAsync(RequestMethod.Put, Path(plan), body, json, json, cancellationToken);
    }

    public static ImageShareException NotAccepted(ImagePlan plan, string subscriptionId) =>
        new("MarketplaceTermsNotAccepted", ErrorKind.PermissionDenied,
            $"The Marketplace terms of the image's plan {plan} are not accepted in the subscription of the VM.")
        {
            Target = IdOf(plan, subscriptionId),
            Reason = "The image was made from a Marketplace image; whoever runs a VM of it buys the plan.",
            Fix = "Read the terms and accept them: Approve-MarketplaceImage, or add -AcceptMarketplaceTerms.",
            Who = Party.Consumer,
        };

    private Task<JsonObject> ReadAsync(ImagePlan plan, CancellationToken cancellationToken) =>
        _rest.GetAsync(Path(plan), NetworkJson.Default.JsonObject, cancellationToken);

    private string Path(ImagePlan plan) =>
        $"{IdOf(plan, builder.SubscriptionId)}?api-version={ApiVersions.MarketplaceAgreements}";
}

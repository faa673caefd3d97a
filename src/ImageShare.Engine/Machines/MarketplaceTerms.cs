using Azure;
using Azure.Core;
using ImageShare.Engine.Http;
using ImageShare.Engine.Marketplace;
using ImageShare.Model;

namespace ImageShare.Engine.Machines;

/// <summary>The Marketplace terms of an image's plan, which a subscription accepts once.</summary>
internal sealed class MarketplaceTerms(Builder builder)
{
    private readonly AgreementClient _agreements = new(builder.Context, builder.TenantId);

    public static ResourceIdentifier IdOf(ImagePlan plan, string subscriptionId) => new(AgreementClient.IdOf(subscriptionId, plan));

    /// <summary>True or false; null when they cannot be read, so that Azure has the last word.</summary>
    public async Task<bool?> AreAcceptedAsync(ImagePlan plan, ICaller caller, CancellationToken cancellationToken)
    {
        try
        {
            return (await _agreements.GetAsync(Path(plan), cancellationToken)).Properties.Accepted;
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
        var terms = await _agreements.GetAsync(Path(plan), cancellationToken);
        await _agreements.PutAsync(Path(plan), terms.Properties with { Accepted = true }, cancellationToken);
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

    private string Path(ImagePlan plan) => AgreementClient.IdOf(builder.SubscriptionId, plan);
}

using System.Management.Automation;
using ImageShare.Bridge;
using ImageShare.Loading;
using ImageShare.Model;
using ImageShare.Parameters;

namespace ImageShare.Commands;

/// <summary>Gets the VM offers of a Partner Center account, with their plans and where each is published.</summary>
[Cmdlet(VerbsCommon.Get, "MarketplaceOffer")]
[OutputType(typeof(MarketplaceOffer))]
public sealed class GetMarketplaceOfferCommand : ImageShareCommand
{
    /// <summary>Offer id, wildcards allowed; without it every VM offer.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    public string? Offer { get; set; }

    private protected override IEnumerable<Work> Process()
    {
        RequireSignIn();
        var query = new MarketplaceOfferQuery { Offer = Offer.OrNull() };
        yield return new Work(Offer.OrNull() ?? "offers", (pipeline, cancellationToken) => pipeline.WriteAllAsync(
            EngineLoader.Engine.MarketplacePublishing.GetOffersAsync(query, pipeline, cancellationToken)));
    }
}

using System.Management.Automation;
using ImageShare.Bridge;
using ImageShare.Loading;
using ImageShare.Model;

namespace ImageShare.Commands;

/// <summary>Publishes the draft of an offer to preview, or its preview to everyone. Returns the job at once.</summary>
[Cmdlet(VerbsData.Publish, "MarketplaceOffer", SupportsShouldProcess = true)]
[OutputType(typeof(MarketplaceJob))]
public sealed class PublishMarketplaceOfferCommand : ImageShareCommand
{
    /// <summary>Offer id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Offer { get; set; } = "";

    /// <summary>Preview or Live; an offer goes to preview before it goes live.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public MarketplaceTarget Target { get; set; }

    /// <summary>Waits until it is published, which takes hours or days.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>Under -WhatIf, writes the planned job.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override IEnumerable<Work> Process()
    {
        RequireSignIn();
        var planned = PassThru.IsPresent;
        var spec = new MarketplacePublishSpec { Offer = Offer, Target = Target, Wait = Wait };
        yield return new Work(Offer, async (pipeline, cancellationToken) => await pipeline.WriteChangeAsync(
            await EngineLoader.Engine.MarketplacePublishing.PublishAsync(spec, pipeline, cancellationToken), planned));
    }
}

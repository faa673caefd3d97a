using System.Management.Automation;
using ImageShare.Bridge;
using ImageShare.Loading;
using ImageShare.Model;

namespace ImageShare.Commands;

/// <summary>Adds a gallery's image version to the draft of a plan. Publish-MarketplaceOffer then publishes it.</summary>
[Cmdlet(VerbsCommon.Add, "MarketplaceImageVersion", SupportsShouldProcess = true)]
[OutputType(typeof(MarketplaceJob))]
public sealed class AddMarketplaceImageVersionCommand : ImageShareCommand
{
    /// <summary>Offer id.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Offer { get; set; } = "";

    /// <summary>Plan id.</summary>
    // A piped image has a Plan of its own kind: the one that it was made from.
    [Parameter(Mandatory = true, Position = 1)]
    [Alias("PlanName")]
    [ValidateNotNullOrEmpty]
    public string Plan { get; set; } = "";

    /// <summary>ARM id of the image version; it must be of the tenant that is signed in.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    [Alias("ResourceId")]
    [ValidateNotNullOrEmpty]
    public string ImageVersionId { get; set; } = "";

    /// <summary>Number in the Marketplace (Major.Minor.Patch); without it the image version's.</summary>
    [Parameter]
    [ValidatePattern(@"^\d+\.\d+\.\d+$")]
    public string? Version { get; set; }

    /// <summary>SKU for a kind of image that the plan does not have yet; without it the plan's id, with -gen1, -gen2 or -arm64.</summary>
    [Parameter]
    [ValidatePattern("^[a-z0-9_-]+$")]
    public string? Sku { get; set; }

    /// <summary>Waits until Partner Center has taken it in, which takes some minutes.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>Under -WhatIf, writes the planned job.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override IEnumerable<Work> Process()
    {
        RequireSignIn();
        var planned = PassThru.IsPresent;
        var spec = new MarketplaceVersionSpec
        {
            Offer = Offer,
            Plan = Plan,
            ImageVersionId = ImageVersionId,
            Version = Version,
            Sku = Sku,
            Wait = Wait,
        };
        yield return new Work(ImageVersionId, async (pipeline, cancellationToken) =>
        {
            if (await EngineLoader.Engine.MarketplacePublishing.AddVersionAsync(spec, pipeline, cancellationToken) is { } job)
                await pipeline.WriteChangeAsync(job, planned);
        });
    }
}

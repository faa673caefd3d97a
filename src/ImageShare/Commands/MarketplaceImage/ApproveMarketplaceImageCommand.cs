using System.Management.Automation;
using ImageShare.Bridge;
using ImageShare.Completion;
using ImageShare.Loading;
using ImageShare.Model;
using ImageShare.Parameters;

namespace ImageShare.Commands;

/// <summary>Accepts the terms of a Marketplace plan in a subscription, and shows where they stand.</summary>
[Cmdlet(VerbsLifecycle.Approve, "MarketplaceImage", DefaultParameterSetName = PlanSet, SupportsShouldProcess = true)]
[OutputType(typeof(MarketplaceAgreement))]
public sealed class ApproveMarketplaceImageCommand : ParallelCommand
{
    private const string PlanSet = "Plan";
    private const string ImageSet = "Image";

    /// <summary>Publisher id.</summary>
    // Not by property: a piped gallery image has a publisher, offer and SKU of its own, which are not the plan's.
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PlanSet)]
    [Alias("PublisherName")]
    [ValidateNotNullOrEmpty]
    public string? Publisher { get; set; }

    /// <summary>Offer id.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = PlanSet)]
    [Alias("Product")]
    [ValidateNotNullOrEmpty]
    public string? Offer { get; set; }

    /// <summary>Plan id; of most offers the SKU.</summary>
    [Parameter(Mandatory = true, Position = 2, ParameterSetName = PlanSet)]
    [Alias("Skus")]
    [ValidateNotNullOrEmpty]
    public string? Sku { get; set; }

    /// <summary>A gallery image that was made from a Marketplace image and carries its plan.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ImageSet, ValueFromPipeline = true)]
    [Alias("InputObject")]
    [AsItIs(typeof(GalleryImage))]
    public GalleryImage? Image { get; set; }

    /// <summary>Subscription (GUID) that VMs are to be made in; without it that of the sign-in.</summary>
    // Not by property: a piped image brings the publisher's.
    [Parameter]
    [Alias("Subscription")]
    [ValidateGuid]
    [ArgumentCompleter(typeof(SubscriptionCompleter))]
    public string? SubscriptionId { get; set; }

    /// <summary>Under -WhatIf, writes the terms as they are.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override IEnumerable<Work> Process()
    {
        RequireSignIn();
        var planned = PassThru.IsPresent;
        var spec = Spec() with { SubscriptionId = SubscriptionId.OrNull() };
        yield return new Work($"{spec.Publisher}/{spec.Offer}/{spec.Plan}", async (pipeline, cancellationToken) =>
        {
            var terms = await EngineLoader.Engine.Marketplace.AcceptTermsAsync(spec, pipeline, cancellationToken);
            await pipeline.WriteChangeAsync(terms, planned);
        });
    }

    private MarketplaceTermsSpec Spec() => Image switch
    {
        null => new(Publisher!, Offer!, Sku!),
        { Plan: { } plan } => new(plan.Publisher, plan.Product, plan.Name),
        _ => throw new ImageShareException(
            "ImageHasNoPlan", ErrorKind.InvalidArgument, $"The image {Image.Name} carries no Marketplace plan.")
        {
            Target = Image.Id,
            Reason = "Only images that were made from a Marketplace image have terms to accept.",
            Fix = "Build from it as it is: New-SharedImageVM.",
        },
    };
}

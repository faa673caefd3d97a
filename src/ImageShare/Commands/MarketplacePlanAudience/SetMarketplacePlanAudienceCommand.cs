using System.Management.Automation;
using ImageShare.Bridge;
using ImageShare.Completion;
using ImageShare.Loading;
using ImageShare.Model;
using ImageShare.Parameters;

namespace ImageShare.Commands;

/// <summary>Says which subscriptions and tenants may see a private plan: sharing with named companies, without any second token.</summary>
[Cmdlet(VerbsCommon.Set, "MarketplacePlanAudience", SupportsShouldProcess = true)]
[OutputType(typeof(MarketplaceJob))]
public sealed class SetMarketplacePlanAudienceCommand : ImageShareCommand
{
    private readonly List<string> _subscriptions = [];
    private readonly List<string> _tenants = [];

    /// <summary>Offer id.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Offer { get; set; } = "";

    /// <summary>Plan id.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [Alias("PlanName")]
    [ValidateNotNullOrEmpty]
    public string Plan { get; set; } = "";

    /// <summary>The consumers' subscriptions (GUID).</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Subscription")]
    [ValidateGuid]
    [ArgumentCompleter(typeof(SubscriptionCompleter))]
    public string[] SubscriptionId { get; set; } = [];

    /// <summary>The consumers' tenants (GUID).</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Tenant")]
    [ValidateGuid]
    public string[] TenantId { get; set; } = [];

    /// <summary>Keeps those who may see the plan already; without it they are replaced.</summary>
    [Parameter]
    public SwitchParameter Add { get; set; }

    /// <summary>What the new entries are called in Partner Center.</summary>
    [Parameter]
    [ValidateLength(1, 1000)]
    public string? Label { get; set; }

    /// <summary>Waits until Partner Center has taken it in, which takes some minutes.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>Under -WhatIf, writes the planned job.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    // One audience: what is piped is set in one go, or each record would replace the one before.
    private protected override IEnumerable<Work> Process()
    {
        _subscriptions.AddRange(SubscriptionId.Where(id => id.Length > 0));
        _tenants.AddRange(TenantId.Where(id => id.Length > 0));
        return [];
    }

    private protected override IEnumerable<Work> End()
    {
        RequireSignIn();
        var planned = PassThru.IsPresent;
        var spec = new MarketplaceAudienceSpec
        {
            Offer = Offer,
            Plan = Plan,
            SubscriptionIds = [.. _subscriptions],
            TenantIds = [.. _tenants],
            Add = Add,
            Label = Label,
            Wait = Wait,
        };
        yield return new Work($"{Offer}/{Plan}", async (pipeline, cancellationToken) =>
        {
            if (await EngineLoader.Engine.MarketplacePublishing.SetAudienceAsync(spec, pipeline, cancellationToken) is { } job)
                await pipeline.WriteChangeAsync(job, planned);
        });
    }
}

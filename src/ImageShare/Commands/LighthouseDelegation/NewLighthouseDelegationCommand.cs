using System.Management.Automation;
using ImageShare.Bridge;
using ImageShare.Loading;
using ImageShare.Model;

namespace ImageShare.Commands;

/// <summary>
/// Delegates resource groups (or a subscription) of the publisher to principals of the consumer's tenant through Azure Lighthouse.
/// </summary>
[Cmdlet(VerbsCommon.New, "LighthouseDelegation", DefaultParameterSetName = ResourceGroupSet, SupportsShouldProcess = true)]
[OutputType(typeof(LighthouseDelegation))]
public sealed class NewLighthouseDelegationCommand : LighthouseCommand
{
    /// <summary>Returns when Azure has accepted the delegation.</summary>
    [Parameter]
    public SwitchParameter NoWait { get; set; }

    /// <summary>Under -WhatIf, writes the planned delegations.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override IEnumerable<Work> Process()
    {
        RequireSignIn();
        var (spec, planned) = (Spec() with { NoWait = NoWait }, PassThru.IsPresent);
        yield return new Work(spec.OfferName ?? spec.TemplateParameterFile!, async (pipeline, cancellationToken) =>
        {
            await foreach (var delegation in EngineLoader.Engine.Delegations.CreateAsync(spec, pipeline, cancellationToken))
                await pipeline.WriteChangeAsync(delegation, planned);
        });
    }
}

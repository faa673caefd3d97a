using System.Management.Automation;
using ImageShare.Bridge;
using ImageShare.Completion;
using ImageShare.Loading;
using ImageShare.Model;
using ImageShare.Parameters;

namespace ImageShare.Commands;

/// <summary>Gets the delegations that the signed-in tenant gave to others, or received from them.</summary>
[Cmdlet(VerbsCommon.Get, "LighthouseDelegation")]
[OutputType(typeof(LighthouseDelegation))]
public sealed class GetLighthouseDelegationCommand : ImageShareCommand
{
    /// <summary>Offer, wildcards allowed; without it every one.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    public string? OfferName { get; set; }

    /// <summary>Delegated resource group; without it every one, and whole subscriptions.</summary>
    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(ResourceGroupCompleter))]
    public string? ResourceGroupName { get; set; }

    /// <summary>Subscription (GUID) of the publisher; without it all that the sign-in sees.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Subscription")]
    [ValidateGuid]
    [ArgumentCompleter(typeof(SubscriptionCompleter))]
    public string? SubscriptionId { get; set; }

    /// <summary>Tenant (GUID) of the consumer.</summary>
    [Parameter]
    [Alias("ConsumerTenantId")]
    [ValidateGuid]
    public string? ManagedByTenantId { get; set; }

    /// <summary>Given or Received; without it both.</summary>
    [Parameter]
    public DelegationDirection? Direction { get; set; }

    private protected override IEnumerable<Work> Process()
    {
        RequireSignIn();
        var query = new LighthouseDelegationQuery
        {
            SubscriptionId = SubscriptionId.OrNull(),
            ResourceGroupName = ResourceGroupName.OrNull(),
            ManagedByTenantId = ManagedByTenantId.OrNull(),
            OfferName = OfferName.OrNull(),
            Direction = Direction,
        };
        yield return new Work(OfferName ?? "delegations", (pipeline, cancellationToken) =>
            pipeline.WriteAllAsync(EngineLoader.Engine.Delegations.GetAsync(query, pipeline, cancellationToken)));
    }
}

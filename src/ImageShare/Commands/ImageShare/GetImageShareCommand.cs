using System.Management.Automation;
using ImageShare.Bridge;
using ImageShare.Completion;
using ImageShare.Loading;
using ImageShare.Model;
using ImageShare.Parameters;

namespace ImageShare.Commands;

/// <summary>Gets everyone outside who can read the publisher's galleries, one object per consumer.</summary>
[Cmdlet(VerbsCommon.Get, "ImageShare")]
[OutputType(typeof(ConsumerShare))]
public sealed class GetImageShareCommand : ImageShareCommand
{
    /// <summary>The consumer's name, wildcards allowed.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    public string? ConsumerName { get; set; }

    /// <summary>Tenant (GUID) of the consumer.</summary>
    [Parameter]
    [ValidateGuid]
    public string? ConsumerTenantId { get; set; }

    /// <summary>Subscriptions (GUID) of the galleries.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Subscription")]
    [ValidateGuid]
    [ArgumentCompleter(typeof(SubscriptionCompleter))]
    public string[] SubscriptionId { get; set; } = [];

    /// <summary>Only consumers whose share app has no credential left after so many days.</summary>
    [Parameter]
    [ValidateRange(0, 3650)]
    public int? ExpiringWithinDays { get; set; }

    private protected override IEnumerable<Work> Process()
    {
        RequireSignIn();
        var query = new ConsumerShareQuery
        {
            ConsumerName = ConsumerName.OrNull(),
            ConsumerTenantId = ConsumerTenantId.OrNull(),
            SubscriptionIds = SubscriptionId,
            ExpiringWithinDays = ExpiringWithinDays,
        };
        yield return new Work(ConsumerName ?? "shares", (pipeline, cancellationToken) =>
            pipeline.WriteAllAsync(EngineLoader.Engine.Shares.GetSharesAsync(query, pipeline, cancellationToken)));
    }
}

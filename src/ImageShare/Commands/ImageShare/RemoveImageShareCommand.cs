using System.Management.Automation;
using ImageShare.Bridge;
using ImageShare.Completion;
using ImageShare.Loading;
using ImageShare.Model;
using ImageShare.Parameters;

namespace ImageShare.Commands;

/// <summary>Takes back everything by which one consumer reads images: roles, share apps, delegations and direct shares.</summary>
[Cmdlet(VerbsCommon.Remove, "ImageShare", DefaultParameterSetName = NameSet, SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(bool))]
public sealed class RemoveImageShareCommand : ImageShareCommand
{
    private const string NameSet = "Name";
    private const string ShareSet = "Share";

    /// <summary>The consumer's name.</summary>
    [Parameter(Position = 0, ParameterSetName = NameSet, ValueFromPipelineByPropertyName = true)]
    public string? ConsumerName { get; set; }

    /// <summary>Tenant (GUID) of the consumer; alone, it means everything of that tenant.</summary>
    [Parameter(ParameterSetName = NameSet, ValueFromPipelineByPropertyName = true)]
    [ValidateGuid]
    public string? ConsumerTenantId { get; set; }

    /// <summary>The consumer, as Get-ImageShare gives it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ShareSet, ValueFromPipeline = true)]
    [Alias("InputObject")]
    [AsItIs(typeof(ConsumerShare))]
    public ConsumerShare? Share { get; set; }

    /// <summary>Subscriptions (GUID) of the galleries.</summary>
    [Parameter]
    [Alias("Subscription")]
    [ValidateGuid]
    [ArgumentCompleter(typeof(SubscriptionCompleter))]
    public string[] SubscriptionId { get; set; } = [];

    /// <summary>Writes true for each consumer that has nothing any more.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override IEnumerable<Work> Process()
    {
        RequireSignIn();
        var passThru = PassThru.IsPresent;
        var removal = new ConsumerShareRemoval
        {
            ConsumerName = ConsumerName.OrNull(),
            ConsumerTenantId = ConsumerTenantId.OrNull(),
            Share = Share,
            SubscriptionIds = SubscriptionId,
        };
        yield return new Work(ConsumerName ?? ConsumerTenantId ?? $"{Share}", async (pipeline, cancellationToken) =>
        {
            await EngineLoader.Engine.Shares.RemoveShareAsync(removal, pipeline, cancellationToken);
            if (passThru)
                await pipeline.WriteChangeAsync(true, planned: false);
        });
    }
}

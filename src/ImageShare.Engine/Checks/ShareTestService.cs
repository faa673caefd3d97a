using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Checks;

/// <summary>Reads what is to be known of a share, and asks every check.</summary>
internal sealed class ShareTestService(
    SessionService sessions, ContextSelector contexts, SubscriptionTenants tenants, TimeProvider time) : IShareTestService
{
    private readonly ShareFactReader _reader = new(sessions, contexts, tenants, time);

    /// <summary>In the order in which a share meets them.</summary>
    public static IReadOnlyList<Check> Checks { get; } =
    [
        new AppAudienceCheck(), new AppApprovalCheck(), new CredentialCheck(), new ConsumerTokenCheck(), new PublisherTokenCheck(),
        new ReaderRoleCheck(), new ImageReadCheck(), new DelegationCheck(), new VersionCheck(), new RegionReplicaCheck(),
        new ReplicationCheck(), new EncryptionCheck(), new ReplicationModeCheck(), new EndOfLifeCheck(), new OSStateCheck(),
        new SecurityTypeCheck(), new ArchitectureCheck(), new PlanCheck(), new SizeCheck(), new QuotaCheck(),
        new ResourceGroupRightsCheck(), new SubnetRightsCheck(), new ResourceProviderCheck(),
    ];

    public Task<IReadOnlyList<ShareCheck>> TestAsync(ShareTestSpec spec, ICaller caller, CancellationToken cancellationToken) =>
        Explained.RunAsync<IReadOnlyList<ShareCheck>>(
            async () =>
            {
                var facts = await _reader.ReadAsync(spec, caller, cancellationToken);
                return [.. Checks.Select(check => check.Run(facts))];
            },
            new ErrorFacts { Target = spec.Handover?.Path ?? spec.ImageId ?? spec.Image?.Id ?? spec.App?.ApplicationId },
            cancellationToken);
}

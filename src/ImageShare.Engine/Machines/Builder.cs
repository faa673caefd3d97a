using Azure.ResourceManager;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;

namespace ImageShare.Engine.Machines;

/// <summary>Who builds the VM: a sign-in, the consumer's tenant it acts in, and the subscription it builds in.</summary>
internal sealed record Builder(EngineContext Context, string TenantId, string SubscriptionId)
{
    /// <summary>Whether it is the app of a hand-over: then the publisher's tenant will answer it too, without asking a person.</summary>
    public bool IsShareApp { get; init; }

    /// <summary>A client with the consumer's token and no other.</summary>
    public ArmClient Client() => ArmClientFactory.Create(Context, TenantId);

    /// <summary>A client for the one request that refers to a resource of the owner, and for its polls.</summary>
    public ArmClient ClientShowing(string? ownerTenantId) =>
        ArmClientFactory.Create(Context, TenantId, ownerTenantId is null ? null : [ownerTenantId]);

    /// <summary>A client with the owner's token, of the same identity.</summary>
    public ArmClient ClientIn(string tenantId) => ArmClientFactory.Create(Context, tenantId);

    public bool IsOwn(string tenantId) => tenantId.Equals(TenantId, StringComparison.OrdinalIgnoreCase);
}

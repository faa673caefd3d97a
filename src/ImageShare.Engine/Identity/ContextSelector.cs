using Azure.Core;
using ImageShare.Model;

namespace ImageShare.Engine.Identity;

/// <summary>Finds, among the caller's sign-ins, the one to use.</summary>
internal sealed class ContextSelector(SubscriptionTenants tenants)
{
    /// <summary>The newest sign-in.</summary>
    public static EngineContext Default(ICaller caller) => All(caller)[0];

    /// <summary>
    /// The only sign-in there is, else the one of that tenant, else the newest that may reach it. Its <see cref="EngineContext.TenantId"/>
    /// can thus be another one: <see cref="EngineContext.GetCredential"/> then gives tokens of the tenant.
    /// </summary>
    public static EngineContext ForTenant(ICaller caller, string tenantId)
    {
        var contexts = All(caller);
        return contexts.Count == 1 ? contexts[0]
            : Of(contexts, tenantId) ?? contexts.FirstOrDefault(c => c.CanReach(tenantId)) ?? throw NoContext(tenantId);
    }

    /// <summary>The newest sign-in of any other tenant; null when there is none.</summary>
    public static EngineContext? OutsideOf(ICaller caller, string tenantId) =>
        All(caller).FirstOrDefault(c => !c.TenantId.Equals(tenantId, StringComparison.OrdinalIgnoreCase));

    /// <summary>The newest sign-in of each tenant.</summary>
    public static IEnumerable<EngineContext> OnePerTenant(ICaller caller) =>
        All(caller).DistinctBy(c => c.TenantId, StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The only sign-in there is, else the one of the tenant that owns the subscription, else the newest:
    /// a subscription delegated through Azure Lighthouse belongs to a tenant where the caller has no account.
    /// </summary>
    public async Task<EngineContext> ForSubscriptionAsync(ICaller caller, string subscriptionId, CancellationToken cancellationToken)
    {
        var contexts = All(caller);
        if (contexts.Count == 1)
            return contexts[0];

        foreach (var group in contexts.GroupBy(c => c.Cloud))
        {
            if (await tenants.FindAsync(group.Key, subscriptionId, cancellationToken) is { } tenantId)
                return Of(contexts, tenantId) ?? group.First();
        }

        return contexts[0];
    }

    /// <summary>As <see cref="ForSubscriptionAsync"/>, for the subscription of an ARM id.</summary>
    public Task<EngineContext> ForResourceAsync(ICaller caller, ResourceIdentifier resource, CancellationToken cancellationToken) =>
        ForSubscriptionAsync(caller, resource.SubscriptionId!, cancellationToken);

    private static IReadOnlyList<EngineContext> All(ICaller caller)
    {
        IReadOnlyList<EngineContext> contexts = [.. caller.Contexts.Cast<EngineContext>().Select(c => c.For(caller))];
        return contexts.Count > 0 ? contexts : throw new ImageShareException(
            "NotConnected", ErrorKind.AuthenticationError, "Nobody is signed in to Azure in this session.")
        {
            Reason = "Each runspace has sign-ins of its own: one that ForEach-Object -Parallel or a thread job started has none.",
            Fix = "Run Connect-ImageShare. Inside ForEach-Object -Parallel pass one along: $ctx = Get-ImageShareContext outside, "
                + "-Context $using:ctx inside.",
        };
    }

    private static EngineContext? Of(IEnumerable<EngineContext> contexts, string tenantId) =>
        contexts.FirstOrDefault(c => c.TenantId.Equals(tenantId, StringComparison.OrdinalIgnoreCase));

    private static ImageShareException NoContext(string tenantId) =>
        new("NoContextForTenant", ErrorKind.AuthenticationError, $"None of the sign-ins of this session is good for tenant {tenantId}.")
        {
            Target = tenantId,
            Fix = $"Run Connect-ImageShare -TenantId {tenantId}.",
        };
}

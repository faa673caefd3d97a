using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;
using ImageShare.Model;

namespace ImageShare.Engine.Identity;

/// <summary>A sign-in with what it takes to use it.</summary>
internal sealed class EngineContext(Cloud cloud, TokenCredential source, EngineAccount who, ICaller? caller = null) : ImageShareContext
{
    // Not public: a script that lists the properties of a sign-in has no use for these.
    internal Cloud Cloud => cloud;

    /// <summary>Who uses the sign-in now; null between calls.</summary>
    internal ICaller? Caller => caller;

    /// <summary>Pipelines by scope and tenant, which the sign-in keeps from call to call, whoever uses it.</summary>
    internal ConcurrentDictionary<(string Scope, string? TenantId), HttpPipeline> Pipelines { get; private init; } = new();

    /// <summary>Tokens of <see cref="TenantId"/>.</summary>
    internal TokenCredential TokenCredential { get; } = new CallerCredential(source, null, caller);

    public override string Account => who.Account;

    public override string ObjectId => who.ObjectId;

    public override string TenantId => who.TenantId;

    public override string? SubscriptionId => who.SubscriptionId;

    public override string Environment => cloud.Name;

    public override AuthenticationMethod AuthenticationMethod => who.Method;

    /// <summary>The same sign-in; what it has to ask a person goes to this caller, or to whoever asks at the time (null).</summary>
    public EngineContext For(ICaller? newCaller) => new(cloud, source, who, newCaller) { Pipelines = Pipelines };

    /// <summary>The same sign-in with a subscription for names without an id.</summary>
    public EngineContext WithSubscription(string? subscriptionId) =>
        new(cloud, source, who with { SubscriptionId = subscriptionId }, caller) { Pipelines = Pipelines };

    /// <summary>The same sign-in with the tokens that it holds at this moment and no others; null when it does not keep tokens.</summary>
    public EngineContext? WithHeldTokens() => source is TokenCache cache ? new(cloud, new HeldTokens(cache.Find), who) : null;

    /// <summary>Whether this sign-in may be able to get tokens of a tenant; only asking tells for sure.</summary>
    public bool CanReach(string tenantId) =>
        IsHome(tenantId) || AuthenticationMethod is not (AuthenticationMethod.ManagedIdentity or AuthenticationMethod.AccessToken);

    /// <summary>Tokens of a tenant (GUID), with the same sign-in.</summary>
    /// <exception cref="ImageShareException">A sign-in of this kind has tokens of its own tenant only.</exception>
    public TokenCredential GetCredential(string? tenantId)
    {
        if (tenantId is null || IsHome(tenantId))
            return TokenCredential;

        return CanReach(tenantId) ? new CallerCredential(source, tenantId, caller) : throw CannotReach(tenantId, TenantId);
    }

    /// <summary>Everything that runs in this flow from now on is asked for by the caller.</summary>
    public void Enter() => CallerCredential.Current = caller;

    public static ImageShareException CannotReach(string tenantId, string ownTenantId) =>
        new("TenantNotReachable", ErrorKind.AuthenticationError, $"This sign-in cannot get tokens of tenant {tenantId}.")
        {
            Target = tenantId,
            Reason = $"A managed identity or a given access token is good for its own tenant only, {ownTenantId}.",
            Fix = $"Sign in as an app that has a service principal there: Connect-ImageShare -TenantId {tenantId} -ApplicationId ... "
                + "(an app can trust the managed identity: New-GalleryShareApp -ManagedIdentity).",
        };

    private bool IsHome(string tenantId) => tenantId.Equals(TenantId, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Who signed in, as the token says.</summary>
internal sealed record EngineAccount(string Account, string ObjectId, string TenantId, string? SubscriptionId, AuthenticationMethod Method);

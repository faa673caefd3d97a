using System.Net;
using Azure.Core;
using ImageShare.Engine.Http;
using ImageShare.Model;

namespace ImageShare.Engine.Identity;

/// <summary>Signs in: one token, and one question to Azure Resource Manager at most.</summary>
internal sealed class SessionService(TimeProvider time) : ISessionService
{
    public async Task<ImageShareContext> ConnectAsync(SignIn signIn, ICaller caller, CancellationToken cancellationToken) =>
        await ConnectAsync(signIn, CloudFile.Find(signIn.Environment), caller, cancellationToken);

    /// <summary>
    /// Signs in to a cloud that is known already, as with the app of a hand-over; <see cref="SignIn.Environment"/> is passed over.
    /// </summary>
    /// <param name="signIn">Who, where and how.</param>
    /// <param name="cloud">The cloud.</param>
    /// <param name="caller">Who asked.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="known">What is known of the parties, for errors.</param>
    /// <param name="kept">Tokens of earlier sign-ins with the same proof; null to sign in anew.</param>
    public Task<EngineContext> ConnectAsync(
        SignIn signIn, Cloud cloud, ICaller caller, CancellationToken cancellationToken, ErrorFacts? known = null, ProofTokens? kept = null)
    {
        var tenantId = signIn.TenantId is { } tenant ? InputRules.Tenant(tenant, "TenantId") : null;
        var subscriptionId = signIn.SubscriptionId is { } id ? InputRules.Guid(id, "SubscriptionId") : null;
        var facts = (known ?? ErrorFacts.None) with
        {
            TenantId = tenantId,
            ApplicationId = (signIn.Credential as ApplicationCredential)?.ApplicationId,
            SecretLooksLikeId = signIn.Credential is ApplicationCredential { Proof: SecretProof secret } && LooksLikeId(secret),
        };
        return Explained.RunAsync(
            () => ConnectAsync(cloud, signIn.Credential, tenantId, subscriptionId, kept, caller, cancellationToken), facts,
            cancellationToken);
    }

    private async Task<EngineContext> ConnectAsync(
        Cloud cloud, SignInCredential signIn, string? tenantId, string? subscriptionId, ProofTokens? kept, ICaller caller,
        CancellationToken cancellationToken)
    {
        var (credential, method) = new CredentialBuilder(cloud, time).Build(signIn, tenantId);
        var source = signIn is ApplicationCredential app && kept is not null
            ? kept.Of(cloud, tenantId, app, () => new(credential, time))
            : new TokenCache(credential, time);
        var token = await new CallerCredential(source, null, caller)
            .GetTokenAsync(new TokenRequestContext([cloud.ResourceManagerScope]), cancellationToken);
        if (TokenClaims.Read(token.Token) is not { TenantId: { } home, ObjectId: { } objectId } claims)
        {
            throw new ImageShareException(
                "InvalidAccessToken", ErrorKind.InvalidData,
                "The token does not say whose it is: its claims cannot be read, or lack tid and oid.");
        }

        if (tenantId is not null && Guid.TryParse(tenantId, out _) && !home.Equals(tenantId, StringComparison.OrdinalIgnoreCase))
            throw EngineContext.CannotReach(tenantId, home);

        var account = claims.UserPrincipalName ?? claims.UniqueName ?? (
            signIn as ManagedIdentityAccount)?.AccountId ?? claims.ApplicationId ?? objectId;
        caller.Verbose($"Signed in to tenant {home} as {account} (object id {objectId}).");
        var context = new EngineContext(cloud, source, new EngineAccount(account, objectId, home, subscriptionId, method), caller);
        return subscriptionId is null
            ? context.WithSubscription(await OnlySubscriptionAsync(context, caller, cancellationToken))
            : context;
    }

    private static async Task<string?> OnlySubscriptionAsync(EngineContext context, ICaller caller, CancellationToken cancellationToken)
    {
        var page = await RestClient.ForResourceManager(context)
            .GetAsync($"subscriptions?api-version={ApiVersions.Subscriptions}", IdentityJson.Default.PageSubscription, cancellationToken);
        // Those that another tenant delegated are its own, and nothing is built there.
        IReadOnlyList<Subscription> subscriptions =
            [.. page.Value.Where(s => s.TenantId?.Equals(context.TenantId, StringComparison.OrdinalIgnoreCase) is not false)];
        if (page.Next is null && subscriptions.Count == 1)
            return subscriptions[0].SubscriptionId;

        caller.Verbose(subscriptions.Count == 0
            ? "The account sees no subscription."
            : "The account sees several subscriptions; name one with -SubscriptionId where a name is not enough.");
        return null;
    }

    private static bool LooksLikeId(SecretProof secret) => Guid.TryParse(new NetworkCredential("", secret.Secret).Password, out _);
}

/// <summary>A subscription, as far as it matters here.</summary>
internal sealed record Subscription(string SubscriptionId)
{
    /// <summary>Tenant (GUID) that owns it.</summary>
    public string? TenantId { get; init; }
}

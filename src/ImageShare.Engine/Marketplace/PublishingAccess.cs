using ImageShare.Engine.Access;
using ImageShare.Engine.Delegation;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Marketplace;

/// <summary>Brings Microsoft's publishing principals into a tenant, by registering their resource provider, and finds them.</summary>
internal sealed class PublishingAccess(ICaller caller, Waiter waiter)
{
    private bool _registered;
    private bool _planned;

    public async Task RegisterAsync(EngineContext context, string subscriptionId, CancellationToken cancellationToken)
    {
        var registrar = new ProviderRegistrar(RestClient.ForResourceManager(context), waiter, caller);
        if (await registrar.IsRegisteredAsync(subscriptionId, PublishingPrincipals.Provider, cancellationToken))
            return;

        if (!await caller.ShouldProcessAsync(
            $"/subscriptions/{subscriptionId}", $"Register resource provider {PublishingPrincipals.Provider}"))
        {
            _planned = true;
            return;
        }

        await registrar.RegisterAsync(subscriptionId, PublishingPrincipals.Provider, cancellationToken);
        _registered = true;
    }

    public async Task<Principal> FindAsync(EngineContext context, string name, CancellationToken cancellationToken)
    {
        // Only a registration that was just made explains that a principal is not there yet.
        var found = _registered
            ? await waiter.UntilAsync(
                new Wait($"Find '{name}'", "The directory does not show the principal yet.", Patience.Directory),
                token => PublishingPrincipals.FindAsync(context, name, token), caller, cancellationToken)
            : await PublishingPrincipals.FindAsync(context, name, cancellationToken);
        return found is { Id: { } id }
            ? new Principal(id, "ServicePrincipal") { DisplayName = found.DisplayName, ApplicationId = found.AppId }
            : _planned ? new Principal("", "ServicePrincipal") { DisplayName = name }
            : throw new ImageShareException(
                "PublishingPrincipalNotFound", ErrorKind.ObjectNotFound, $"The tenant has no principal '{name}' of Microsoft.")
            {
                Target = context.TenantId,
                Reason = $"It comes with the resource provider {PublishingPrincipals.Provider}; another principal of that name does not count.",
                Fix = "Wait some minutes and run the command again; else ask the support of Partner Center.",
                Who = Party.Publisher,
            };
    }
}

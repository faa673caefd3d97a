using System.Collections.Concurrent;
using Azure;
using Azure.Core;
using ImageShare.Engine.Http;
using ImageShare.Model;

namespace ImageShare.Engine.Delegation;

/// <summary>Registers a resource provider with a subscription that has never used it.</summary>
internal sealed class ProviderRegistrar(RestClient rest, Waiter waiter, ICaller caller)
{
    public const string Missing = "MissingSubscriptionRegistration";

    private readonly ConcurrentDictionary<string, Lazy<Task<bool>>> _registrations = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Does the work; when it is refused for want of the provider, registers that and does the work again.</summary>
    public async Task RunAsync(
        string subscriptionId, string provider, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work(cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == Missing)
        {
            // Several at once may miss it: one asks and registers for all.
            var registration = _registrations.GetOrAdd(
                $"{subscriptionId}/{provider}", _ => new(() => AskAndRegisterAsync(subscriptionId, provider, cancellationToken)));
            if (!await registration.Value)
                throw;

            var wait = new Wait($"Register {provider}", "Azure does not know of the registration everywhere yet.", Patience.Provider);
            await waiter.RetryAsync(
                wait,
                async token =>
                {
                    await work(token);
                    return this;
                },
                e => e.ErrorCode == Missing, caller, cancellationToken);
        }
    }

    private async Task<bool> AskAndRegisterAsync(string subscriptionId, string provider, CancellationToken cancellationToken)
    {
        if (!await caller.ShouldProcessAsync($"/subscriptions/{subscriptionId}", $"Register resource provider {provider}"))
            return false;
        await RegisterAsync(subscriptionId, provider, cancellationToken);
        return true;
    }

    public async Task<bool> IsRegisteredAsync(string subscriptionId, string provider, CancellationToken cancellationToken) =>
        (await rest.FindAsync(
            $"subscriptions/{subscriptionId}/providers/{provider}?api-version={ApiVersions.Resources}",
            DelegationJson.Default.ProviderState, cancellationToken))?.RegistrationState == "Registered";

    /// <summary>Registers it and waits until Azure says so.</summary>
    public async Task RegisterAsync(string subscriptionId, string provider, CancellationToken cancellationToken)
    {
        var path = $"subscriptions/{subscriptionId}/providers/{provider}";
        var version = $"api-version={ApiVersions.Resources}";
        await rest.StartAsync(
            RequestMethod.Post, $"{path}/register?{version}", null, DelegationJson.Default.ProviderState, cancellationToken);
        var wait = new Wait($"Register {provider}", "Azure registers the resource provider.", Patience.Provider);
        _ = await waiter.UntilAsync(
            wait,
            async token => await rest.GetAsync($"{path}?{version}", DelegationJson.Default.ProviderState, token) is var state
                && state.RegistrationState == "Registered" ? state : null,
            caller, cancellationToken)
            ?? throw new ImageShareException("ProviderNotRegistered", ErrorKind.OperationTimeout, $"{provider} is not registered yet.")
            {
                Target = $"/subscriptions/{subscriptionId}",
                Fix = "Run the command again in some minutes.",
            };
        caller.Verbose($"Registered {provider} with subscription {subscriptionId}.");
    }
}

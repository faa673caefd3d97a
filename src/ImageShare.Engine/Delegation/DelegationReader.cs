using System.IO.Enumeration;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Core;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Delegation;

/// <summary>Lists delegations as one sign-in sees them, of its own tenant's subscriptions and of those that were delegated to it.</summary>
internal sealed class DelegationReader(EngineContext context, ICaller caller)
{
    private readonly DelegationClient _client = new(context);

    public async IAsyncEnumerable<LighthouseDelegation> ReadAsync(
        LighthouseDelegationQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var subscription in SubscriptionsAsync(query, cancellationToken))
        {
            var scope = new ResourceIdentifier(query.ResourceGroupName is { } group
                ? $"/subscriptions/{subscription}/resourceGroups/{InputRules.ResourceGroup(group)}"
                : $"/subscriptions/{subscription}");
            foreach (var assignment in await ListAsync(scope, required: query.SubscriptionId is not null, cancellationToken))
            {
                if (DelegationView.Of(assignment, context) is var delegation && Fits(delegation, query))
                    yield return delegation;
            }
        }
    }

    private async IAsyncEnumerable<string> SubscriptionsAsync(
        LighthouseDelegationQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (query.SubscriptionId is { } id)
        {
            yield return InputRules.Guid(id, "SubscriptionId");
            yield break;
        }

        await foreach (var subscription in _client.ListSubscriptionsAsync(cancellationToken))
            yield return subscription.SubscriptionId;
    }

    // Who was given a resource group may not look at its whole subscription.
    private async Task<IReadOnlyList<RegistrationAssignment>> ListAsync(
        ResourceIdentifier scope, bool required, CancellationToken cancellationToken)
    {
        try
        {
            return await _client.ListAsync(scope, cancellationToken);
        }
        catch (RequestFailedException refusal) when (refusal.Status is 403 or 404 && scope.ResourceGroupName is null)
        {
            List<RegistrationAssignment> found = [];
            await foreach (var group in _client.ListResourceGroupsAsync(scope.SubscriptionId!, cancellationToken))
                found.AddRange(await ListAsync(new ResourceIdentifier(group.Id), required: false, cancellationToken));

            return [.. found.DistinctBy(a => a.Id, StringComparer.OrdinalIgnoreCase)];
        }
        catch (RequestFailedException refusal) when (refusal.Status is 403 or 404 && !required)
        {
            caller.Verbose($"The delegations of {scope} may not be listed by {context.Account}.");
            return [];
        }
    }

    private static bool Fits(LighthouseDelegation delegation, LighthouseDelegationQuery query) =>
        (query.Direction is null || delegation.Direction == query.Direction)
        && (query.ManagedByTenantId is null
            || delegation.ManagedByTenantId.Equals(query.ManagedByTenantId, StringComparison.OrdinalIgnoreCase))
        && (query.ResourceGroupName is null
            || query.ResourceGroupName.Equals(delegation.ResourceGroupName, StringComparison.OrdinalIgnoreCase))
        && (query.OfferName is null || FileSystemName.MatchesSimpleExpression(query.OfferName, delegation.OfferName));
}

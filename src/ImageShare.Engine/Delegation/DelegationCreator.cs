using Azure.Core;
using ImageShare.Engine.Access;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Delegation;

/// <summary>
/// Delegates one scope: a definition at its subscription and an assignment at the scope, both named by what they stand for.
/// </summary>
internal sealed class DelegationCreator(EngineContext context, ICaller caller, Waiter waiter)
{
    private readonly DelegationClient _client = new(context);

    /// <summary>
    /// The same for the same subscription, scope, tenant and offer. The sample templates hash one of these only, so that a second offer,
    /// or a second group, overwrites the first.
    /// </summary>
    public static Guid NameOf(ResourceIdentifier scope, DelegationTerms terms) =>
        NameBasedGuid.Create(scope.SubscriptionId!, scope.ToString(), terms.ManagedByTenantId, terms.OfferName);

    public async Task<LighthouseDelegation> CreateAsync(
        ResourceIdentifier scope, DelegationTerms terms, bool noWait, CancellationToken cancellationToken)
    {
        var body = DelegationView.ToBody(terms);
        var existing = (await _client.ListAsync(scope, cancellationToken)).FirstOrDefault(a => IsSameOffer(a, scope, terms));
        var name = NameOf(scope, terms);
        var definitionId = existing?.Properties.RegistrationDefinitionId ?? DelegationClient.DefinitionId(scope.SubscriptionId!, name);
        var assignmentId = existing?.Id ?? DelegationClient.AssignmentId(scope, name);
        var planned = Planned(scope, terms, definitionId, assignmentId);
        if (existing is not null && DelegationView.Of(existing, context) is var view && SameContent(view, planned))
        {
            caller.Verbose($"{scope} is delegated to tenant {terms.ManagedByTenantId} as '{terms.OfferName}' already.");
            if (view.Effective || noWait)
                return view;
            return await WaitUntilListedAsync(scope, assignmentId, cancellationToken);
        }

        var action = (existing is null ? "Delegate" : "Change the delegation")
            + $" to tenant {terms.ManagedByTenantId} as '{terms.OfferName}': "
            + string.Join(
                "; ",
                planned.Authorizations.Select(a => a.ToString()).Concat(planned.EligibleAuthorizations.Select(e => $"eligible {e}")));
        if (!await caller.ShouldProcessAsync(scope.ToString(), action))
            return planned;

        var running = new RunningOperation(null, null);
        await new ProviderRegistrar(_client.Rest, waiter, caller).RunAsync(
            scope.SubscriptionId!, DelegationClient.Namespace,
            async token =>
            {
                await _client.PutDefinitionAsync(definitionId, body, token);
                running = await _client.PutAssignmentAsync(assignmentId, definitionId, token);
            },
            cancellationToken);
        if (noWait)
            return planned with { ProvisioningState = "Accepted" };

        await running.CompleteAsync(_client.Rest, Waiting(scope, "Azure is setting the delegation up."), waiter, caller, cancellationToken);
        return await WaitUntilListedAsync(scope, assignmentId, cancellationToken);
    }

    private async Task<LighthouseDelegation> WaitUntilListedAsync(
        ResourceIdentifier scope, string assignmentId, CancellationToken cancellationToken)
    {
        var listed = await waiter.UntilAsync(
            Waiting(scope, "The delegation is not listed as effective yet."),
            async token =>
            {
                var found = (await _client.ListAsync(scope, token)).FirstOrDefault(a => Same(a.Id, assignmentId));
                // A list leaves out in silence what may not be read; whoever reads the one is told.
                if (found is null)
                    await _client.FindAsync(assignmentId, token);
                return found?.Properties.ProvisioningState is "Succeeded" or "Failed" or "Canceled" ? found : null;
            },
            caller, cancellationToken);
        if (listed?.Properties.ProvisioningState != "Succeeded")
        {
            throw new ImageShareException(
                "DelegationNotEffective", listed is null ? ErrorKind.OperationTimeout : ErrorKind.InvalidOperation,
                $"The delegation of {scope} is {listed?.Properties.ProvisioningState ?? "not listed yet"}.")
            {
                Target = assignmentId,
                Fix = "Run the command again: it goes on where it stopped.",
            };
        }

        caller.Verbose($"{scope} is delegated; the consumer may have to wait some minutes, and sign in again, before it shows.");
        return DelegationView.Of(listed, context);
    }

    private LighthouseDelegation Planned(ResourceIdentifier scope, DelegationTerms terms, string definitionId, string assignmentId) => new()
    {
        OfferName = terms.OfferName,
        OfferDescription = terms.OfferDescription,
        Direction = DelegationDirection.Given,
        ManagedByTenantId = terms.ManagedByTenantId,
        TenantId = context.TenantId,
        SubscriptionId = scope.SubscriptionId!,
        ResourceGroupName = scope.ResourceGroupName,
        Scope = scope.ToString(),
        Authorizations = terms.Authorizations,
        EligibleAuthorizations = terms.EligibleAuthorizations,
        ProvisioningState = "Planned",
        RegistrationDefinitionId = definitionId,
        RegistrationAssignmentId = assignmentId,
    };

    // Azure keeps one assignment for an offer at a scope, whoever named it.
    private static bool IsSameOffer(RegistrationAssignment assignment, ResourceIdentifier scope, DelegationTerms terms) =>
        Same(DelegationClient.ScopeOf(assignment.Id!).ToString(), scope.ToString())
        && assignment.Properties.RegistrationDefinition!.Properties is var definition
        && Same(definition.ManagedByTenantId, terms.ManagedByTenantId) && Same(definition.RegistrationDefinitionName, terms.OfferName);

    private static bool SameContent(LighthouseDelegation one, LighthouseDelegation other) =>
        one.OfferDescription == other.OfferDescription
        && Words(one).SequenceEqual(Words(other), StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<string> Words(LighthouseDelegation delegation) =>
        delegation.Authorizations
            .Select(a =>
                $"{a.PrincipalId} {a.RoleDefinitionId} {a.PrincipalDisplayName} {string.Join(' ', a.DelegatedRoleDefinitionIds.Order())}")
            .Concat(delegation.EligibleAuthorizations.Select(e => $"eligible {e.PrincipalId} {e.RoleDefinitionId} {e.PrincipalDisplayName} "
                + $"{e.MaximumActivationDuration} {e.MultiFactorAuthProvider} "
                + string.Join(' ', e.Approvers.Select(a => a.PrincipalId).Order())))
            .Order(StringComparer.OrdinalIgnoreCase);

    private static Wait Waiting(ResourceIdentifier scope, string reason) => new($"Delegate {scope.Name}", reason, Patience.Delegation);

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}

using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Delegation;

/// <summary>
/// Removes a delegation. Azure then also takes away what another delegation gives the same principal with the same role in that
/// subscription; the publisher's run puts it back, the consumer's cannot and asks first.
/// </summary>
internal sealed class DelegationRemover(EngineContext context, ICaller caller, Waiter waiter)
{
    private readonly DelegationClient _client = new(context);

    /// <param name="assignmentId">ARM id of the registration assignment.</param>
    /// <param name="question">What to ask the person before; null to ask only when it takes more along.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RemoveAsync(string assignmentId, string? question, CancellationToken cancellationToken)
    {
        if (await _client.FindAsync(assignmentId, cancellationToken) is not { Properties.RegistrationDefinition: not null } assignment)
        {
            caller.Verbose($"The delegation {assignmentId} is gone already.");
            return;
        }

        var delegation = DelegationView.Of(assignment, context);
        var others = await OthersAsync(delegation, cancellationToken);
        var survivors = others.Where(other => SharesRole(other, delegation)).ToList();
        var mayPutBack = delegation.Direction == DelegationDirection.Given;
        if (!await caller.ShouldProcessAsync(
            assignmentId, $"Remove delegation '{delegation.OfferName}' to tenant {delegation.ManagedByTenantId}"))
            return;
        if (survivors.Count > 0 && !mayPutBack)
        {
            question = (question ?? $"Remove the delegation '{delegation.OfferName}'?")
                + " Azure will also take away what these give the same principals, and only the publisher can put them back: "
                + $"{Names(survivors)}.";
        }

        if (question is not null && !await caller.ShouldContinueAsync(question, "Remove delegation"))
            return;

        var running = await _client.DeleteAssignmentAsync(assignmentId, cancellationToken);
        var wait = new Wait($"Remove delegation '{delegation.OfferName}'", "Azure is taking the access away.", Patience.Delegation);
        await running.CompleteAsync(_client.Rest, wait, waiter, caller, cancellationToken);
        caller.Verbose($"{delegation.Scope} is no longer delegated to tenant {delegation.ManagedByTenantId} as '{delegation.OfferName}'.");
        if (!mayPutBack)
        {
            if (survivors.Count > 0)
                caller.Warning($"The publisher runs New-LighthouseDelegation again for: {Names(survivors)}.");
            return;
        }

        if (!others.Any(other => Same(other.RegistrationDefinitionId, delegation.RegistrationDefinitionId)))
            await _client.DeleteDefinitionAsync(delegation.RegistrationDefinitionId, cancellationToken);
        foreach (var survivor in survivors)
            await PutBackAsync(survivor, cancellationToken);
    }

    private async Task<IReadOnlyList<LighthouseDelegation>> OthersAsync(
        LighthouseDelegation delegation, CancellationToken cancellationToken)
    {
        List<LighthouseDelegation> others = [];
        var query = new LighthouseDelegationQuery
        {
            SubscriptionId = delegation.SubscriptionId, ManagedByTenantId = delegation.ManagedByTenantId,
        };
        await foreach (var other in new DelegationReader(context, caller).ReadAsync(query, cancellationToken))
        {
            if (!Same(other.Id, delegation.Id))
                others.Add(other);
        }

        return others;
    }

    private async Task PutBackAsync(LighthouseDelegation survivor, CancellationToken cancellationToken)
    {
        var running = await _client.PutAssignmentAsync(survivor.Id, survivor.RegistrationDefinitionId, cancellationToken);
        var wait = new Wait($"Put back delegation '{survivor.OfferName}'", "Azure is giving its access again.", Patience.Delegation);
        await running.CompleteAsync(_client.Rest, wait, waiter, caller, cancellationToken);
        caller.Verbose(
            $"Put back the delegation '{survivor.OfferName}' of {survivor.Scope}: it gives the same role to the same principal.");
    }

    private static bool SharesRole(LighthouseDelegation one, LighthouseDelegation other) => Pairs(one).Intersect(Pairs(other)).Any();

    private static IEnumerable<(string, string)> Pairs(LighthouseDelegation delegation) =>
        delegation.Authorizations.Concat(delegation.EligibleAuthorizations)
            .Select(a => (a.PrincipalId.ToUpperInvariant(), a.RoleDefinitionId.ToUpperInvariant()));

    private static string Names(IEnumerable<LighthouseDelegation> delegations) =>
        string.Join(", ", delegations.Select(d => $"'{d.OfferName}' of {d.ResourceGroupName ?? d.SubscriptionId}"));

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}

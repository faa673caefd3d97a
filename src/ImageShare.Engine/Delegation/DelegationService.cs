using System.Runtime.CompilerServices;
using Azure.Core;
using ImageShare.Engine.Access;
using ImageShare.Engine.Galleries;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Delegation;

/// <summary>Delegates, lists, removes and exports, and finds the sign-in for it.</summary>
internal sealed class DelegationService(ContextSelector contexts, SubscriptionTenants tenants, IGalleryService galleries, TimeProvider time)
    : IDelegationService
{
    private readonly Waiter _waiter = new(time);

    public IAsyncEnumerable<LighthouseDelegation> CreateAsync(
        LighthouseDelegationSpec spec, ICaller caller, CancellationToken cancellationToken) =>
        Explained.StreamAsync(DelegateAsync(spec, caller, cancellationToken), ErrorFacts.None, cancellationToken);

    public IAsyncEnumerable<LighthouseDelegation> GetAsync(
        LighthouseDelegationQuery query, ICaller caller, CancellationToken cancellationToken) =>
        Explained.StreamAsync(ListAsync(query, caller, cancellationToken), ErrorFacts.None, cancellationToken);

    public Task RemoveAsync(string registrationAssignmentId, ICaller caller, CancellationToken cancellationToken) => Explained.RunAsync(
        async () =>
        {
            var id = InputRules.ResourceId(
                registrationAssignmentId, "RegistrationAssignmentId", $"{DelegationClient.Namespace}/registrationAssignments").ToString();
            var context = await contexts.ForResourceAsync(caller, DelegationClient.ScopeOf(id), cancellationToken);
            await new DelegationRemover(context, caller, _waiter).RemoveAsync(id, question: null, cancellationToken);
        },
        new ErrorFacts { Target = registrationAssignmentId }, cancellationToken);

    public Task CheckRemovalAsync(IReadOnlyList<string> imageIds, bool force, ICaller caller, CancellationToken cancellationToken) =>
        Explained.RunAsync(
        () => RemovableAsync(imageIds, force, caller, cancellationToken), ErrorFacts.None, cancellationToken);

    public Task RemoveForImagesAsync(IReadOnlyList<string> imageIds, bool force, ICaller caller, CancellationToken cancellationToken) =>
        Explained.RunAsync(() => ReleaseAsync(imageIds, force, caller, cancellationToken), ErrorFacts.None, cancellationToken);

    public Task<IReadOnlyList<string>> ExportAsync(
        LighthouseDelegationSpec spec, string path, bool force, ICaller caller, CancellationToken cancellationToken) => Explained.RunAsync(
        async () =>
        {
            var terms = await DelegationTerms.OfAsync(spec, cancellationToken);
            var context = caller.Contexts.Count > 0 ? Publisher(terms, caller) : null;
            DelegationRules.Check(terms, context, caller);
            var scopes = Scopes(spec.SubscriptionId ?? context?.SubscriptionId, terms);
            terms = await ResolveAsync(terms, new DelegatedRoles(client: null, scopes[0]), cancellationToken);
            return await new TemplateWriter(caller).WriteAsync(terms, scopes, path, force, cancellationToken);
        },
        new ErrorFacts { Target = path }, cancellationToken);

    private async IAsyncEnumerable<LighthouseDelegation> DelegateAsync(
        LighthouseDelegationSpec spec, ICaller caller, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var terms = await DelegationTerms.OfAsync(spec, cancellationToken);
        var context = spec.SubscriptionId is { } id
            ? await contexts.ForSubscriptionAsync(caller, InputRules.Guid(id, "SubscriptionId"), cancellationToken)
            : Publisher(terms, caller);
        DelegationRules.Check(terms, context, caller);
        var scopes = Scopes(spec.SubscriptionId ?? context.SubscriptionId, terms);
        terms = await ResolveAsync(terms, new DelegatedRoles(new RoleAssignmentClient(context), scopes[0]), cancellationToken);
        var contents = new ScopeContents(new DelegationClient(context), caller);
        foreach (var scope in scopes)
            await contents.WarnAsync(scope, terms, cancellationToken);
        foreach (var scope in scopes)
            yield return await new DelegationCreator(context, caller, _waiter).CreateAsync(scope, terms, spec.NoWait, cancellationToken);
    }

    private async IAsyncEnumerable<LighthouseDelegation> ListAsync(
        LighthouseDelegationQuery query, ICaller caller, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var context = query.SubscriptionId is { } id
            ? await contexts.ForSubscriptionAsync(caller, InputRules.Guid(id, "SubscriptionId"), cancellationToken)
            : ContextSelector.Default(caller);
        await foreach (var delegation in new DelegationReader(context, caller).ReadAsync(query, cancellationToken))
            yield return delegation;
    }

    private async Task ReleaseAsync(IReadOnlyList<string> imageIds, bool force, ICaller caller, CancellationToken cancellationToken)
    {
        foreach (var (consumer, delegations, losses) in await RemovableAsync(imageIds, force, caller, cancellationToken))
        {
            var lost = losses.Count == 0 ? "Nobody and nothing else uses it." : $"These lose access, too: {string.Join("; ", losses)}.";
            foreach (var delegation in delegations)
            {
                var question = $"Remove the delegation '{delegation.OfferName}' of {delegation.Scope}? {lost} "
                    + "Only the publisher can give it again, and later changes of the VM that need the image are refused.";
                await new DelegationRemover(consumer, caller, _waiter).RemoveAsync(delegation.Id, question, cancellationToken);
            }
        }
    }

    private async Task<IReadOnlyList<Removable>> RemovableAsync(
        IReadOnlyList<string> imageIds, bool force, ICaller caller, CancellationToken cancellationToken)
    {
        List<Removable> found = [];
        foreach (var group in imageIds.Select(GalleryId.Parse).GroupBy(i => i.SubscriptionId, StringComparer.OrdinalIgnoreCase))
        {
            GalleryId[] images = [.. group];
            var consumer = await ConsumerAsync(group.Key, caller, cancellationToken);
            var sight = new ImageDelegations(consumer, galleries, caller);
            var delegations = await sight.FindAsync(images, cancellationToken);
            if (delegations.Count == 0)
                caller.Verbose($"No delegation to tenant {consumer.TenantId} covers {images[0]}.");

            var losses = await sight.LossesAsync(delegations, images, cancellationToken);
            if (losses.Count > 0 && !force)
            {
                throw new ImageShareException(
                    "DelegationInUse", ErrorKind.InvalidOperation, $"The delegation '{delegations[0].OfferName}' serves more than this VM.")
                {
                    Target = delegations[0].Id,
                    Reason = $"Without it, these lose access: {string.Join("; ", losses)}.",
                    Fix = "Leave -RemoveDelegation out, or add -Force.",
                };
            }

            found.Add(new Removable(consumer, delegations, losses));
        }

        return found;
    }

    private async Task<EngineContext> ConsumerAsync(string subscriptionId, ICaller caller, CancellationToken cancellationToken)
    {
        var any = ContextSelector.Default(caller);
        return await tenants.FindAsync(any.Cloud, subscriptionId, cancellationToken) is { } owner
            ? ContextSelector.OutsideOf(caller, owner) ?? any : any;
    }

    // The consumer's own sign-in may be here, too; it is never the one that delegates.
    private static EngineContext Publisher(DelegationTerms terms, ICaller caller) =>
        ContextSelector.OutsideOf(caller, terms.ManagedByTenantId) ?? ContextSelector.Default(caller);

    private static async Task<DelegationTerms> ResolveAsync(
        DelegationTerms terms, DelegatedRoles roles, CancellationToken cancellationToken)
    {
        List<LighthouseAuthorization> permanent = [];
        foreach (var authorization in terms.Authorizations)
            permanent.Add(await roles.ResolveAsync(authorization, cancellationToken));

        List<EligibleLighthouseAuthorization> eligible = [];
        foreach (var authorization in terms.EligibleAuthorizations)
            eligible.Add(await roles.ResolveAsync(authorization, cancellationToken));

        return terms with { Authorizations = permanent, EligibleAuthorizations = eligible };
    }

    private static IReadOnlyList<ResourceIdentifier> Scopes(string? subscriptionId, DelegationTerms terms)
    {
        var subscription = $"/subscriptions/{InputRules.Guid(subscriptionId ?? throw SubscriptionRequired(), "SubscriptionId")}";
        return terms.ResourceGroupNames.Count == 0
            ? [new ResourceIdentifier(subscription)]
            : [.. terms.ResourceGroupNames.Select(group => new ResourceIdentifier($"{subscription}/resourceGroups/{group}"))];
    }

    private static ImageShareException SubscriptionRequired() =>
        new("SubscriptionRequired", ErrorKind.InvalidArgument, "In which subscription to delegate is not known.")
        {
            Fix = "Add -SubscriptionId, here or to Connect-ImageShare.",
        };

    private sealed record Removable(EngineContext Consumer, IReadOnlyList<LighthouseDelegation> Delegations, IReadOnlyList<string> Losses);
}

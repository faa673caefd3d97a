using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Machines;

/// <summary>Finds who builds: the app of the hand-over when its proof is at hand, else the caller's sign-in that fits.</summary>
/// <param name="sessions">Signs the app in.</param>
/// <param name="contexts">Finds the sign-in that fits.</param>
/// <param name="wait">Waits for what is new.</param>
/// <param name="kept">Tokens of earlier sign-ins of the app; null to sign it in anew.</param>
internal sealed class BuilderFinder(SessionService sessions, ContextSelector contexts, AccessWait wait, ProofTokens? kept)
{
    public async Task<Builder> FindAsync(SharedImageVMSpec spec, GalleryImage? image, ICaller caller, CancellationToken cancellationToken)
    {
        var subscription = spec.SubscriptionId is { } id ? InputRules.Guid(id, "SubscriptionId") : null;
        if (spec.Handover is { ApplicationId: { } app, Proof: { } proof } handover)
            return await SignInAsync(handover, new(app, proof), spec.TenantId, subscription, caller, cancellationToken);

        var publisher = spec.Handover?.PublisherTenantId ?? image?.TenantId;
        var consumer = spec.TenantId ?? spec.Handover?.ConsumerTenantId;
        var context = consumer is not null ? ContextSelector.ForTenant(caller, consumer)
            : subscription is not null ? await contexts.ForSubscriptionAsync(caller, subscription, cancellationToken)
            : NotOf(caller, publisher) is { } other ? ContextSelector.ForTenant(caller, other.TenantId)
            : ContextSelector.Default(caller);
        return await WithSubscriptionAsync(context, consumer ?? context.TenantId, subscription, caller, cancellationToken);
    }

    private async Task<Builder> SignInAsync(
        Handover handover, ApplicationCredential app, string? consumer, string? subscription, ICaller caller, CancellationToken cancellationToken)
    {
        var own = NotOf(caller, handover.PublisherTenantId);
        var tenant = consumer ?? handover.ConsumerTenantId ?? own?.TenantId ?? throw ConsumerTenantUnknown(handover);
        var sameTenant = caller.Contexts.FirstOrDefault(c => Same(c.TenantId, tenant) && c.SubscriptionId is not null);
        var signIn = new SignIn(app) { TenantId = tenant, SubscriptionId = subscription ?? sameTenant?.SubscriptionId };
        var facts = new ErrorFacts
        {
            TenantId = tenant,
            ApplicationId = app.ApplicationId,
            ConsumerTenantId = tenant,
            PublisherTenantId = handover.PublisherTenantId,
            AppOwner = Same(handover.AppTenantId, tenant) ? Party.Consumer
                : Same(handover.AppTenantId, handover.PublisherTenantId) ? Party.Publisher
                : null,
        };
        caller.Verbose($"The app {app.ApplicationId} of the hand-over builds, in tenant {tenant}.");
        var cloud = CloudOf(handover, caller);
        var context = await wait.RunAsync(
            $"Sign in as app {app.ApplicationId}",
            () => sessions.ConnectAsync(signIn, cloud, caller, cancellationToken, facts, kept), facts, caller, cancellationToken);
        var builder = await WithSubscriptionAsync(context, tenant, context.SubscriptionId, caller, cancellationToken);
        return builder with { IsShareApp = true };
    }

    private async Task<Builder> WithSubscriptionAsync(
        EngineContext context, string tenant, string? subscription, ICaller caller, CancellationToken cancellationToken)
    {
        var known = subscription ?? (Same(context.TenantId, tenant) ? context.SubscriptionId : null)
            ?? caller.Contexts.FirstOrDefault(c => Same(c.TenantId, tenant) && c.SubscriptionId is not null)?.SubscriptionId
            ?? await wait.UntilAsync(
                "Find the subscription to build in", () => OnlyOneAsync(context, tenant, cancellationToken), caller, cancellationToken);
        return new(context, tenant, known ?? throw SubscriptionUnknown(tenant, context));
    }

    // Null while none is to be seen: a role on one resource group shows its subscription as soon as it takes effect.
    private static async Task<string?> OnlyOneAsync(EngineContext context, string tenant, CancellationToken cancellationToken)
    {
        string? only = null;
        await foreach (var subscription in ArmClientFactory.Create(context, tenant).GetSubscriptions().GetAllAsync(cancellationToken))
        {
            if (subscription.Data.TenantId is { } owner && !Same(owner.ToString(), tenant))
                continue;
            if (only is not null)
                throw SubscriptionUnknown(tenant, context);
            only = subscription.Data.SubscriptionId;
        }

        return only;
    }

    // A hand-over names a cloud; it can never bring one along: only whom the caller trusts already is asked for tokens.
    private static Cloud CloudOf(Handover handover, ICaller caller) =>
        caller.Contexts.OfType<EngineContext>().FirstOrDefault(
            c => c.Environment.Equals(handover.Environment, StringComparison.OrdinalIgnoreCase))?.Cloud
        ?? Cloud.BuiltIn.FirstOrDefault(c => c.Name.Equals(handover.Environment, StringComparison.OrdinalIgnoreCase))
        ?? throw new ImageShareException(
            "UnknownEnvironment", ErrorKind.InvalidArgument, $"The hand-over file is for a cloud named '{handover.Environment}'.")
        {
            Target = handover.Path,
            Reason = "It is none of Azure's own clouds, and no sign-in of this session is to a cloud of that name.",
            Fix = "Sign in to that cloud first, with the cloud file you got from who runs it: Connect-ImageShare -Environment FILE.",
        };

    private static ImageShareContext? NotOf(ICaller caller, string? publisherTenant) =>
        caller.Contexts.FirstOrDefault(context => !Same(context.TenantId, publisherTenant));

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static ImageShareException ConsumerTenantUnknown(Handover handover) =>
        new("ConsumerTenantUnknown", ErrorKind.InvalidOperation, "In which tenant the VM is to be built is not known.")
        {
            Target = handover.Path,
            Reason = "The hand-over file does not name the consumer's tenant, and no sign-in of this session is to one that is not the "
                + "publisher's.",
            Fix = "Add -TenantId with the consumer's tenant, or sign in to it first: Connect-ImageShare -TenantId.",
            Who = Party.Consumer,
        };

    private static ImageShareException SubscriptionUnknown(string tenant, EngineContext context) =>
        new("SubscriptionRequired", ErrorKind.InvalidArgument, "In which subscription the VM is to be built is not known.")
        {
            Target = tenant,
            Reason = $"{context.Account} sees none or several in tenant {tenant}.",
            Fix = "Add -SubscriptionId.",
            Who = Party.Consumer,
        };
}

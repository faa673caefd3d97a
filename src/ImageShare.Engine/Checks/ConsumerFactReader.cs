using Azure.Core;
using ImageShare.Engine.Delegation;
using ImageShare.Engine.Galleries;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Engine.Machines;
using ImageShare.Model;

namespace ImageShare.Engine.Checks;

/// <summary>Reads what the builder sees: the image with the tokens that Azure will be shown, and the place of the VM.</summary>
internal sealed class ConsumerFactReader(
    ShareTestSpec spec, ImageChoice? choice, Parties parties, SessionService sessions, ContextSelector contexts,
    SubscriptionTenants tenants, Waiter waiter, ICaller caller)
{
    private const string NoGroup = "-ResourceGroupName was not given.";

    // A test tells what is so now; who builds waits a moment for what is new.
    private readonly AccessWait _wait = new(waiter, TimeSpan.Zero);

    public async Task<ConsumerFacts> ReadAsync(CancellationToken cancellationToken)
    {
        var found = await FindBuilderAsync(cancellationToken);
        if (found.Value is not { } builder)
            return Without(found);

        var rest = RestClient.ForResourceManager(builder.Context, builder.TenantId);
        var scope = $"/subscriptions/{builder.SubscriptionId}";
        var groupId = $"{scope}/resourceGroups/{spec.ResourceGroupName}";
        var group = spec.ResourceGroupName is null ? Unasked<string>(NoGroup)
            : ReadAsync(() => LocationAsync(builder, groupId, cancellationToken), groupId, cancellationToken);
        var image = ReadImageAsync(builder, group, cancellationToken);
        var token = TokenAsync(builder, image, cancellationToken);
        var groupRights = spec.ResourceGroupName is null ? Unasked<Rights>(NoGroup)
            : IfBuilder(builder, () => Rights.ReadAsync(rest, new(groupId), cancellationToken), groupId, cancellationToken);
        var subnetRights = spec.SubnetId is null ? Unasked<Rights>("-SubnetId was not given.")
            : IfBuilder(builder, () => Rights.ReadAsync(rest, new(spec.SubnetId), cancellationToken), spec.SubnetId, cancellationToken);
        var sizes = SizesAsync(builder, group, cancellationToken);
        var providers = ReadAsync(() => ProvidersAsync(rest, builder.SubscriptionId, cancellationToken), scope, cancellationToken);
        var terms = TermsAsync(builder, image, cancellationToken);
        await Task.WhenAll(group, image, token, groupRights, subnetRights, sizes, providers, terms);
        return new(found, await image)
        {
            PublisherToken = await token,
            GroupLocation = await group,
            GroupRights = await groupRights,
            SubnetRights = await subnetRights,
            Sizes = await sizes,
            Terms = await terms,
            Providers = await providers,
        };
    }

    private async Task<Fact<Builder>> FindBuilderAsync(CancellationToken cancellationToken)
    {
        if (spec.Handover is not { Proof: not null, ApplicationId: not null } && parties.SignInOf(parties.ConsumerTenantId) is null)
            return Fact.Unasked<Builder>(Parties.NoSignIn(Party.Consumer, parties.ConsumerTenantId));
        var machine = new SharedImageVMSpec("test", spec.ResourceGroupName ?? "")
        {
            Handover = spec.Handover,
            TenantId = parties.ConsumerTenantId,
            SubscriptionId = spec.SubscriptionId,
        };
        return await Fact.ReadAsync(
            () => new BuilderFinder(sessions, contexts, _wait, kept: null).FindAsync(machine, choice?.Known, caller, cancellationToken),
            parties.FactsOf(parties.ConsumerTenantId), cancellationToken);
    }

    private static ConsumerFacts Without(Fact<Builder> builder)
    {
        var why = builder.Unasked ?? $"There is no token of the consumer's tenant to read it with ({builder.Refusal?.Code}).";
        return new(builder, Fact.Unasked<ImageAccess>(why))
        {
            PublisherToken = Fact.Unasked<TokenClaims>(why),
            GroupLocation = Fact.Unasked<string>(why),
            GroupRights = Fact.Unasked<Rights>(why),
            SubnetRights = Fact.Unasked<Rights>(why),
            Sizes = Fact.Unasked<SizeOffer>(why),
            Terms = Fact.Unasked<TermsState>(why),
            Providers = Fact.Unasked<IReadOnlyDictionary<string, string>>(why),
        };
    }

    private static Task<Fact<T>> Unasked<T>(string why)
        where T : class => Task.FromResult(Fact.Unasked<T>(why));

    private Task<Fact<T>> ReadAsync<T>(Func<Task<T>> read, string target, CancellationToken cancellationToken)
        where T : class => Fact.ReadAsync(read, parties.FactsOf(parties.ConsumerTenantId) with { Target = target }, cancellationToken);

    // What an administrator may do and read says nothing of what the app may.
    private Task<Fact<T>> IfBuilder<T>(Builder builder, Func<Task<T>> read, string target, CancellationToken cancellationToken)
        where T : class => parties.ApplicationId is { } app && !Parties.Same(builder.Context.Account, app)
            ? Unasked<T>($"{builder.Context.Account} is signed in, and not the app {app} that builds: attach its credential with "
                + "Import-ImageShare -CertificatePath (or -Passphrase), or sign in as it.")
            : ReadAsync(read, target, cancellationToken);

    private async Task<Fact<ImageAccess>> ReadImageAsync(Builder builder, Task<Fact<string>> group, CancellationToken cancellationToken)
    {
        if (choice is null)
            return Fact.Unasked<ImageAccess>("No image was named.");
        if (choice.Reference is GalleryImageReference gallery)
        {
            return await IfBuilder(
                builder,
                () => new ImageAccessReader(tenants, _wait).ReadAsync(
                    builder, gallery.Image, choice, parties.PublisherTenantId, caller, cancellationToken),
                choice.Reference.Id, cancellationToken);
        }

        return await LocationAsync(group) is { } location
            ? await ReadAsync(
                async () => new ImageAccess(
                    await SharedImageFacts.ReadAsync(builder, choice, location, cancellationToken), null),
                choice.Reference.Id, cancellationToken)
            : Fact.Unasked<ImageAccess>("Neither -Location nor a resource group says in which region to look.");
    }

    // A delegated image needs none: the consumer's own token reads it.
    private async Task<Fact<TokenClaims>> TokenAsync(
        Builder builder, Task<Fact<ImageAccess>> image, CancellationToken cancellationToken)
    {
        if (parties.PublisherTenantId is not { } publisher)
            return Fact.Unasked<TokenClaims>(Parties.NoSignIn(Party.Publisher, null));
        if ((await image).Value is { OwnerTenantId: null })
            return Fact.Unasked<TokenClaims>("None is needed: the consumer's own token reads the image.");
        return await IfBuilder(
            builder,
            async () =>
            {
                var token = await builder.Context.GetCredential(publisher)
                    .GetTokenAsync(new TokenRequestContext([builder.Context.Cloud.ResourceManagerScope]), cancellationToken);
                return TokenClaims.Read(token.Token) ?? new TokenClaims { TenantId = publisher };
            },
            publisher, cancellationToken);
    }

    private async Task<Fact<TermsState>> TermsAsync(Builder builder, Task<Fact<ImageAccess>> image, CancellationToken cancellationToken)
    {
        if (((await image).Value?.Image ?? choice?.Known)?.Plan is not { } plan)
            return Fact.Unasked<TermsState>("The image has no plan.");
        return await new MarketplaceTerms(builder).AreAcceptedAsync(plan, caller, cancellationToken) is { } accepted
            ? Fact.Of(new TermsState(accepted))
            : Fact.Unasked<TermsState>($"{plan}: whether its terms are accepted may not be read.");
    }

    private static async Task<string> LocationAsync(Builder builder, string groupId, CancellationToken cancellationToken) =>
        GalleryImages.RegionName(
            (await builder.Client().GetResourceGroupResource(new(groupId)).GetAsync(cancellationToken)).Value.Data.Location.Name);

    private async Task<string?> LocationAsync(Task<Fact<string>> group) =>
        spec.Location is { } asked ? GalleryImages.RegionName(asked) : (await group).Value;

    private async Task<Fact<SizeOffer>> SizesAsync(Builder builder, Task<Fact<string>> group, CancellationToken cancellationToken)
    {
        if (await LocationAsync(group) is not { } location)
            return Fact.Unasked<SizeOffer>("Neither -Location nor a resource group says in which region to build.");
        return await new SizeReader(builder).ReadAsync(location, caller, cancellationToken) is { } offer
            ? Fact.Of(offer)
            : Fact.Unasked<SizeOffer>(
                $"{builder.Context.Account} may not read what subscription {builder.SubscriptionId} offers: a role on one "
                + "resource group does not reach that far.");
    }

    private static async Task<IReadOnlyDictionary<string, string>> ProvidersAsync(
        RestClient rest, string subscriptionId, CancellationToken cancellationToken)
    {
        var states = await Task.WhenAll(((string[])["Microsoft.Compute", "Microsoft.Network"]).Select(async name => (
            name,
            State: await rest.GetAsync(
                $"subscriptions/{subscriptionId}/providers/{name}?api-version={ApiVersions.Resources}",
                DelegationJson.Default.ProviderState, cancellationToken))));
        return states.ToDictionary(s => s.name, s => s.State.RegistrationState ?? "Unknown", StringComparer.OrdinalIgnoreCase);
    }
}

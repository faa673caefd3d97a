using System.Diagnostics;
using System.IO.Enumeration;
using System.Runtime.CompilerServices;
using Azure.Core;
using ImageShare.Engine.Access;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Graph;

/// <summary>Share apps in the directory of the caller's tenant.</summary>
internal sealed class ShareAppService(ContextSelector contexts, SessionService sessions, SharedScopes scopes, TimeProvider time)
    : IShareAppService
{
    private readonly Waiter _waiter = new(time);

    public Task<GalleryShareApp> CreateAsync(ShareAppSpec spec, ICaller caller, CancellationToken cancellationToken) => Explained.RunAsync(
        async () => await new ShareAppCreator(await ContextAsync(spec, caller, cancellationToken), caller, _waiter, time)
            .CreateAsync(spec, cancellationToken),
        new ErrorFacts { Target = spec.DisplayName }, cancellationToken);

    public Task ForeseeAsync(IReadOnlyList<ShareAppSpec> specs, ICaller caller, CancellationToken cancellationToken) => Explained.RunAsync(
        async () => await new ShareAppForesight(await ContextAsync(specs[0], caller, cancellationToken), caller)
            .ForeseeAsync(specs, cancellationToken),
        ErrorFacts.None, cancellationToken);

    public Task<GalleryShareApp> AddCredentialAsync(
        CredentialAddition addition, ICaller caller, CancellationToken cancellationToken) => Explained.RunAsync(
        () => new CredentialRotator(Home(addition.AppTenantId, caller), scopes, caller, _waiter, time).AddAsync(addition, cancellationToken),
        new ErrorFacts { Target = addition.ApplicationId, ApplicationId = addition.ApplicationId }, cancellationToken);

    public Task RemoveCredentialAsync(CredentialRemoval removal, ICaller caller, CancellationToken cancellationToken) => Explained.RunAsync(
        () => new CredentialRemover(Home(removal.AppTenantId, caller), caller, time).RemoveAsync(removal, cancellationToken),
        new ErrorFacts { Target = removal.ApplicationId, ApplicationId = removal.ApplicationId }, cancellationToken);

    public IAsyncEnumerable<GalleryShareApp> GetAsync(ShareAppQuery query, ICaller caller, CancellationToken cancellationToken) =>
        Explained.StreamAsync(ReadAsync(query, caller, cancellationToken), new ErrorFacts { Target = query.ApplicationId },
            cancellationToken);

    public Task RemoveAsync(string applicationId, ICaller caller, CancellationToken cancellationToken) => Explained.RunAsync(
        () => new ShareAppRemover(ContextSelector.Default(caller), caller, _waiter).RemoveAsync(applicationId, cancellationToken),
        new ErrorFacts { Target = applicationId, ApplicationId = applicationId }, cancellationToken);

    public Task<GalleryShareApp> ApproveAsync(ShareAppApproval approval, ICaller caller, CancellationToken cancellationToken)
    {
        var applicationId = InputRules.Guid(approval.ApplicationId, "ApplicationId");
        var context = ApprovingContext(approval, caller);
        var facts = new ErrorFacts
        {
            Target = applicationId,
            ApplicationId = applicationId,
            TenantId = context.TenantId,
            PublisherTenantId = approval.Handover?.PublisherTenantId,
            ConsumerTenantId = approval.Handover?.ConsumerTenantId,
            AppOwner = approval.Handover?.Kind switch { HandoverKind.Request => Party.Consumer, HandoverKind.Share => Party.Publisher, _ =>
                null },
        };
        return Explained.RunAsync(
            () => new ShareAppApprover(context, caller, _waiter, sessions, link => Open(link, caller))
                .ApproveAsync(approval, applicationId, cancellationToken),
            facts, cancellationToken);
    }

    private async Task<EngineContext> ContextAsync(ShareAppSpec spec, ICaller caller, CancellationToken cancellationToken) => spec switch
    {
        { Credential: NewManagedIdentityTrust identity } => await contexts.ForResourceAsync(
            caller, InputRules.ResourceId(identity.ResourceId, "ManagedIdentity", ManagedIdentities.Type), cancellationToken),
        { Images: [{ TenantId: { } tenantId }, ..] } => ContextSelector.ForTenant(caller, tenantId),
        { Images: [var image, ..] } => await contexts.ForResourceAsync(caller, new ResourceIdentifier(image.ImageId), cancellationToken),
        _ => ContextSelector.Default(caller),
    };

    private static EngineContext Home(string? appTenantId, ICaller caller) =>
        appTenantId is null ? ContextSelector.Default(caller) : ContextSelector.ForTenant(caller, appTenantId);

    private async IAsyncEnumerable<GalleryShareApp> ReadAsync(
        ShareAppQuery query, ICaller caller, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var context = ContextSelector.Default(caller);
        var graph = new GraphClient(context);
        var filter = query.ApplicationId is { } id
            ? $"appId eq '{InputRules.Guid(id, "ApplicationId")}'"
            : $"tags/any(t:t eq '{ShareAppTags.Marker}')";
        await foreach (var application in graph.ListApplicationsAsync(filter, cancellationToken))
        {
            if (query.DisplayName is { } name && !FileSystemName.MatchesSimpleExpression(name, application.DisplayName))
                continue;

            var principal = graph.FindServicePrincipalAsync(application.AppId!, cancellationToken);
            var federations = await graph.ListFederationsAsync(application.Id!, cancellationToken).ToListAsync(cancellationToken);
            var app = ShareAppView.Of(context, application, await principal, federations);
            if (query.ExpiringWithinDays is not { } days || app.ExpiresOn <= time.GetUtcNow().AddDays(days))
                yield return app;
        }
    }

    // The one who approves is the one who does not own the app.
    private static EngineContext ApprovingContext(ShareAppApproval approval, ICaller caller)
    {
        var home = approval.AppTenantId ?? approval.Handover?.AppTenantId;
        var wanted = approval.Handover switch
        {
            { Kind: HandoverKind.Share } share => share.ConsumerTenantId,
            { Kind: HandoverKind.Request } request => request.PublisherTenantId,
            _ => null,
        };
        var context = wanted is not null ? ContextSelector.ForTenant(caller, wanted)
            : home is not null ? ContextSelector.OutsideOf(caller, home) ?? ContextSelector.Default(caller)
            : ContextSelector.Default(caller);
        if (wanted is not null && !context.TenantId.Equals(wanted, StringComparison.OrdinalIgnoreCase))
        {
            throw new ImageShareException(
                "HandoverForOtherTenant", ErrorKind.InvalidOperation,
                $"The hand-over is for tenant {wanted}; this sign-in is of tenant {context.TenantId}.")
            {
                Target = approval.ApplicationId,
                Fix = $"Run Connect-ImageShare -TenantId {wanted}",
            };
        }

        return !context.TenantId.Equals(home, StringComparison.OrdinalIgnoreCase) ? context : throw new ImageShareException(
            "ApprovalAtHome", ErrorKind.InvalidOperation, $"Tenant {home} is the app's own home; it is the other company that approves it.")
        {
            Target = approval.ApplicationId,
            Fix = "Sign in to the other company's tenant: Connect-ImageShare -TenantId",
        };
    }

    private static void Open(Uri link, ICaller caller)
    {
        try
        {
            using var browser = Process.Start(new ProcessStartInfo(link.AbsoluteUri) { UseShellExecute = true });
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or PlatformNotSupportedException)
        {
            caller.Warning($"No browser could be opened here: {exception.Message} Open the link by hand.");
        }
    }
}

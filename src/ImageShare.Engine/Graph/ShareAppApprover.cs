using Azure;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Graph;

/// <summary>Makes an app of another company known in this tenant: directly where the caller may, else by the consent link.</summary>
internal sealed class ShareAppApprover(EngineContext context, ICaller caller, Waiter waiter, SessionService sessions,
    Action<Uri> openBrowser)
{
    private readonly GraphClient _graph = new(context);

    public async Task<GalleryShareApp> ApproveAsync(ShareAppApproval approval, string applicationId, CancellationToken cancellationToken)
    {
        var (found, canRead) = await FindAsync(applicationId, cancellationToken);
        if (found is not null)
        {
            caller.Verbose($"Application {applicationId} is approved in tenant {context.TenantId} already: service principal {found.Id}.");
            return Result(approval, applicationId, Checked(approval, found));
        }

        if (!await caller.ShouldProcessAsync($"application {Name(approval)} in tenant {context.TenantId}",
            "Approve (create service principal)"))
            return Result(approval, applicationId, null);

        var created = approval.UseConsentLink ? null : await CreateAsync(applicationId, cancellationToken);
        if (created is not null && !IsHome(approval, created))
        {
            // It was made a moment ago and has been given nothing: as if it had never been.
            await _graph.DeleteServicePrincipalAsync(created.Id!, cancellationToken);
            await new DeletedItems(_graph, waiter, caller).PurgeAsync(created.Id!, cancellationToken);
        }

        var principal = Checked(
            approval, created ?? await ByLinkAsync(approval, applicationId, canRead, cancellationToken));
        if (approval.Handover?.Kind != HandoverKind.Request)
        {
            caller.Warning(
                $"The app belongs to tenant {principal.AppOwnerOrganizationId}: its owner can sign in here with it at any time, and do "
                + "whatever roles you give to it. Give it roles on one resource group only.");
        }

        return Result(approval, applicationId, principal);
    }

    private async Task<(GraphServicePrincipal? Principal, bool CanRead)> FindAsync(
        string applicationId, CancellationToken cancellationToken)
    {
        try
        {
            return (await _graph.FindServicePrincipalAsync(applicationId, cancellationToken), true);
        }
        catch (RequestFailedException exception) when (exception.Status == 403)
        {
            return (null, false);
        }
    }

    private async Task<GraphServicePrincipal?> CreateAsync(string applicationId, CancellationToken cancellationToken)
    {
        try
        {
            return await new ServicePrincipals(_graph, waiter, caller).CreateAsync(
                applicationId, context.TenantId, isHome: false, cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status == 403)
        {
            caller.Verbose(
                $"{context.Account} may not create service principals in tenant {context.TenantId}; the consent link is the other way.");
            return null;
        }
    }

    private async Task<GraphServicePrincipal> ByLinkAsync(
        ShareAppApproval approval, string applicationId, bool canRead, CancellationToken cancellationToken)
    {
        var link = ConsentLink.Create(context.Cloud, applicationId, context.TenantId);
        caller.Prompt(
            $"An administrator of tenant {context.TenantId} (Cloud Application Administrator or Application Administrator) opens this "
            + $"link, signs in and accepts. The app gets no rights by it:{Environment.NewLine}{link.AbsoluteUri}");
        if (approval.OpenBrowser)
            openBrowser(link);

        var wait = new Wait(
            $"Approve application {applicationId} in tenant {context.TenantId}",
            "Waiting for an administrator to accept on the consent page.", approval.Timeout);
        var principal = canRead ? await new ServicePrincipals(_graph, waiter, caller).WaitAsync(applicationId, wait, cancellationToken)
            : approval.Handover?.Proof is { } proof ? await WaitForSignInAsync(approval, applicationId, proof, wait, cancellationToken)
            : throw Pending(
                "ApprovalNotVisible", ErrorKind.PermissionDenied, "whether the app has been approved cannot be seen from here",
                $"{context.Account} may not read the directory of tenant {context.TenantId}. Approving without a link takes Cloud "
                    + "Application Administrator, or for an app that signs in by itself Application.ReadWrite.All.");
        return principal ?? throw Pending(
            "ApprovalTimeout", ErrorKind.OperationTimeout, $"nobody has approved the app within {approval.Timeout.TotalMinutes:0} minutes",
            null);

        ImageShareException Pending(string code, ErrorKind kind, string what, string? reason) =>
            new(code, kind, $"The consent link was given, but {what}.")
            {
                Target = applicationId,
                Reason = reason,
                Fix = $"Have an administrator open {link.AbsoluteUri} ; then run the command again, or go on with the next one.",
            };
    }

    // Who may read nothing of the directory still sees whether the app itself can sign in.
    private Task<GraphServicePrincipal?> WaitForSignInAsync(
        ShareAppApproval approval, string applicationId, ApplicationProof proof, Wait wait, CancellationToken cancellationToken)
    {
        var signIn = new SignIn(new ApplicationCredential(applicationId, proof)) { TenantId = context.TenantId };
        return waiter.UntilAsync(
            wait,
            async token =>
            {
                try
                {
                    var app = await sessions.ConnectAsync(signIn, context.Cloud, caller, token);
                    return new GraphServicePrincipal
                    {
                        Id = app.ObjectId, AppId = applicationId, AppOwnerOrganizationId = HomeOf(approval),
                    };
                }
                catch (ImageShareException exception) when (exception.Code is "AADSTS700016" or "AADSTS7000229")
                {
                    return null;
                }
            },
            caller, cancellationToken);
    }

    private static GraphServicePrincipal Checked(ShareAppApproval approval, GraphServicePrincipal principal) =>
        IsHome(approval, principal) ? principal
        : throw new ImageShareException(
            "AppOfOtherTenant", ErrorKind.SecurityError,
            $"The app's home is tenant {principal.AppOwnerOrganizationId}, not {HomeOf(approval)} as the hand-over says.")
        {
            Target = approval.ApplicationId,
            Reason = "Someone may pass another app off as the one that was agreed on.",
            Fix = "Ask the other company for its tenant id and application id, by another way than the hand-over came.",
        };

    private static bool IsHome(ShareAppApproval approval, GraphServicePrincipal principal) =>
        HomeOf(approval) is not { } home || principal.AppOwnerOrganizationId is not { } owner
            || owner.Equals(home, StringComparison.OrdinalIgnoreCase);

    private static string? HomeOf(ShareAppApproval approval) => approval.AppTenantId ?? approval.Handover?.AppTenantId;

    private static string Name(ShareAppApproval approval) =>
        approval.Handover?.DisplayName is { } name ? $"'{name}' ({approval.ApplicationId})" : approval.ApplicationId;

    private GalleryShareApp Result(ShareAppApproval approval, string applicationId, GraphServicePrincipal? principal)
    {
        var handover = approval.Handover;
        var home = principal?.AppOwnerOrganizationId ?? HomeOf(approval) ?? "";
        return ShareAppView.WithConsentLink(
            new GalleryShareApp
            {
                DisplayName = principal?.DisplayName ?? handover?.DisplayName ?? "",
                ApplicationId = applicationId,
                ServicePrincipalId = principal?.Id,
                TenantId = context.TenantId,
                AppTenantId = home,
                PublisherTenantId = handover?.Kind switch
                {
                    HandoverKind.Request => context.TenantId,
                    HandoverKind.Share => handover.PublisherTenantId,
                    _ => null,
                },
                ConsumerTenantId = handover?.Kind switch
                {
                    HandoverKind.Request => handover.ConsumerTenantId ?? home,
                    HandoverKind.Share => context.TenantId,
                    _ => null,
                },
                ConsumerName = handover?.ConsumerName,
                Credentials = handover?.Credential is { } credential
                    ? [new ShareAppCredential(credential.Kind, "", null, null, credential.EndsOn) { Thumbprint = credential.Thumbprint }]
                    : [],
                Images = handover?.Images ?? [],
                Environment = context.Environment,
            },
            context.Cloud);
    }
}

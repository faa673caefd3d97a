using Azure;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Graph;

/// <summary>Makes a share app, or completes what is there of it.</summary>
internal sealed class ShareAppCreator(EngineContext context, ICaller caller, Waiter waiter, TimeProvider time)
{
    private const string MultiTenant = "AzureADMultipleOrgs";

    private readonly GraphClient _graph = new(context);

    public async Task<GalleryShareApp> CreateAsync(ShareAppSpec spec, CancellationToken cancellationToken)
    {
        CheckName(spec.DisplayName);
        var tags = new ShareAppTags(
            spec.Shared ? null : spec.ConsumerName ?? spec.DisplayName,
            spec.Shared || spec.ConsumerTenantId is null ? null : InputRules.Guid(spec.ConsumerTenantId, "ConsumerTenantId"),
            spec.Shared);
        var credentials = new ShareAppCredentials(context, _graph, caller, waiter, time);
        var prepared = await credentials.PrepareAsync(spec.Credential, cancellationToken);

        var found = await FindAsync(spec.DisplayName, tags, cancellationToken);
        var application = found is null
            ? await CreateAsync(Wanted(spec.DisplayName, tags), cancellationToken)
            : await CompleteAsync(found, cancellationToken);
        var look = found is null ? CredentialLook.NewApp : spec.OneOfMany ? CredentialLook.Expected : CredentialLook.Enough;
        (application, var federations, var secret) = await credentials.AddAsync(application, prepared, look, cancellationToken);
        var principal = await EnsurePrincipalAsync(application, cancellationToken);

        var images = spec.Images;
        var app = ShareAppView.Of(context, application, principal, federations) with
        {
            Images = images,
            PublisherTenantId = images.Select(i => i.TenantId).FirstOrDefault(t => t is not null),
            Secret = secret is null ? null : ShareAppView.Protect(secret),
        };

        // An app that a managed identity backs is its own company's, and publishers have no use for one.
        return ShareAppView.WithConsentLink(
            spec.Credential is NewManagedIdentityTrust && app.ConsumerTenantId is null && images.Count == 0
                ? app with { ConsumerTenantId = context.TenantId }
                : app,
            context.Cloud);
    }

    private async Task<GraphApplication?> FindAsync(string displayName, ShareAppTags tags, CancellationToken cancellationToken)
    {
        var filter = $"displayName eq '{displayName.Replace("'", "''", StringComparison.Ordinal)}'";
        var apps = await _graph.ListApplicationsAsync(filter, cancellationToken)
            .Where(a => ShareAppTags.Read(a.Tags) is not null, cancellationToken).ToListAsync(cancellationToken);
        if (apps.Count > 1)
        {
            throw new ImageShareException(
                "ShareAppAmbiguous", ErrorKind.InvalidOperation,
                $"{apps.Count} share apps of tenant {context.TenantId} are called '{displayName}'.")
            {
                Target = displayName,
                Reason = $"Their application ids are {string.Join(", ", apps.Select(a => a.AppId))}.",
                Fix = "Remove those that are not needed (Remove-GalleryShareApp -ApplicationId), or choose another -DisplayName.",
            };
        }

        if (apps is not [var app])
            return null;
        if (ShareAppTags.Read(app.Tags) is { ConsumerTenantId: { } other } && tags.ConsumerTenantId is { } wanted
            && !other.Equals(wanted, StringComparison.OrdinalIgnoreCase))
        {
            throw new ImageShareException(
                "ShareAppOfOtherConsumer", ErrorKind.ResourceExists,
                $"The share app '{displayName}' serves another consumer, tenant {other}.")
            {
                Target = app.AppId,
                Fix = "Choose another -DisplayName: each consumer has an app of its own, so that it can be taken back alone.",
            };
        }

        caller.Verbose($"The share app '{displayName}' is there already: application id {app.AppId}.");
        return app;
    }

    private async Task<GraphApplication> CreateAsync(GraphApplication wanted, CancellationToken cancellationToken)
    {
        if (!await caller.ShouldProcessAsync($"application '{wanted.DisplayName}' in tenant {context.TenantId}",
            "Create multi-tenant application"))
            return wanted;

        var created = await _graph.CreateApplicationAsync(wanted, cancellationToken);
        caller.Verbose($"Created application '{created.DisplayName}', application id {created.AppId}, in tenant {context.TenantId}.");
        return created;
    }

    // Someone may have changed it since; what a share stands on is put right.
    private async Task<GraphApplication> CompleteAsync(GraphApplication found, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> addresses = found.Web?.RedirectUris ?? [];
        var address = ConsentLink.RedirectUri(context.Cloud);
        var changes = new GraphApplication
        {
            SignInAudience = found.SignInAudience == MultiTenant ? null : MultiTenant,
            Web = addresses.Contains(address) ? null : new GraphWeb([.. addresses, address]),
            ServicePrincipalLockConfiguration =
                found.ServicePrincipalLockConfiguration is { IsEnabled: true, AllProperties: true } ? null : new GraphLock(true, true),
        };
        if (changes == new GraphApplication()
            || !await caller.ShouldProcessAsync(
                $"application '{found.DisplayName}' ({found.AppId}) in tenant {context.TenantId}",
                "Make multi-tenant, with redirect address and property lock"))
        {
            return found;
        }

        await _graph.UpdateApplicationAsync(found.Id!, changes, cancellationToken);
        caller.Verbose($"Completed application '{found.DisplayName}': audience, redirect address and property lock are as they should be.");
        return found with { SignInAudience = MultiTenant };
    }

    private async Task<GraphServicePrincipal?> EnsurePrincipalAsync(GraphApplication application, CancellationToken cancellationToken)
    {
        if (application.AppId is { } known && await _graph.FindServicePrincipalAsync(known, cancellationToken) is { } found)
            return found;
        if (!await caller.ShouldProcessAsync(
            $"application '{application.DisplayName}' ({application.AppId ?? "new"}) in tenant {context.TenantId}",
            "Create service principal")
            || application.AppId is not { } id)
        {
            return null;
        }

        return await new ServicePrincipals(_graph, waiter, caller).CreateAsync(id, context.TenantId, isHome: true, cancellationToken);
    }

    private GraphApplication Wanted(string displayName, ShareAppTags tags) => new()
    {
        DisplayName = displayName,
        SignInAudience = MultiTenant,
        Tags = tags.Write(),
        Web = new GraphWeb([ConsentLink.RedirectUri(context.Cloud)]),

        // Without it, an administrator of the other company could add a credential of its own to the principal there.
        ServicePrincipalLockConfiguration = new GraphLock(true, true),
    };

    private static void CheckName(string name)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > 120 || name.Any(char.IsControl))
            throw InputRules.Refuse("DisplayName", name, "-DisplayName must have 1 to 120 characters.");
    }
}

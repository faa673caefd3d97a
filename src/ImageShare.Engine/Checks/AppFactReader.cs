using ImageShare.Engine.Graph;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Checks;

/// <summary>Reads the app in the directories of both companies, as far as sign-ins are at hand.</summary>
internal sealed class AppFactReader(ShareTestSpec spec, Parties parties)
{
    private const string NoApp = "The share carries no app.";

    public async Task<AppFacts> ReadAsync(CancellationToken cancellationToken)
    {
        var application = AtAsync(parties.AppTenantId, FindApplicationAsync, cancellationToken);
        var principal = AtAsync(parties.ApprovingTenantId, FindPrincipalAsync, cancellationToken);
        await Task.WhenAll(application, principal);
        return new(await application, await principal)
        {
            EndsOn = EndOf(application.Result.Value)
                ?? spec.Handover?.Credential?.EndsOn ?? spec.Handover?.ExpiresOn ?? spec.App?.ExpiresOn,
            Credential =
                (spec.Handover?.Credential?.Kind ?? (spec.App is { Credentials: [var first, ..] } ? first.Kind : null))?.ToString(),
        };
    }

    private async Task<Fact<T>> AtAsync<T>(
        string? tenantId, Func<GraphClient, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
        where T : class
    {
        if (parties.ApplicationId is null)
            return Fact.Unasked<T>(NoApp);
        if (parties.SignInOf(tenantId) is not { } signIn)
        {
            return Fact.Unasked<T>(parties.PartyOf(tenantId) is { } party
                ? Parties.NoSignIn(party, tenantId) : "Which tenant the app must be looked up in is not known.");
        }

        return await Fact.ReadAsync(
            () => read(new GraphClient(signIn), cancellationToken), parties.FactsOf(tenantId) with { Target = parties.ApplicationId },
            cancellationToken);
    }

    private async Task<GraphApplication> FindApplicationAsync(GraphClient graph, CancellationToken cancellationToken) =>
        (await graph.ListApplicationsAsync($"appId eq '{parties.ApplicationId}'", cancellationToken).ToListAsync(cancellationToken))
            is [var found, ..] ? found : throw NotThere("application", parties.AppTenantId);

    private async Task<GraphServicePrincipal> FindPrincipalAsync(GraphClient graph, CancellationToken cancellationToken) =>
        await graph.FindServicePrincipalAsync(parties.ApplicationId!, cancellationToken)
        ?? throw NotThere("service principal", parties.ApprovingTenantId);

    private ImageShareException NotThere(string what, string? tenantId) =>
        new("AppNotFound", ErrorKind.ObjectNotFound, $"The app {parties.ApplicationId} has no {what} in tenant {tenantId}.")
        {
            Target = parties.ApplicationId,
        };

    // A share lives as long as the credential that ends last; one that never ends counts as none.
    private static DateTimeOffset? EndOf(GraphApplication? application) =>
        ((DateTimeOffset?[])[
            .. (application?.PasswordCredentials ?? []).Select(p => p.EndDateTime),
            .. (application?.KeyCredentials ?? []).Select(k => k.EndDateTime),
        ]).Max();
}

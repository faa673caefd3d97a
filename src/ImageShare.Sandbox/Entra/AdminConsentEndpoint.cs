using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Entra;

/// <summary><c>GET /{tenant}/v2.0/adminconsent</c>, and the older address without a version.</summary>
internal static class AdminConsentEndpoint
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/{tenant}/v2.0/adminconsent", (string tenant, string? client_id, string? scope, string? redirect_uri, string? state,
            World world, SignInStore store) => Answer(
                tenant, client_id, scope ?? throw EntraErrors.MissingParameter("scope"), redirect_uri, state, world, store));
        routes.MapGet("/{tenant}/adminconsent", (string tenant, string? client_id, string? redirect_uri, string? state,
            World world, SignInStore store) => Answer(tenant, client_id, "", redirect_uri, state, world, store));
    }

    private static IResult Answer(
        string tenant, string? clientId, string scope, string? redirectUri, string? state, World world, SignInStore store)
    {
        var found = Tenants.Find(world, tenant);
        var client = Client.Find(world, clientId ?? throw EntraErrors.MissingParameter("client_id"), found);
        if (redirectUri is not null && client.Registered.Any())
            client.CheckRedirect(redirectUri);

        var address = client.Registered.Any() ? redirectUri ?? client.Registered.First() : null;
        var flow = new AdminConsentFlow(world, client, found)
        {
            Reply = address is null ? null : new Reply(address, "query", state),
            Scope = scope,
        };
        store.Flows.Add(flow.Token, flow);
        return Pages.SignIn(flow, name: null, problem: null);
    }
}

/// <summary>Ends with the application approved in the tenant.</summary>
internal sealed class AdminConsentFlow(World world, Client client, Tenant? tenant) : SignInFlow(world, client, tenant)
{
    public required Reply? Reply { get; init; }

    public required string Scope { get; init; }

    public override string Question(SignedIn who) => ConsentQuestion(who);

    public override IResult Accept(SignedIn who)
    {
        if (!who.User.Roles.MayManageApplications())
            throw EntraErrors.AdminConsentNeeded(Client.Name);

        Consent(who);
        return (Reply ?? throw EntraErrors.NoReplyAddress()).Send(new()
        {
            ["admin_consent"] = "True",
            ["tenant"] = who.Tenant.Id,
            ["scope"] = Scope,
        });
    }

    public override IResult Decline() => (Reply ?? throw EntraErrors.NoReplyAddress()).SendDeclined();
}

using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Entra;

/// <summary>
/// <c>GET /{tenant}/oauth2/v2.0/authorize</c>, and its v1 form, which doubles as the consent link of the documentation.
/// </summary>
internal static class AuthorizeEndpoint
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/{tenant}/oauth2/v2.0/authorize", Answer);
        routes.MapGet("/{tenant}/oauth2/authorize", Answer);
    }

    private static IResult Answer(string tenant, HttpContext context, World world, SignInStore store)
    {
        var query = context.Request.Query;
        string? Value(string name) => query.TryGetValue(name, out var value) ? value.ToString() : null;

        var found = Tenants.Find(world, tenant);
        var client = Client.Find(world, Value("client_id") ?? throw EntraErrors.MissingParameter("client_id"), found);
        if (Value("response_type")?.Split(' ').Contains("code") != true)
            throw EntraErrors.MissingParameter("response_type");

        var redirect = Value("redirect_uri") ?? client.Registered.FirstOrDefault();
        // An application without any address is found out only at the end, after the consent: as in Azure.
        var hasAddress = client.Application is null || client.Registered.Any();
        if (hasAddress)
            client.CheckRedirect(redirect ?? throw EntraErrors.MissingParameter("redirect_uri"));

        var flow = new AuthorizeFlow(world, store, client, found)
        {
            Reply = hasAddress ? new Reply(redirect!, Value("response_mode") ?? "query", Value("state")) : null,
            Scope = Value("scope") ?? $"{Value("resource")}/.default",
            Challenge = Value("code_challenge"),
            Nonce = Value("nonce"),
            MustAsk = Value("prompt") is "consent" or "admin_consent",
        };
        store.Flows.Add(flow.Token, flow);
        return Pages.SignIn(flow, Value("login_hint"), problem: null);
    }
}

/// <summary>Ends with an authorization code.</summary>
internal sealed class AuthorizeFlow(World world, SignInStore store, Client client, Tenant? tenant) : SignInFlow(world, client, tenant)
{
    private static readonly TimeSpan CodeLifetime = TimeSpan.FromMinutes(10);

    /// <summary>Null for an application with no registered address.</summary>
    public required Reply? Reply { get; init; }

    public required string Scope { get; init; }

    public string? Challenge { get; init; }

    public string? Nonce { get; init; }

    public bool MustAsk { get; init; }

    public override string? Question(SignedIn who) =>
        Client.Application is not null && (MustAsk || !Client.HasConsent(who.Tenant)) ? ConsentQuestion(who) : null;

    public override IResult Accept(SignedIn who)
    {
        Consent(who);
        var reply = Reply ?? throw EntraErrors.NoReplyAddress();
        var code = "1." + SignInStore.NewHandle();
        store.Codes.Add(code, new AuthorizationCode(who, Client.Id, reply.RedirectUri, Challenge, Nonce, Scope, World.Now + CodeLifetime));
        return reply.Send(new() { ["code"] = code, ["session_state"] = Guid.NewGuid().ToString() });
    }

    public override IResult Decline() => (Reply ?? throw EntraErrors.NoReplyAddress()).SendDeclined();
}

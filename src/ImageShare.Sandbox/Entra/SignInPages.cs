using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Entra;

/// <summary>What the forms of the pages are posted to.</summary>
internal static class SignInPages
{
    public const string SignInPath = "/common/login";

    public const string DecisionPath = "/common/Consent/Set";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(SignInPath, SignIn);
        routes.MapPost(DecisionPath, Decide);
    }

    private static async Task<IResult> SignIn(HttpContext context, World world, SignInStore store)
    {
        var form = await context.Request.ReadFormAsync();
        var flow = Find(form, store);
        var name = form["login"].ToString().Trim();
        SignedIn who;
        try
        {
            who = Accounts.SignIn(world, name, form["passwd"].ToString(), flow.Tenant, flow.Client);
        }
        catch (EntraException error) when (error.Code is 50126 or 50034)
        {
            return Pages.SignIn(flow, name, error.Text);
        }

        flow.Who = who;
        // Who was invited and comes by another way than the invitation's link accepts here.
        return who.User.IsPending ? Pages.Question(flow, InvitationPage.Question(who.Tenant)) : GoOn(flow, store, who);
    }

    private static async Task<IResult> Decide(HttpContext context, SignInStore store)
    {
        var form = await context.Request.ReadFormAsync();
        var flow = Find(form, store);
        var who = flow.Who ?? throw EntraErrors.MalformedGrant();
        if (form["decision"] == "accept")
        {
            if (!who.User.IsPending)
                return Finish(flow, store, who);

            who.User.ExternalUserState = "Accepted";
            return GoOn(flow, store, who);
        }

        store.Flows.Remove(flow.Token);
        return flow.Decline();
    }

    private static IResult GoOn(SignInFlow flow, SignInStore store, SignedIn who) =>
        flow.Question(who) is { } question ? Pages.Question(flow, question) : Finish(flow, store, who);

    private static IResult Finish(SignInFlow flow, SignInStore store, SignedIn who)
    {
        store.Flows.Remove(flow.Token);
        return flow.Accept(who);
    }

    private static SignInFlow Find(IFormCollection form, SignInStore store) =>
        store.Flows.GetValueOrDefault(form["flowToken"].ToString()) ?? throw EntraErrors.MalformedGrant();
}

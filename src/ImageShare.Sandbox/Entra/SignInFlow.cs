using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Entra;

/// <summary>One sign-in in a browser: name and password, then a question if there is one, then the way back.</summary>
internal abstract class SignInFlow(World world, Client client, Tenant? tenant)
{
    public string Token { get; } = SignInStore.NewHandle();

    public Client Client => client;

    /// <summary>Null until a person of unknown home signs in.</summary>
    public Tenant? Tenant => tenant;

    public SignedIn? Who { get; set; }

    protected World World => world;

    /// <summary>What the person must agree to; null when there is nothing to ask.</summary>
    public abstract string? Question(SignedIn who);

    public abstract IResult Accept(SignedIn who);

    public abstract IResult Decline();

    /// <summary>Approves the application for the whole tenant, if that is for this person to decide.</summary>
    protected void Consent(SignedIn who)
    {
        if (Client.Application is not { } application || Client.HasConsent(who.Tenant))
            return;

        if (!who.User.Roles.MayManageApplications())
            throw EntraErrors.AdminConsentNeeded(Client.Name);

        world.AddServicePrincipal(who.Tenant, world.FindApplication(application.AppId)!.Value.Home, application);
    }

    protected string ConsentQuestion(SignedIn who) =>
        $"{Client.Name} (unverified) asks to be added to {who.Tenant.DisplayName} for your organization. "
        + "It can then be given roles on resources.";
}

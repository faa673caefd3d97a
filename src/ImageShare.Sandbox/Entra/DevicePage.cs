using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Entra;

/// <summary>Where a person types the code that another device shows.</summary>
internal static class DevicePage
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(DeviceCodeEndpoint.PagePath, (string? otc) => Pages.Device(otc, problem: null));
        routes.MapPost(DeviceCodeEndpoint.PagePath, Answer);
    }

    private static async Task<IResult> Answer(HttpContext context, World world, SignInStore store)
    {
        var form = await context.Request.ReadFormAsync();
        var typed = form["otc"].ToString().Trim();
        var device = store.DeviceCodes.Find(d => d.UserCode.Equals(typed, StringComparison.OrdinalIgnoreCase) && d.Expires > world.Now);
        if (device is null)
            return Pages.Device(typed, "That code didn't work. Check the code and try again.");

        var tenant = Tenants.Find(world, device.TenantSegment);
        var flow = new DeviceFlow(world, device, Client.Find(world, device.ClientId, tenant), tenant);
        store.Flows.Add(flow.Token, flow);
        return Pages.SignIn(flow, name: null, problem: null);
    }
}

/// <summary>Ends with the device signed in.</summary>
internal sealed class DeviceFlow(World world, DeviceCode device, Client client, Tenant? tenant) : SignInFlow(world, client, tenant)
{
    public override string Question(SignedIn who) =>
        $"Are you trying to sign in to {Client.Name}? Only continue if you started this sign-in yourself.";

    public override IResult Accept(SignedIn who)
    {
        Consent(who);
        device.Approved = who;
        return Pages.Done($"You have signed in to the {Client.Name} application on your device. You may now close this window.");
    }

    public override IResult Decline()
    {
        device.Declined = true;
        return Pages.Done("The sign-in was cancelled. You may now close this window.");
    }
}

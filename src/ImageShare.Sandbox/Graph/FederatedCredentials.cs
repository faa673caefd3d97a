using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Graph;

/// <summary><c>/applications/{id}/federatedIdentityCredentials</c>: at most 20; wrong values are taken, and fail at sign-in only.</summary>
internal static partial class FederatedCredentials
{
    private const string Resource = "FederatedIdentityCredential";
    private const int Most = 20;

    public static void Map(GraphRoutes routes)
    {
        foreach (var set in GraphKeys.Of("applications", "/federatedIdentityCredentials"))
        {
            routes.Get(set, List);
            routes.Post(set, Create);
            routes.Get(set + "/{credential}", Get);
            routes.Delete(set + "/{credential}", Delete);
        }
    }

    private static string Context(GraphCall call) => $"applications('{Applications.Find(call).Id}')/federatedIdentityCredentials";

    private static IResult List(GraphCall call) =>
        GraphAnswer.Collection(call, Context(call), Applications.Find(call).FederatedCredentials.Select(Entities.Of));

    private static IResult Get(GraphCall call) =>
        GraphAnswer.Entity(call, Context(call), Entities.Of(Find(call, Applications.Find(call))));

    private static IResult Create(GraphCall call)
    {
        var application = Applications.Find(call);
        call.RequireManagerOf(application);
        var credential = Read(call.RequireBody(), call.World);
        if (application.FederatedCredentials.Exists(f => f.Name.Equals(credential.Name, StringComparison.OrdinalIgnoreCase)))
            throw GraphErrors.Conflict($"FederatedIdentityCredential with name {credential.Name} already exists.");

        if (application.FederatedCredentials.Exists(f => f.Issuer == credential.Issuer && f.Subject == credential.Subject))
            throw GraphErrors.Conflict("FederatedIdentityCredential with the same issuer and subject already exists.");

        if (application.FederatedCredentials.Count == Most)
            throw GraphErrors.BadRequest($"The number of federated identity credentials may not exceed {Most}.");

        application.FederatedCredentials.Add(credential);
        return GraphAnswer.Entity(call, Context(call), Entities.Of(credential), StatusCodes.Status201Created);
    }

    private static IResult Delete(GraphCall call)
    {
        var application = Applications.Find(call);
        call.RequireManagerOf(application);
        application.FederatedCredentials.Remove(Find(call, application));
        return Results.NoContent();
    }

    private static FederatedCredential Find(GraphCall call, Application application)
    {
        var key = call.Route("credential");
        return application.FederatedCredentials.Find(f => f.Id.Equals(key, StringComparison.OrdinalIgnoreCase) || f.Name == key)
            ?? throw GraphErrors.NotFound(key);
    }

    private static FederatedCredential Read(JsonObject body, World world)
    {
        var name = body.RequireText("name", Resource);
        if (!Name().IsMatch(name))
            throw GraphErrors.InvalidValue("name", Resource);

        var issuer = body.RequireText("issuer", Resource);
        if (!Uri.TryCreate(issuer, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttps)
            throw GraphErrors.InvalidValue("issuer", Resource);

        var audiences = body.Texts("audiences", Resource);
        if (audiences.Count != 1)
            throw GraphErrors.InvalidValue("audiences", Resource);

        return new FederatedCredential(
            Guid.NewGuid().ToString(), name, issuer, body.RequireText("subject", Resource), body.Text("description", Resource), audiences,
            world.After(world.Delays.PrincipalReplication));
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9_-]{2,119}$")]
    private static partial Regex Name();
}

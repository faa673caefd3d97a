using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Features;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Arm.Marketplace;

namespace ImageShare.Sandbox.Arm.Subscriptions;

/// <summary>Resource providers: what they offer, and whether the subscription may use them.</summary>
internal sealed class ProvidersEndpoint(Func<IEnumerable<IArmEndpoint>> endpoints) : IArmEndpoint
{
    public string Type => "Microsoft.Resources/subscriptions/providers";

    public IReadOnlyList<string> ApiVersions => Gateway.ApiVersions.Resources;

    // Registering is an action of the provider itself. Reading takes a role at the subscription: one on a resource group is refused.
    public bool IsOpen(ArmCall call) => call.Method == "POST";

    public ArmAnswer Answer(ArmCall call) => call switch
    {
        { Method: "GET", Path.IsOpenEnded: true } => ArmAnswer.List(call, Namespaces().Order().Select(n => Show(call, n))),
        { Method: "GET", Verb: null } => ArmAnswer.Ok(Show(call, Find(call))),
        { Method: "POST", Verb: "register" } => Register(call),
        _ => throw ArmErrors.MethodNotAllowed(call.Method),
    };

    /// <summary>What a provider offers: one type of it, or all.</summary>
    public static JsonNode? Find(IEnumerable<IArmEndpoint> endpoints, string name, string? type) => type is null
        ? new JsonObject { ["namespace"] = name, ["resourceTypes"] = new JsonArray([.. TypesOf(endpoints, name)]) }
        : TypesOf(endpoints, name).FirstOrDefault(t => type.Equals((string?)t["resourceType"], StringComparison.OrdinalIgnoreCase));

    private ArmAnswer Register(ArmCall call)
    {
        var name = Find(call);
        call.Authorizer.Require(call, $"{name}/register/action", call.Subscription!.ResourceId);
        call.Subscription.RegisteredProviders.Add(name);
        MicrosoftPrincipals.Bring(call.World, call.Tenant, name);
        return ArmAnswer.Ok(Show(call, name));
    }

    private string Find(ArmCall call) =>
        Namespaces().FirstOrDefault(n => n.Equals(call.Path.Name, StringComparison.OrdinalIgnoreCase))
        ?? throw ArmErrors.InvalidNamespace(call.Path.Name);

    private IEnumerable<string> Namespaces() => endpoints().Select(e => e.Type.Split('/')[0]).Distinct();

    private JsonObject Show(ArmCall call, string name) => new()
    {
        ["id"] = $"/subscriptions/{call.SubscriptionId}/providers/{name}",
        ["namespace"] = name,
        ["resourceTypes"] = new JsonArray([.. TypesOf(endpoints(), name)]),
        ["registrationState"] = call.Subscription!.RegisteredProviders.Contains(name) ? "Registered" : "NotRegistered",
        ["registrationPolicy"] = "RegistrationRequired",
    };

    private static IEnumerable<JsonObject> TypesOf(IEnumerable<IArmEndpoint> endpoints, string name) => endpoints
        .Where(e => e.Type.StartsWith(name + "/", StringComparison.OrdinalIgnoreCase) && e is not FeaturesEndpoint)
        .Select(e => ShowType(e, name));

    private static JsonObject ShowType(IArmEndpoint endpoint, string name) => new()
    {
        ["resourceType"] = endpoint.Type[(name.Length + 1)..],
        ["locations"] = new JsonArray([.. Locations.All.Select(l => (JsonNode)l.DisplayName)]),
        ["apiVersions"] = new JsonArray([.. endpoint.ApiVersions.Reverse().Select(v => (JsonNode)v)]),
    };
}

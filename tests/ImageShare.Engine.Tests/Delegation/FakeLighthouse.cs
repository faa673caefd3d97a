using System.Text.Json.Nodes;
using ImageShare.Engine.Delegation;
using ImageShare.Engine.Galleries;
using ImageShare.Engine.Identity;
using ImageShare.Engine.Tests.Fakes;
using ImageShare.Model;
using static ImageShare.Engine.Tests.Fakes.TestCloud;

namespace ImageShare.Engine.Tests.Delegation;

/// <summary>Microsoft.ManagedServices of one subscription of the publisher, with what stands in its resource groups.</summary>
internal sealed class FakeLighthouse
{
    public const string Subscription = $"/subscriptions/{SubscriptionId}";
    public const string Group = $"{Subscription}/resourceGroups/rg1";
    public const string Principal = "77777777-7777-4777-8777-777777777777";
    public const string Approver = "55555555-5555-4555-8555-555555555555";
    public const string Host = "https://management.azure.com";

    private const string Services = "/providers/Microsoft.ManagedServices";

    public FakeLighthouse() => Cloud = new TestCloud(Answer);

    public TestCloud Cloud { get; }

    /// <summary>Definitions and assignments by id.</summary>
    public SortedDictionary<string, JsonObject> Resources { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What the resource groups hold: (id, type).</summary>
    public List<(string Id, string Type)> Contents { get; } = [(
        $"{Group}/providers/Microsoft.Compute/galleries/gal", "Microsoft.Compute/galleries")];

    public bool Registered { get; set; } = true;

    /// <summary>How often an operation is asked for before it is done.</summary>
    public int Polls { get; set; } = 1;

    /// <summary>An answer to give instead; null to go on.</summary>
    public Func<MockRequest, MockAnswer?> Refuse { get; set; } = _ => null;

    public IReadOnlyList<MockRequest> Requests => Cloud.Transport.Requests;

    public IReadOnlyList<MockRequest> Changes => [.. Requests.Where(r => r.Method != "GET")];

    public DelegationService Service()
    {
        var tenants = new SubscriptionTenants();
        var contexts = new ContextSelector(tenants);
        return new DelegationService(contexts, tenants, new GalleryService(contexts, tenants), Cloud.Time);
    }

    public static LighthouseDelegationSpec Spec() => new()
    {
        ResourceGroupNames = ["rg1"], ManagedByTenantId = ConsumerTenant, OfferName = "Shared images", PrincipalIds = [Principal],
            PrincipalDisplayNames = ["Ops"],
    };

    public async Task<IReadOnlyList<LighthouseDelegation>> CreateAsync(LighthouseDelegationSpec spec, FakeCaller? caller = null)
    {
        List<LighthouseDelegation> made = [];
        await foreach (var delegation in Service().CreateAsync(spec, caller ?? Cloud.Caller(PublisherTenant), CancellationToken.None))
            made.Add(delegation);
        return made;
    }

    private MockAnswer Answer(MockRequest request)
    {
        if (Refuse(request) is { } refusal)
            return refusal;
        if (request.Path.EndsWith("/register", StringComparison.Ordinal))
        {
            Registered = true;
            return MockAnswer.Json("""{"registrationState":"Registering"}""");
        }

        if (request.Path == $"{Subscription}{Services}")
            return MockAnswer.Json($$"""{"registrationState":"{{(Registered ? "Registered" : "NotRegistered")}}"}""");
        if (request.Path.EndsWith("/resources", StringComparison.Ordinal))
            return Page(Contents.Where(c => c.Id.StartsWith(request.Path[..^"resources".Length], StringComparison.OrdinalIgnoreCase))
                .Select(c => new JsonObject { ["id"] = c.Id, ["name"] = c.Id.Split('/')[^1], ["type"] = c.Type }));
        if (request.Path.Contains("/operationStatuses/", StringComparison.Ordinal))
            return Poll(request);
        if (!request.Path.Contains(Services, StringComparison.Ordinal))
            return MockAnswer.Error(404, "ResourceNotFound", request.ToString());
        if (!Registered)
            return MockAnswer.Error(
                409, "MissingSubscriptionRegistration", "The subscription is not registered to use namespace 'Microsoft.ManagedServices'.");
        return request.Path.EndsWith("/registrationAssignments", StringComparison.Ordinal) ? List(request.Path) : One(request);
    }

    private MockAnswer List(string path) => Page(Resources
        .Where(r => IsAssignment(r.Key)
            && r.Key.StartsWith(path[..path.IndexOf(Services, StringComparison.Ordinal)], StringComparison.OrdinalIgnoreCase))
        .Select(r => Expanded(r.Value)));

    private MockAnswer One(MockRequest request)
    {
        switch (request.Method)
        {
            case "PUT":
                var body = JsonNode.Parse(request.Body)!.AsObject();
                body["id"] = request.Path;
                body["properties"]!["provisioningState"] = IsAssignment(request.Path) ? "Accepted" : "Succeeded";
                Resources[request.Path] = body;
                return IsAssignment(request.Path)
                    ? new MockAnswer(201, body.ToJsonString(), ("Azure-AsyncOperation", Operation(request.Path)), ("Retry-After", "15"))
                    : new MockAnswer(201, body.ToJsonString());
            case "DELETE":
                return !Resources.Remove(request.Path) ? new MockAnswer(204)
                    : IsAssignment(request.Path) ? new MockAnswer(202, "", ("Location", Operation(request.Path)), ("Retry-After", "15"))
                    : new MockAnswer(200);
            default:
                return Resources.TryGetValue(request.Path, out var found)
                    ? MockAnswer.Json(Expanded(found).ToJsonString()) : MockAnswer.Error(404, "ResourceNotFound", request.Path);
        }
    }

    private MockAnswer Poll(MockRequest request)
    {
        if (Requests.Count(r => r.Path == request.Path) < Polls)
            return new MockAnswer(200, """{"status":"Running"}""", ("Retry-After", "15"));
        var id = Uri.UnescapeDataString(request.Path.Split('/')[^1]);
        if (Resources.TryGetValue(id, out var assignment))
            assignment["properties"]!["provisioningState"] = "Succeeded";
        return MockAnswer.Json("""{"status":"Succeeded"}""");
    }

    private JsonObject Expanded(JsonObject resource)
    {
        var shown = resource.DeepClone().AsObject();
        if (shown["properties"]!["registrationDefinitionId"] is { } id && Resources.TryGetValue((string)id!, out var definition))
            shown["properties"]!["registrationDefinition"] = definition.DeepClone();
        return shown;
    }

    private static string Operation(string id) =>
        $"{Host}{Subscription}{Services}/operationStatuses/{Uri.EscapeDataString(id)}?api-version=2022-10-01";

    private static bool IsAssignment(string id) => id.Contains("/registrationAssignments/", StringComparison.OrdinalIgnoreCase);

    private static MockAnswer Page(IEnumerable<JsonObject> items) =>
        MockAnswer.Json(new JsonObject { ["value"] = new JsonArray([.. items]) }.ToJsonString());
}

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ImageShare.Engine.Access;
using ImageShare.Engine.Galleries;
using ImageShare.Engine.Graph;
using ImageShare.Engine.Identity;
using ImageShare.Engine.Tests.Fakes;
using static ImageShare.Engine.Tests.Fakes.TestCloud;

namespace ImageShare.Engine.Tests.Graph;

/// <summary>A directory with just enough memory for the tests; <see cref="Refuse"/> comes before everything.</summary>
internal sealed partial class FakeGraph
{
    public const string AppId = "66666666-6666-4666-8666-666666666666";
    public const string AppObjectId = "77777777-7777-4777-8777-777777777777";
    public const string PrincipalId = "88888888-8888-4888-8888-888888888888";

    public FakeGraph() => Cloud = new TestCloud(Answer);

    public TestCloud Cloud { get; }

    public List<JsonObject> Applications { get; } = [];

    public List<JsonObject> Principals { get; } = [];

    public List<JsonObject> Federations { get; } = [];

    public List<string> Deleted { get; } = [];

    public string AppHome { get; set; } = PublisherTenant;

    /// <summary>An answer to give instead; null to go on.</summary>
    public Func<MockRequest, MockAnswer?> Refuse { get; set; } = _ => null;

    public IEnumerable<MockRequest> Changes => Cloud.Transport.Requests.Where(r => r.Method != "GET");

    public ShareAppService Service()
    {
        var tenants = new SubscriptionTenants();
        var contexts = new ContextSelector(tenants);
        return new(contexts, new SessionService(Cloud.Time), new SharedScopes(new GalleryService(contexts, tenants)), Cloud.Time);
    }

    public JsonObject AddShareApp(string name = "Fabrikam", string? tenant = null) => Add(new JsonObject
    {
        ["displayName"] = name,
        ["signInAudience"] = "AzureADMultipleOrgs",
        ["tags"] = new JsonArray(["imageshare", .. tenant is null ? Array.Empty<JsonNode>() : [$"imageshare:tenant={tenant}"]]),
        ["web"] = new JsonObject { ["redirectUris"] = new JsonArray("https://www.microsoft.com/") },
        ["servicePrincipalLockConfiguration"] = new JsonObject { ["isEnabled"] = true, ["allProperties"] = true },
    });

    private MockAnswer Answer(MockRequest request) => Refuse(request) ?? (request.Method, Key().Replace(request.Path, "{id}")) switch
    {
        ("GET", "/v1.0/applications") => List(Applications.Where(a => Matches(a, request))),
        ("POST", "/v1.0/applications") => Created(Add(Parse(request))),
        ("GET", "/v1.0/applications/{id}") => Applications.Count > 0 ? Created(Applications[0]) : NotFound(),
        ("PATCH", "/v1.0/applications/{id}") => Patch(Parse(request)),
        ("DELETE", "/v1.0/applications/{id}") => Delete(Applications),
        ("POST", "/v1.0/applications/{id}/addPassword") => MockAnswer.Json("""{"keyId":"k1","hint":"abc","secretText":"abc-the-secret","endDateTime":"2027-02-21T12:00:00Z"}"""),
        ("POST", "/v1.0/applications/{id}/removePassword") => new MockAnswer(204),
        ("GET", "/v1.0/applications/{id}/federatedIdentityCredentials") => List(Federations),
        ("POST", "/v1.0/applications/{id}/federatedIdentityCredentials") => Created(AddTo(Federations, Parse(request))),
        ("GET", "/v1.0/servicePrincipals") => List(Principals),
        ("POST", "/v1.0/servicePrincipals") => Created(AddTo(Principals, new JsonObject
        {
            ["id"] = PrincipalId, ["appId"] = AppId, ["displayName"] = "Fabrikam", ["appOwnerOrganizationId"] = AppHome,
        })),
        ("DELETE", "/v1.0/servicePrincipals/{id}") => Delete(Principals),
        ("GET", var path) when path.StartsWith("/v1.0/directory/deletedItems/", StringComparison.Ordinal) => List([]),
        ("DELETE", "/v1.0/directory/deletedItems/{id}") => Purge(request),
        _ => MockAnswer.Error(400, "BadTest", request.ToString()),
    };

    private JsonObject Add(JsonObject application)
    {
        application["id"] = AppObjectId;
        application["appId"] = AppId;
        return AddTo(Applications, application);
    }

    private static JsonObject AddTo(List<JsonObject> list, JsonObject item)
    {
        list.Add(item);
        return item;
    }

    private MockAnswer Patch(JsonObject changes)
    {
        foreach (var (name, value) in changes)
            Applications[0][name] = value?.DeepClone();

        return new MockAnswer(204);
    }

    private static MockAnswer Delete(List<JsonObject> list)
    {
        list.Clear();
        return new MockAnswer(204);
    }

    private MockAnswer Purge(MockRequest request)
    {
        Deleted.Add(request.Path.Split('/')[^1]);
        return new MockAnswer(204);
    }

    private static bool Matches(JsonObject application, MockRequest request)
    {
        var query = Uri.UnescapeDataString(request.Uri.Query);
        return !query.Contains("displayName eq", StringComparison.Ordinal)
            || query.Contains($"displayName eq '{application["displayName"]}'", StringComparison.Ordinal);
    }

    private static JsonObject Parse(MockRequest request) => JsonNode.Parse(request.Body)!.AsObject();

    private static MockAnswer List(IEnumerable<JsonObject> items) =>
        MockAnswer.Json(new JsonObject { ["value"] = new JsonArray([.. items.Select(i => i.DeepClone())]) }.ToJsonString());

    private static MockAnswer Created(JsonObject item) => new(201, item.ToJsonString());

    private static MockAnswer NotFound() => MockAnswer.Error(404, "Request_ResourceNotFound", "not there");

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Key();
}

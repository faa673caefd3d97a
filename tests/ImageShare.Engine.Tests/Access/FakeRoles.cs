using System.Text.Json.Nodes;
using ImageShare.Engine.Tests.Fakes;
using static ImageShare.Engine.Tests.Fakes.TestCloud;

namespace ImageShare.Engine.Tests.Access;

/// <summary>Role assignments of Azure Resource Manager, and a directory with one service principal.</summary>
internal sealed class FakeRoles
{
    public const string Gallery = $"/subscriptions/{SubscriptionId}/resourceGroups/rg/providers/Microsoft.Compute/galleries/gal";
    public const string AppId = "66666666-6666-4666-8666-666666666666";
    public const string PrincipalId = "88888888-8888-4888-8888-888888888888";

    public FakeRoles() => Cloud = new TestCloud(Answer);

    public TestCloud Cloud { get; }

    public List<JsonObject> Assignments { get; } = [];

    /// <summary>An answer to give instead; null to go on.</summary>
    public Func<MockRequest, MockAnswer?> Refuse { get; set; } = _ => null;

    public IReadOnlyList<MockRequest> Puts => [.. Cloud.Transport.Requests.Where(r => r.Method == "PUT")];

    public void Add(string scope, string roleId, string principalId, string name = "existing") => Assignments.Add(new JsonObject
    {
        ["id"] = $"{scope}/providers/Microsoft.Authorization/roleAssignments/{name}",
        ["properties"] = new JsonObject
        {
            ["scope"] = scope, ["principalId"] = principalId, ["roleDefinitionId"] = $"/x/roleDefinitions/{roleId}",
        },
    });

    private MockAnswer Answer(MockRequest request)
    {
        if (Refuse(request) is { } refusal)
            return refusal;
        if (request is { Method: "GET" } && request.Path.EndsWith("/roleAssignments", StringComparison.Ordinal))
            return MockAnswer.Json(new JsonObject { ["value"] = new JsonArray(
                [.. Assignments.Select(a => a.DeepClone())]) }.ToJsonString());
        if (request is { Method: "PUT" })
        {
            var at = request.Path.IndexOf("/providers/Microsoft.Authorization/", StringComparison.Ordinal);
            var properties = JsonNode.Parse(request.Body)!["properties"]!;
            var role = ((string)properties["roleDefinitionId"]!).Split('/')[^1];
            Add(request.Path[..at], role, (string)properties["principalId"]!, request.Path.Split('/')[^1]);
            return new MockAnswer(201, Assignments[^1].ToJsonString());
        }

        if (request.Path == "/v1.0/servicePrincipals")
            return MockAnswer.Json($$"""{"value":[{"id":"{{PrincipalId}}","appId":"{{AppId}}","displayName":"Fabrikam"}]}""");
        return MockAnswer.Error(404, "ResourceNotFound", request.ToString());
    }
}

using System.Net;
using System.Text.Json.Nodes;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;
using Xunit;

namespace ImageShare.Tests.Sandbox;

public sealed class DeploymentTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>, IDisposable
{
    private readonly ArmCalls _arm = new(sandbox.Server);

    public void Dispose() => _arm.Dispose();

    [Fact]
    public async Task A_subscription_is_delegated_by_template()
    {
        var token = await _arm.AdminTokenAsync(_arm.Publisher);

        var made = await DeployAsync(token, "subscription", Templates.ForSubscription, Parameters("Contoso subscription"));
        var poll = await _arm.EndAsync(token, made);
        var done = await _arm.GetAsync(token, Id("subscription"));

        Assert.Equal((HttpStatusCode.Created, "Accepted"), (made.Status, made.State));
        Assert.Equal("""{"status":"Succeeded"}""", poll.Body!.ToJsonString());
        Assert.Equal("Managed by Contoso subscription", (string?)done.Body!["properties"]!["outputs"]!["mspOfferName"]!["value"]);
        Assert.Equal("String", (string?)done.Body["properties"]!["parameters"]!["mspOfferName"]!["type"]);
        // guid('Contoso subscription') as Azure computes it.
        var assignment = DelegationCalls.AssignmentId(_arm.OwnersSubscription(), "c852f3bf-53ea-50a3-bf7d-911ffb8da37f");
        Assert.Equal("Succeeded", (await _arm.GetAsync(token, assignment, DelegationCalls.Version)).State);
    }

    [Fact]
    public async Task Resource_groups_are_delegated_by_a_nested_template_each()
    {
        var token = await _arm.AdminTokenAsync(_arm.Publisher);
        var other = $"{_arm.OwnersSubscription()}/resourceGroups/rg-more";
        await _arm.PutAsync(token, other, new { location = "westeurope" });
        var parameters = Parameters("Contoso groups");
        parameters["resourceGroups"] = Value(new JsonArray(
            new JsonObject { ["rgName"] = _arm.Publisher.ResourceGroupName }, new JsonObject { ["rgName"] = "rg-more" }));

        var made = await DeployAsync(token, "groups", Templates.ForResourceGroups, parameters);
        var poll = await _arm.EndAsync(token, made);
        var operations = (await _arm.GetAsync(token, $"{Id("groups")}/operations")).Body!["value"]!.AsArray();
        var nested = await _arm.GetAsync(token, $"{other}/providers/Microsoft.Resources/deployments/rgAssignment1");
        var assignments = await _arm.GetAsync(
            token, $"{other}/providers/Microsoft.ManagedServices/registrationAssignments?$expandRegistrationDefinition=true",
            DelegationCalls.Version);

        Assert.Equal("Succeeded", (string?)poll.Body!["status"]);
        Assert.Equal(5, operations.Count);
        Assert.All(operations.SkipLast(1), o => Assert.Equal("Created", (string?)o!["properties"]!["statusCode"]));
        Assert.Equal("EvaluateDeploymentOutput", (string?)operations[^1]!["properties"]!["provisioningOperation"]);
        Assert.Equal("Succeeded", nested.State);
        var definition = Assert.Single(assignments.Body!["value"]!.AsArray())!["properties"]!["registrationDefinition"]!;
        Assert.Equal("Contoso groups", (string?)definition["properties"]!["registrationDefinitionName"]);
    }

    [Fact]
    public async Task A_deployment_waits_for_what_it_makes_and_registers_the_provider()
    {
        var clock = new ManualClock();
        await using var server = await SandboxServer.StartAsync(
            new SandboxOptions { Delays = Delays.None with { ResourceCreation = DelayRange.Seconds(30, 30) }, Clock = clock },
            TestContext.Current.CancellationToken);
        using var arm = new ArmCalls(server);
        var token = await arm.AdminTokenAsync(arm.Publisher);
        var id = $"{arm.OwnersSubscription()}/providers/Microsoft.Resources/deployments/waiting";
        var parameters = Parameters(arm, "Contoso");
        parameters["rgName"] = Value(arm.Publisher.ResourceGroupName);
        var body = Body(Templates.ForResourceGroup, parameters);

        var made = await arm.PutAsync(token, id, body);
        var running = await arm.GetAsync(token, made.Headers["Azure-AsyncOperation"]);
        var active = await arm.PutAsync(token, id, body);
        clock.Advance(TimeSpan.FromSeconds(31));
        var done = await arm.GetAsync(token, made.Headers["Azure-AsyncOperation"]);
        var again = await arm.PutAsync(token, id, body);

        Assert.Equal("Running", (string?)running.Body!["status"]);
        Assert.Equal((HttpStatusCode.Conflict, "DeploymentActive"), (active.Status, active.Code));
        Assert.Equal("Succeeded", (string?)done.Body!["status"]);
        Assert.Equal(HttpStatusCode.OK, again.Status);
    }

    [Fact]
    public async Task What_a_provider_refuses_stands_in_the_details()
    {
        var token = await _arm.AdminTokenAsync(_arm.Publisher);
        var parameters = Parameters("Contoso nowhere");
        parameters["rgName"] = Value("rg-nowhere");
        var own = Parameters("Contoso itself");
        own["managedByTenantId"] = Value(_arm.Publisher.TenantId);

        var noGroup = await StatusAsync(token, "no-group", Templates.ForResourceGroup, parameters);
        var noTenant = await StatusAsync(token, "no-tenant", Templates.ForSubscription, own);

        Assert.Equal("DeploymentFailed", (string?)noGroup["code"]);
        Assert.Equal("ResourceGroupNotFound", (string?)noGroup["details"]![0]!["code"]);
        Assert.Equal("InvalidRegistrationDefinitionCreateRequest", (string?)noTenant["details"]![0]!["code"]);
        var failed = await _arm.GetAsync(token, Id("no-tenant"));
        Assert.Equal(("Failed", "DeploymentFailed"), (failed.State, (string?)failed.Body!["properties"]!["error"]!["code"]));
        // The assignment waits for a definition that never came.
        Assert.Single((await _arm.GetAsync(token, $"{Id("no-tenant")}/operations")).Body!["value"]!.AsArray());
    }

    [Fact]
    public async Task Whoever_may_not_write_a_resource_deploys_nothing()
    {
        var app = _arm.NewApplication();
        var owner = await _arm.AdminTokenAsync(_arm.Publisher);
        await _arm.AssignAsync(owner, _arm.OwnersSubscription(), "9980e02c-c2be-4d73-94e8-173b1dc7cf3c", app.PublisherObjectId);
        var token = await _arm.TokenAsync(_arm.Publisher.TenantId, app.AppId, app.Secret);

        var refused = await DeployAsync(token, "refused", Templates.ForSubscription, Parameters("Contoso refused"));

        Assert.Equal((HttpStatusCode.Forbidden, "InvalidTemplateDeployment"), (refused.Status, refused.Code));
        Assert.Contains("'Microsoft.ManagedServices/registrationDefinitions/write'", refused.Message);
    }

    public static TheoryData<string, string> BadTemplates => new()
    {
        { "parameters.mspOfferName", "The value for the template parameter 'mspOfferName' is not provided." },
        { "parameters.other", "The template parameters 'other' in the parameters file are not valid" },
        { "parameters.authorizations", "Template parameter JToken type is not valid. Expected 'Array'. Actual 'String'." },
        { "[nothing('a')]", "The template function 'nothing' is not valid." },
        { "[concat('a']", "The language expression 'concat('a'' is not valid." },
        { "[parameters('nothing')]", "The template parameter 'nothing' is not found." },
        { "[subscription().nothing]", "The language expression property 'nothing' doesn't exist" },
        { "[variables('self')]", "The template variable 'self' refers to itself." },
        { "[resourceGroup().id]", "The template function 'RESOURCEGROUP' is not expected at this location." },
    };

    [Theory]
    [MemberData(nameof(BadTemplates))]
    public async Task Bad_templates_are_refused_before_anything_is_made(string change, string message)
    {
        var template = JsonNode.Parse(Templates.ForSubscription)!;
        var parameters = Parameters("Contoso bad");
        template["variables"]!["self"] = "[variables('self')]";
        if (change == "parameters.mspOfferName")
            parameters.Remove("mspOfferName");
        else if (change.StartsWith("parameters.", StringComparison.Ordinal))
            parameters[change["parameters.".Length..]] = Value("text");
        else
            template["resources"]![0]!["properties"]!["description"] = change;

        var token = await _arm.AdminTokenAsync(_arm.Publisher);
        var body = Body(template.ToJsonString(), parameters);
        var validated = await _arm.SendAsync(token, HttpMethod.Post, $"{Id("bad")}/validate", body);
        var deployed = await _arm.PutAsync(token, Id("bad"), body);

        Assert.Equal((HttpStatusCode.BadRequest, "InvalidTemplate"), (deployed.Status, deployed.Code));
        Assert.Contains(message, deployed.Message);
        Assert.Equal(deployed.Message, validated.Message);
        Assert.Equal("DeploymentNotFound", (await _arm.GetAsync(token, Id("bad"))).Code);
    }

    [Fact]
    public async Task Inner_templates_compute_for_themselves_and_named_resources_depend_by_name()
    {
        var token = await _arm.AdminTokenAsync(_arm.Publisher);

        var parameters = new JsonObject { ["rgName"] = Value(_arm.Publisher.ResourceGroupName) };
        var reply = await DeployAsync(token, "inner", Templates.Inner, parameters);
        await _arm.EndAsync(token, reply);
        var nested = await _arm.GetAsync(token, $"{_arm.OwnersGroup()}/providers/Microsoft.Resources/deployments/look");

        Assert.Equal(HttpStatusCode.Created, reply.Status);
        var outputs = nested.Body!["properties"]!["outputs"]!;
        Assert.Equal($"{_arm.OwnersGroup()} of inner", (string?)outputs["where"]!["value"]);
        Assert.Equal($"{_arm.OwnersGroup()}/providers/Microsoft.Compute/galleries/a/images/b", (string?)outputs["id"]!["value"]);
        Assert.Equal("[not an expression", (string?)outputs["text"]!["value"]);
    }

    [Fact]
    public async Task Validation_makes_nothing()
    {
        var token = await _arm.AdminTokenAsync(_arm.Publisher);

        var reply = await _arm.SendAsync(
            token, HttpMethod.Post, $"{Id("looked-at")}/validate", Body(Templates.ForSubscription, Parameters("Contoso looked at")));

        Assert.Equal((HttpStatusCode.OK, "Succeeded"), (reply.Status, reply.State));
        Assert.Equal(2, reply.Body!["properties"]!["validatedResources"]!.AsArray().Count);
        Assert.Equal("DeploymentNotFound", (await _arm.GetAsync(token, Id("looked-at"))).Code);
    }

    private string Id(string name) => $"{_arm.OwnersSubscription()}/providers/Microsoft.Resources/deployments/{name}";

    private Task<ArmReply> DeployAsync(string token, string name, string template, JsonObject parameters) =>
        _arm.PutAsync(token, Id(name), Body(template, parameters));

    private async Task<JsonNode> StatusAsync(string token, string name, string template, JsonObject parameters)
    {
        var made = await DeployAsync(token, name, template, parameters);
        var poll = await _arm.EndAsync(token, made);
        Assert.Equal((HttpStatusCode.OK, "Failed"), (poll.Status, (string?)poll.Body!["status"]));
        return poll.Body["error"]!;
    }

    private static JsonObject Body(string template, JsonObject parameters) => new()
    {
        ["location"] = "westeurope",
        ["properties"] = new JsonObject
        {
            ["mode"] = "Incremental",
            ["template"] = JsonNode.Parse(template),
            ["parameters"] = parameters.DeepClone(),
        },
    };

    private JsonObject Parameters(string offer) => Parameters(_arm, offer);

    private static JsonObject Parameters(ArmCalls arm, string offer) => new()
    {
        ["mspOfferName"] = Value(offer),
        ["mspOfferDescription"] = Value("Images"),
        ["managedByTenantId"] = Value(arm.Consumer.TenantId),
        ["authorizations"] = Value(new JsonArray(DelegationCalls.Authorization(arm.Consumer.UserObjectId, ArmCalls.Reader))),
    };

    private static JsonObject Value(JsonNode value) => new() { ["value"] = value };
}

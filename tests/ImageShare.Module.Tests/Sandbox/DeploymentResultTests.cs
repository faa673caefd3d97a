using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace ImageShare.Tests.Sandbox;

/// <summary>What a deployment tells of itself, and what it is refused for before it begins.</summary>
public sealed class DeploymentResultTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>, IDisposable
{
    // A comment and a name without quotes, as a recorded template has them.
    private const string Groups = """
        {
          "properties": {
            "mode": "Incremental",
            template: {
              "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
              "contentVersion": "1.0.0.0",
              "resources": [ // the last one first
                { "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2024-05-01", "name": "nsg-z", "location": "West Europe",
                  "dependsOn": [ "nsg-a" ] },
                { "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2024-05-01", "name": "nsg-a", "location": "westeurope" }
              ],
              "outputs": OUTPUTS
            }
          }
        }
        """;

    private readonly ArmCalls _arm = new(sandbox.Server);

    public void Dispose() => _arm.Dispose();

    [Fact]
    public async Task A_deployment_tells_what_it_made_and_what_its_template_says_of_that()
    {
        var token = await _arm.AdminTokenAsync(_arm.Consumer);
        const string Outputs = """
            {
              "rules": { "type": "array", "value": "[reference('nsg-a').defaultSecurityRules]" },
              "whole": {
                "type": "string",
                "value": "[reference(resourceId('Microsoft.Network/networkSecurityGroups', 'nsg-z'), '2024-05-01', 'full').location]"
              },
              "newest": { "type": "string", "value": "[providers('Microsoft.Network', 'networkSecurityGroups').apiVersions[0]]" }
            }
            """;

        var made = await DeployAsync(token, "told", Outputs);
        await _arm.EndAsync(token, made);
        var done = (await _arm.GetAsync(token, Id("told"))).Body!["properties"]!;
        var operations = (await _arm.GetAsync(token, $"{Id("told")}/operations")).Body!["value"]!.AsArray();

        Assert.Equal("Succeeded", (string?)done["provisioningState"]);
        Assert.Equal(6, done["outputs"]!["rules"]!["value"]!.AsArray().Count);
        Assert.Equal("Array", (string?)done["outputs"]!["rules"]!["type"]);
        Assert.Equal("westeurope", (string?)done["outputs"]!["whole"]!["value"]);
        Assert.Equal("2025-07-01", (string?)done["outputs"]!["newest"]!["value"]);
        Assert.Equal(["nsg-a", "nsg-z"], done["outputResources"]!.AsArray().Select(r => ((string)r!["id"]!).Split('/')[^1]));
        Assert.Equal("""["westeurope"]""", done["providers"]![0]!["resourceTypes"]![0]!["locations"]!.ToJsonString());
        Assert.Equal(made.Headers["x-ms-correlation-request-id"], (string?)done["correlationId"]);
        Assert.Equal(
            ["Create", "Create", "EvaluateDeploymentOutput"],
            operations.Select(o => (string?)o!["properties"]!["provisioningOperation"]));
        Assert.Null(operations[^1]!["properties"]!["targetResource"]);
    }

    [Fact]
    public async Task Equal_templates_have_equal_hashes_and_one_without_outputs_shows_none()
    {
        var token = await _arm.AdminTokenAsync(_arm.Consumer);

        var first = await DeployAsync(token, "hash-1", "null");
        var second = await DeployAsync(token, "hash-2", "null");
        var other = await DeployAsync(token, "hash-3", "{}");
        await _arm.EndAsync(token, first);
        var done = await _arm.GetAsync(token, Id("hash-1"));

        Assert.True(ulong.TryParse(Hash(first), out _));
        Assert.Equal(Hash(first), Hash(second));
        Assert.NotEqual(Hash(first), Hash(other));
        Assert.False(done.Body!["properties"]!.AsObject().ContainsKey("outputs"));
    }

    [Fact]
    public async Task An_output_that_cannot_be_computed_fails_the_deployment_at_its_end()
    {
        var token = await _arm.AdminTokenAsync(_arm.Consumer);

        var made = await DeployAsync(
            token, "outputs", """{ "no": { "type": "string", "value": "[reference('nsg-a').nothing]" } }""");
        var status = await _arm.EndAsync(token, made);

        Assert.Equal(HttpStatusCode.Created, made.Status);
        Assert.Equal("DeploymentOutputEvaluationFailed", status.Code);
    }

    public static TheoryData<string, string, string> Refused => new()
    {
        { """{ "publisher": "SUSE", "offer": "nothing", "sku": "1", "version": "latest" }""", "Standard_D2s_v5", "InvalidParameter" },
        { """{ "id": "/subscriptions/00000000-0000-0000-0000-000000000000/image" }""", "Standard_D4s_v5", "QuotaExceeded" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Images_that_are_not_there_and_quota_are_found_before_anything_is_made(string image, string size, string code)
    {
        var token = await _arm.AdminTokenAsync(_arm.Consumer);
        sandbox.Server.World.Do(w => w.FindSubscription(_arm.Consumer.SubscriptionId)!.CoreLimits["standardDSv5Family"] = 3);
        var machine = ArmCalls.Machine("/subscriptions/none", "none");
        machine["type"] = "Microsoft.Compute/virtualMachines";
        machine["apiVersion"] = "2024-07-01";
        machine["name"] = "vm-refused";
        machine["properties"]!["hardwareProfile"]!["vmSize"] = size;
        machine["properties"]!["storageProfile"]!["imageReference"] = JsonNode.Parse(image);
        var template = JsonNode.Parse(Templates.Inner)!;
        template["resources"] = new JsonArray(machine);
        template.AsObject().Remove("parameters");
        template.AsObject().Remove("languageVersion");
        var body = new JsonObject { ["properties"] = new JsonObject { ["mode"] = "Incremental", ["template"] = template } };

        var validated = await _arm.SendAsync(token, HttpMethod.Post, $"{Id("refused")}/validate", body);
        var deployed = await _arm.PutAsync(token, Id("refused"), body);

        Assert.Equal((HttpStatusCode.BadRequest, "InvalidTemplateDeployment"), (deployed.Status, deployed.Code));
        Assert.Equal(deployed.Code, validated.Code);
        Assert.Equal(code, (string?)deployed.Body!["error"]!["details"]![0]!["code"]);
        Assert.Equal("DeploymentNotFound", (await _arm.GetAsync(token, Id("refused"))).Code);
    }

    private string Id(string name) => $"{_arm.Group}/providers/Microsoft.Resources/deployments/{name}";

    private static string? Hash(ArmReply reply) => (string?)reply.Body!["properties"]!["templateHash"];

    private Task<ArmReply> DeployAsync(string token, string name, string outputs) =>
        _arm.PutAsync(token, Id(name), Groups.Replace("OUTPUTS", outputs, StringComparison.Ordinal));
}

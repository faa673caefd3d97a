using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace ImageShare.Tests.Sandbox;

public sealed class ArmScaleSetTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>, IDisposable
{
    private readonly ArmCalls _arm = new(sandbox.Server);

    public void Dispose() => _arm.Dispose();

    [Fact]
    public async Task An_image_of_another_tenant_takes_the_auxiliary_token_and_a_role()
    {
        var token = await _arm.AdminTokenAsync(_arm.Consumer);
        var auxiliary = await _arm.AdminTokenAsync(_arm.Publisher);
        var (app, secret, _, inConsumer) = _arm.NewApplication();
        await _arm.AssignAsync(token, _arm.Group, ArmCalls.Contributor, inConsumer);
        await _arm.NewInterfaceAsync(token, "any");
        var body = Set(_arm.Publisher.ImageVersionId);

        var without = await PutAsync(token, "web", body);
        var unknown = await PutAsync(
            await _arm.TokenAsync(_arm.Consumer.TenantId, app, secret), "web", body, await _arm.TokenAsync(_arm.Publisher.TenantId, app, secret));
        var made = await PutAsync(token, "web", body, auxiliary);

        Assert.Equal("LinkedAuthorizationFailed", without.Code);
        Assert.Contains("is not authorized to access linked subscription", without.Message, StringComparison.Ordinal);
        Assert.Equal("LinkedAuthorizationFailed", unknown.Code);
        Assert.Contains("on the linked scope(s)", unknown.Message, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Created, made.Status);
        Assert.Contains("/locations/westeurope/operations/", made.Headers["Azure-AsyncOperation"], StringComparison.Ordinal);
        Assert.Null(made.Body!["properties"]!["virtualMachineProfile"]!["osProfile"]!["adminPassword"]);
    }

    [Theory]
    [InlineData("upgradePolicy", "Required parameter 'upgradePolicy.mode' is missing (null).")]
    [InlineData("osProfile", "Required parameter 'osProfile' is missing (null).")]
    [InlineData("networkProfile", "Required parameter 'networkProfile' is missing (null).")]
    public async Task What_a_machine_needs_a_scale_set_needs(string missing, string message)
    {
        var token = await _arm.AdminTokenAsync(_arm.Consumer);
        await _arm.NewInterfaceAsync(token, "any");
        var body = Set(_arm.Publisher.ImageVersionId);
        var properties = body["properties"]!.AsObject();
        properties.Remove(missing);
        properties["virtualMachineProfile"]!.AsObject().Remove(missing);

        var reply = await PutAsync(token, "incomplete", body, await _arm.AdminTokenAsync(_arm.Publisher));

        Assert.Equal(("InvalidParameter", message), (reply.Code, reply.Message));
    }

    private Task<ArmReply> PutAsync(string token, string name, JsonObject body, params string[] auxiliary) =>
        _arm.PutAsync(token, $"{_arm.Group}/providers/Microsoft.Compute/virtualMachineScaleSets/{name}", body, "2024-07-01", auxiliary);

    private JsonObject Set(string imageId) => new()
    {
        ["location"] = "westeurope",
        ["sku"] = new JsonObject { ["name"] = "Standard_D2s_v5", ["capacity"] = 2 },
        ["properties"] = new JsonObject
        {
            ["orchestrationMode"] = "Uniform",
            ["upgradePolicy"] = new JsonObject { ["mode"] = "Manual" },
            ["virtualMachineProfile"] = new JsonObject
            {
                ["storageProfile"] = new JsonObject
                {
                    ["imageReference"] = new JsonObject { ["id"] = imageId },
                    ["osDisk"] = new JsonObject { ["createOption"] = "FromImage" },
                },
                ["osProfile"] = new JsonObject
                {
                    ["computerNamePrefix"] = "web", ["adminUsername"] = "operator", ["adminPassword"] = "Correct-Horse-42",
                },
                ["networkProfile"] = new JsonObject
                {
                    ["networkInterfaceConfigurations"] = new JsonArray(new JsonObject
                    {
                        ["name"] = "nic",
                        ["properties"] = new JsonObject
                        {
                            ["primary"] = true,
                            ["ipConfigurations"] = new JsonArray(new JsonObject
                            {
                                ["name"] = "ipconfig1",
                                ["properties"] = new JsonObject
                                {
                                    ["subnet"] = new JsonObject
                                    {
                                        ["id"] = $"{_arm.Group}/providers/Microsoft.Network/virtualNetworks/vnet/subnets/default",
                                    },
                                },
                            }),
                        },
                    }),
                },
            },
        },
    };
}

using System.Text.Json.Nodes;
using NSwag;
using Xunit;

namespace ImageShare.Tests.Conformance;

/// <summary>The check finds what is wrong: otherwise its silence says nothing.</summary>
public sealed class BodyCheckTests
{
    [Theory]
    [InlineData("""{ "location": "westeurope" }""", null)]
    [InlineData("""{ "location": 1 }""", "StringExpected location")]
    [InlineData("""{ "tags": {} }""", "PropertyRequired location")]
    [InlineData("""{ "location": "westeurope", "id": "x" }""", "read-only id")]
    [InlineData("""{ "location": "westeurope", "properties": { "size": 1 } }""", "unknown properties.size")]
    [InlineData("""{ "location": "westeurope", "properties": { "storageProfile": { "osDisk": { "caching": "None" } } } }""",
        "PropertyRequired properties.storageProfile.osDisk.createOption")]
    [InlineData(
        """{ "location": "westeurope", "properties": { "storageProfile": { "osDisk": { "createOption": "Empty", "caching": "Much" } } } }""",
        "NotInEnumeration properties.storageProfile.osDisk.caching")]
    [InlineData("""{ "location": "westeurope", "properties": { "networkProfile": { "networkInterfaces": [{ "nic": 1 }] } } }""",
        "unknown properties.networkProfile.networkInterfaces[].nic")]
    public async Task Finds_what_is_wrong_in_a_machine(string body, string? problem)
    {
        var specifications = await Specifications.ReadAsync(
            Path.Combine(AzureFacts.Folder("openapi"), "compute", "resource-manager", "Microsoft.Compute", "ComputeRP"),
            TestContext.Current.CancellationToken);
        var put = specifications.Find(
            "PUT", "/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/m", "2024-07-01")!;
        var schema = put.Operation.ActualParameters.Single(p => p.Kind == OpenApiParameterKind.Body).ActualSchema;

        var found = BodyCheck.Of(JsonNode.Parse(body), schema, isRequest: true);

        Assert.Equal(problem is null ? [] : [problem], found);
    }
}

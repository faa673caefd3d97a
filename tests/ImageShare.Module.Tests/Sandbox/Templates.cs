using System.Text.Json.Nodes;

namespace ImageShare.Tests.Sandbox;

/// <summary>Delegations as templates write them, in the shapes that Azure's samples have.</summary>
internal static class Templates
{
    private const string Schema = "https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#";
    private const string Definitions = "Microsoft.ManagedServices/registrationDefinitions";
    private const string Assignments = "Microsoft.ManagedServices/registrationAssignments";
    private const string Name = "[guid(parameters('mspOfferName'))]";
    private const string GroupName = "[guid(parameters('resourceGroups')[copyIndex()].rgName)]";

    public static string ForSubscription => Template(
        Definition("[variables('name')]"),
        Assignment("[variables('name')]", DefinitionId("variables('name')"), DefinitionId("variables('name')")));

    public static string ForResourceGroup => Template(
        Definition("[variables('name')]"),
        Nested(
            "rgAssignment", "[parameters('rgName')]", DefinitionId("variables('name')"),
            Assignment("[variables('name')]", DefinitionId("variables('name')"))));

    public static string ForResourceGroups => Template(
        Copied(Definition(GroupName)),
        Copied(Nested(
            "[concat('rgAssignment', copyIndex())]", "[parameters('resourceGroups')[copyIndex()].rgName]", DefinitionId(GroupName[1..^1]),
            Assignment(GroupName, DefinitionId(GroupName[1..^1])))));

    public static string Inner => $$"""
        {
          "$schema": "{{Schema}}", "contentVersion": "1.0.0.0", "languageVersion": "2.0",
          "parameters": { "rgName": { "type": "string" } },
          "resources": {
            "group": {
              "type": "Microsoft.Resources/resourceGroups", "apiVersion": "2024-07-01", "name": "rg-made", "location": "westeurope"
            },
            "look": {
              "type": "Microsoft.Resources/deployments", "apiVersion": "2024-07-01", "name": "look", "dependsOn": [ "group" ],
              "resourceGroup": "[parameters('rgName')]",
              "properties": {
                "mode": "Incremental",
                "expressionEvaluationOptions": { "scope": "inner" },
                "parameters": { "from": { "value": "[deployment().name]" } },
                "template": {
                  "$schema": "{{Schema}}", "contentVersion": "1.0.0.0",
                  "parameters": { "from": { "type": "string" }, "text": { "type": "string", "defaultValue": "[[not an expression" } },
                  "resources": [],
                  "outputs": {
                    "where": { "type": "string", "value": "[format('{0} of {1}', resourceGroup().id, parameters('from'))]" },
                    "id": { "type": "string", "value": "[resourceId('Microsoft.Compute/galleries/images', 'a', 'b')]" },
                    "text": { "type": "string", "value": "[parameters('text')]" }
                  }
                }
              }
            }
          }
        }
        """;

    private static string DefinitionId(string name) => $"[resourceId('{Definitions}/', {name})]";

    private static JsonObject Definition(string name) => new()
    {
        ["type"] = Definitions,
        ["apiVersion"] = "2022-10-01",
        ["name"] = name,
        ["properties"] = new JsonObject
        {
            ["registrationDefinitionName"] = "[parameters('mspOfferName')]",
            ["description"] = "[parameters('mspOfferDescription')]",
            ["managedByTenantId"] = "[parameters('managedByTenantId')]",
            ["authorizations"] = "[parameters('authorizations')]",
        },
    };

    private static JsonObject Assignment(string name, string definition, params string[] dependsOn) => new()
    {
        ["type"] = Assignments,
        ["apiVersion"] = "2022-10-01",
        ["name"] = name,
        ["dependsOn"] = new JsonArray([.. dependsOn.Select(d => (JsonNode)d)]),
        ["properties"] = new JsonObject { ["registrationDefinitionId"] = definition },
    };

    private static JsonObject Nested(string name, string group, string dependsOn, JsonObject resource) => new()
    {
        ["type"] = "Microsoft.Resources/deployments",
        ["apiVersion"] = "2018-05-01",
        ["name"] = name,
        ["resourceGroup"] = group,
        ["dependsOn"] = new JsonArray(dependsOn),
        ["properties"] = new JsonObject
        {
            ["mode"] = "Incremental",
            ["template"] = new JsonObject
            {
                ["$schema"] = "https://schema.management.azure.com/schemas/2015-01-01/deploymentTemplate.json#",
                ["contentVersion"] = "1.0.0.0",
                ["parameters"] = new JsonObject(),
                ["resources"] = new JsonArray(resource),
            },
        },
    };

    // Azure's sample gives both its loops one name.
    private static JsonObject Copied(JsonObject resource)
    {
        resource["copy"] = new JsonObject { ["name"] = "deploymentCopy", ["count"] = "[length(parameters('resourceGroups'))]" };
        return resource;
    }

    private static string Template(params JsonObject[] resources)
    {
        var parameters = new JsonObject();
        foreach (var name in (string[])["mspOfferName", "mspOfferDescription", "managedByTenantId"])
            parameters[name] = new JsonObject { ["type"] = "string" };

        parameters["rgName"] = new JsonObject { ["type"] = "string", ["defaultValue"] = "" };
        parameters["authorizations"] = new JsonObject { ["type"] = "array" };
        parameters["resourceGroups"] = new JsonObject { ["type"] = "array", ["defaultValue"] = new JsonArray() };
        return new JsonObject
        {
            ["$schema"] = Schema,
            ["contentVersion"] = "1.0.0.0",
            ["parameters"] = parameters,
            ["variables"] = new JsonObject { ["name"] = Name },
            ["resources"] = new JsonArray([.. resources]),
            ["outputs"] = new JsonObject
            {
                ["mspOfferName"] = new JsonObject
                {
                    ["type"] = "string",
                    ["value"] = "[concat('Managed by', ' ', parameters('mspOfferName'))]",
                },
            },
        }.ToJsonString();
    }
}

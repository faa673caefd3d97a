using System.Text.Json.Nodes;
using ImageShare.Engine.Http;

namespace ImageShare.Engine.Delegation;

/// <summary>The ARM template, deployed at the subscription.</summary>
internal static class JsonTemplate
{
    private const string Definitions = $"{DelegationClient.Namespace}/registrationDefinitions";
    private const string Assignments = $"{DelegationClient.Namespace}/registrationAssignments";

    public static JsonObject Of(TemplateKind kind)
    {
        var name = kind.ForResourceGroups ? "parameters('resourceGroups')[copyIndex()].registrationName" : "parameters('registrationName')";
        var definitionId = $"resourceId('{Definitions}', {name})";
        return new JsonObject
        {
            ["$schema"] = "https://schema.management.azure.com/schemas/2019-08-01/subscriptionDeploymentTemplate.json#",
            ["contentVersion"] = "1.0.0.0",
            ["parameters"] = Parameters(kind),
            ["resources"] = new JsonArray(
                Definition(kind, name),
                kind.ForResourceGroups ? GroupDeployment(name, definitionId) : Assignment(name, definitionId, definitionId)),
        };
    }

    private static JsonObject Parameters(TemplateKind kind)
    {
        var parameters = new JsonObject
        {
            ["mspOfferName"] = Parameter("string", "The offer's name, which both companies see."),
            ["mspOfferDescription"] = Parameter("string", "What the offer is for."),
            ["managedByTenantId"] = Parameter("string", "Tenant of the consumer."),
            ["authorizations"] = Parameter("array", "Who of that tenant has which role all the time."),
        };
        if (kind.WithEligible)
            parameters["eligibleAuthorizations"] = Parameter("array", "Who of that tenant may activate which role for a while.");
        if (kind.ForResourceGroups)
            parameters["resourceGroups"] = Parameter(
                "array", "Resource groups to delegate, each with the GUID that names its registration.");
        else
            parameters["registrationName"] = Parameter("string", "GUID that names the registration.");
        return parameters;
    }

    private static JsonObject Definition(TemplateKind kind, string name)
    {
        var properties = new JsonObject
        {
            ["registrationDefinitionName"] = "[parameters('mspOfferName')]",
            ["description"] = "[parameters('mspOfferDescription')]",
            ["managedByTenantId"] = "[parameters('managedByTenantId')]",
            ["authorizations"] = "[parameters('authorizations')]",
        };
        if (kind.WithEligible)
            properties["eligibleAuthorizations"] = "[parameters('eligibleAuthorizations')]";
        var resource = Resource(Definitions, ApiVersions.ManagedServices, name, properties);
        if (kind.ForResourceGroups)
            resource["copy"] = Copy("definitions");
        return resource;
    }

    private static JsonObject Assignment(string name, string definitionId, string? dependsOn)
    {
        var resource = Resource(
            Assignments, ApiVersions.ManagedServices, name, new JsonObject { ["registrationDefinitionId"] = $"[{definitionId}]" });
        if (dependsOn is not null)
            resource["dependsOn"] = new JsonArray($"[{dependsOn}]");
        return resource;
    }

    // An assignment at a resource group takes a deployment there; its expressions are this template's.
    private static JsonObject GroupDeployment(string name, string definitionId)
    {
        var deployment = Resource(
            "Microsoft.Resources/deployments", ApiVersions.Resources, $"concat('delegate-', {name})", new JsonObject
            {
                ["mode"] = "Incremental",
                ["template"] = new JsonObject
                {
                    ["$schema"] = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
                    ["contentVersion"] = "1.0.0.0",
                    ["resources"] = new JsonArray(Assignment(name, definitionId, dependsOn: null)),
                },
            });
        deployment["resourceGroup"] = "[parameters('resourceGroups')[copyIndex()].rgName]";
        deployment["copy"] = Copy("assignments");
        deployment["dependsOn"] = new JsonArray($"[{definitionId}]");
        return deployment;
    }

    private static JsonObject Resource(string type, string version, string name, JsonObject properties) => new()
    {
        ["type"] = type,
        ["apiVersion"] = version,
        ["name"] = $"[{name}]",
        ["properties"] = properties,
    };

    private static JsonObject Copy(string name) => new() { ["name"] = name, ["count"] = "[length(parameters('resourceGroups'))]" };

    private static JsonObject Parameter(string type, string description) =>
        new() { ["type"] = type, ["metadata"] = new JsonObject { ["description"] = description } };
}

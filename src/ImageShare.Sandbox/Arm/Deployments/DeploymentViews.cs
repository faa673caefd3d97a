using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml;
using ImageShare.Sandbox.Arm.Deployments.Templates;

namespace ImageShare.Sandbox.Arm.Deployments;

/// <summary>How deployments look from outside.</summary>
internal static class DeploymentViews
{
    public static JsonObject Show(Deployment deployment)
    {
        var properties = Properties(deployment, deployment.State);
        if (deployment.State == "Succeeded")
        {
            properties["outputs"] = deployment.Template.Outputs.DeepClone();
            properties["outputResources"] = Ids(deployment);
        }

        if (deployment.Error is { } error)
            properties["error"] = error.DeepClone();

        return Envelope(deployment, properties);
    }

    /// <summary>The answer to a validation: it would succeed.</summary>
    public static JsonObject Validated(Deployment deployment)
    {
        var properties = Properties(deployment, "Succeeded");
        properties["validatedResources"] = Ids(deployment);
        return Envelope(deployment, properties);
    }

    public static JsonObject Show(Deployment deployment, DeploymentStep step)
    {
        var properties = new JsonObject
        {
            ["provisioningOperation"] = "Create",
            ["provisioningState"] = step.State.ToString(),
            ["timestamp"] = Time(step.State == StepState.Running ? step.Started : step.Ended),
            ["duration"] = Duration(step.State == StepState.Running ? TimeSpan.Zero : step.Ended - step.Started),
            ["trackingId"] = step.TrackingId,
            ["statusCode"] = step.StatusCode,
            ["targetResource"] = Reference(step.Resource),
        };
        if (step.Error is { } error)
            properties["statusMessage"] = new JsonObject { ["error"] = error.DeepClone() };

        return new JsonObject
        {
            ["id"] = $"{deployment.Id}/operations/{step.OperationId}",
            ["operationId"] = step.OperationId,
            ["properties"] = properties,
        };
    }

    private static JsonObject Envelope(Deployment deployment, JsonObject properties)
    {
        var shown = new JsonObject { ["id"] = deployment.Id, ["name"] = deployment.Name, ["type"] = Template.Deployments };
        if (deployment.Location is { } location)
            shown["location"] = location;

        shown["properties"] = properties;
        return shown;
    }

    private static JsonObject Properties(Deployment deployment, string state) => new()
    {
        ["parameters"] = deployment.Template.Parameters,
        ["mode"] = "Incremental",
        ["provisioningState"] = state,
        ["timestamp"] = Time(deployment.Changed),
        ["duration"] = Duration(deployment.Changed - deployment.Started),
        ["correlationId"] = deployment.CorrelationId,
        ["providers"] = Providers(deployment),
        ["dependencies"] = Dependencies(deployment),
    };

    private static JsonArray Providers(Deployment deployment) => new(
    [
        .. deployment.Template.Resources.GroupBy(r => r.Namespace, StringComparer.OrdinalIgnoreCase).Select(g => new JsonObject
        {
            ["namespace"] = g.Key,
            ["resourceTypes"] = new JsonArray([.. g.Select(r => r.Type[(r.Type.IndexOf('/') + 1)..]).Distinct().Select(t => new JsonObject
            {
                ["resourceType"] = t,
                ["locations"] = new JsonArray((JsonNode?)null),
            })]),
        }),
    ]);

    private static JsonArray Dependencies(Deployment deployment) => new(
    [
        .. deployment.Template.Resources.Where(r => r.Dependencies.Count > 0).Select(r =>
        {
            var shown = Reference(r);
            var first = deployment.Template.Resources.Where(d => r.Dependencies.Contains(d.Id));
            shown["dependsOn"] = new JsonArray([.. first.Select(Reference)]);
            return shown;
        }),
    ]);

    private static JsonArray Ids(Deployment deployment) =>
        new([.. deployment.Template.Resources.Select(r => new JsonObject { ["id"] = r.Id })]);

    private static JsonObject Reference(TemplateResource resource) =>
        new() { ["id"] = resource.Id, ["resourceType"] = resource.Type, ["resourceName"] = resource.Name };

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static string Duration(TimeSpan duration) => XmlConvert.ToString(duration);
}

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
        if (deployment.Outputs is { } outputs)
            properties["outputs"] = outputs.DeepClone();

        if (deployment.State == "Succeeded")
            properties["outputResources"] = Ids(deployment.OutputResources);

        if (deployment.Error is { } error)
            properties["error"] = error.DeepClone();

        return Envelope(deployment, properties);
    }

    /// <summary>The answer to a validation: it would succeed, and took no time at no time.</summary>
    public static JsonObject Validated(Deployment deployment)
    {
        var properties = Properties(deployment, "Succeeded");
        properties["timestamp"] = "0001-01-01T00:00:00Z";
        properties["duration"] = Duration(TimeSpan.Zero);
        properties["validatedResources"] = Ids(deployment.Template.Resources.Select(r => r.Id));
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
            ["serviceRequestId"] = step.ServiceRequestId,
            ["statusCode"] = step.StatusCode,
            ["targetResource"] = Reference(step.Resource),
        };
        if (step.Error is { } error)
            properties["statusMessage"] = new JsonObject { ["error"] = error.DeepClone() };

        return Operation(deployment, step.OperationId, properties);
    }

    /// <summary>The last operation of a deployment, which makes nothing.</summary>
    public static JsonObject ShowEvaluation(Deployment deployment, DateTimeOffset evaluated)
    {
        var properties = new JsonObject
        {
            ["provisioningOperation"] = "EvaluateDeploymentOutput",
            ["provisioningState"] = deployment.State,
            ["timestamp"] = Time(evaluated),
            ["duration"] = Duration(TimeSpan.Zero),
            ["trackingId"] = deployment.EvaluationId,
            ["statusCode"] = deployment.Error is null ? "OK" : "BadRequest",
        };
        if (deployment.Error is { } error)
            properties["statusMessage"] = new JsonObject { ["error"] = error.DeepClone() };

        return Operation(deployment, deployment.OperationId, properties);
    }

    private static JsonObject Operation(Deployment deployment, string id, JsonObject properties) => new()
    {
        ["id"] = $"{deployment.Id}/operations/{id}",
        ["operationId"] = id,
        ["properties"] = properties,
    };

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
        ["templateHash"] = deployment.Template.Hash,
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
            ["resourceTypes"] = new JsonArray([.. g.GroupBy(r => r.Type[(r.Type.IndexOf('/') + 1)..]).Select(t => new JsonObject
            {
                ["resourceType"] = t.Key,
                ["locations"] = new JsonArray([.. t.Select(r => r.Location).Distinct().Select(l => (JsonNode?)l)]),
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

    private static JsonArray Ids(IEnumerable<string> ids) => new([.. ids.Select(id => new JsonObject { ["id"] = id })]);

    private static JsonObject Reference(TemplateResource resource) =>
        new() { ["id"] = resource.Id, ["resourceType"] = resource.Type, ["resourceName"] = resource.Name };

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static string Duration(TimeSpan duration) => XmlConvert.ToString(duration);
}

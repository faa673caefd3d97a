using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Deployments.Templates;
using ImageShare.Sandbox.Arm.Gateway;

namespace ImageShare.Sandbox.Arm.Deployments;

/// <summary>What became of each resource of a deployment.</summary>
internal sealed class DeploymentOperationsEndpoint(DeploymentStore deployments) : IArmEndpoint
{
    public string Type => Template.Deployments + "/operations";

    public IReadOnlyList<string> ApiVersions => Gateway.ApiVersions.Resources;

    public ArmAnswer Answer(ArmCall call)
    {
        if (call.Method != "GET")
            throw ArmErrors.MethodNotAllowed(call.Method);

        var deployment = DeploymentsEndpoint.Find(call, deployments);
        var begun = deployment.Steps.Where(s => s.State != StepState.Waiting).Reverse();
        var operations = begun.Select(s => DeploymentViews.Show(deployment, s));
        if (deployment.Evaluated is { } evaluated)
            operations = operations.Append(DeploymentViews.ShowEvaluation(deployment, evaluated));

        return call.Path.IsOpenEnded
            ? ArmAnswer.List(call, operations)
            : ArmAnswer.Ok(operations.FirstOrDefault(o => call.Path.Name.Equals(o.Text("operationId"), StringComparison.OrdinalIgnoreCase))
                ?? throw DeploymentErrors.OperationNotFound(call.Path.Name));
    }
}

/// <summary>Where the end of a deployment is asked for. A failure, too, is told with 200.</summary>
internal sealed class DeploymentStatusEndpoint(DeploymentStore deployments) : IArmEndpoint
{
    public string Type => Template.Deployments + "/operationStatuses";

    public IReadOnlyList<string> ApiVersions => Gateway.ApiVersions.Resources;

    public ArmAnswer Answer(ArmCall call)
    {
        if (call is not { Method: "GET", Path.IsOpenEnded: false })
            throw ArmErrors.MethodNotAllowed(call.Method);

        var deployment = DeploymentsEndpoint.Find(call, deployments);
        if (deployment.OperationId != call.Path.Name)
            throw DeploymentErrors.OperationNotFound(call.Path.Name);

        var status = new JsonObject { ["status"] = deployment.State };
        if (deployment.Error is { } error)
            status["error"] = error.DeepClone();

        return ArmAnswer.Ok(status);
    }
}

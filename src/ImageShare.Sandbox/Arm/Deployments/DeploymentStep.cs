using System.Security.Cryptography;
using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Deployments.Templates;

namespace ImageShare.Sandbox.Arm.Deployments;

internal enum StepState
{
    Waiting,
    Running,
    Succeeded,
    Failed,
}

/// <summary>One resource of a deployment on its way.</summary>
internal sealed class DeploymentStep(TemplateResource resource)
{
    public TemplateResource Resource => resource;

    public string OperationId { get; } = Convert.ToHexString(RandomNumberGenerator.GetBytes(8));

    public string TrackingId { get; } = Guid.NewGuid().ToString();

    /// <summary>Under which the resource's provider knows the request.</summary>
    public string ServiceRequestId { get; } = Guid.NewGuid().ToString();

    public StepState State { get; set; }

    public DateTimeOffset Started { get; set; }

    public DateTimeOffset Ended { get; set; }

    /// <summary>Name of the HTTP status that the resource's provider answered with.</summary>
    public string StatusCode { get; set; } = "";

    public JsonObject? Error { get; set; }
}

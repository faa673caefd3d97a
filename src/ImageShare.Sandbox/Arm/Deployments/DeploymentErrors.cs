using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Gateway;

namespace ImageShare.Sandbox.Arm.Deployments;

/// <summary>Refusals of deployments, and how one that failed tells why.</summary>
internal static class DeploymentErrors
{
    public static JsonObject Failed(string id, IEnumerable<JsonObject> errors) => new()
    {
        ["code"] = "DeploymentFailed",
        ["target"] = id,
        ["message"] = "At least one resource deployment operation failed. Please list deployment operations for details. "
            + "Please see https://aka.ms/arm-deployment-operations for usage details.",
        ["details"] = new JsonArray([.. errors.Select(e => e.DeepClone())]),
    };

    public static JsonObject OutputsFailed(ArmException error) => new()
    {
        ["code"] = "DeploymentOutputEvaluationFailed",
        ["message"] = "Unable to evaluate template outputs. Please see error details and deployment operations. "
            + "Please see https://aka.ms/arm-common-errors for usage details.",
        ["details"] = new JsonArray(error.ToError()),
    };

    /// <summary>What providers find before anything is made.</summary>
    public static ArmException Invalid(string name, IEnumerable<JsonObject> found) => new(
        StatusCodes.Status400BadRequest, "InvalidTemplateDeployment",
        $"The template deployment '{name}' is not valid according to the validation procedure. The tracking id is '{Guid.NewGuid()}'. "
        + "See inner errors for details.")
    {
        IsGateway = true,
        Details = new JsonArray([.. found]),
    };

    public static ArmException NotFound(string name) => ArmErrors.Gateway(
        StatusCodes.Status404NotFound, "DeploymentNotFound", $"Deployment '{name}' could not be found.");

    public static ArmException OperationNotFound(string name) => ArmErrors.Gateway(
        StatusCodes.Status404NotFound, "DeploymentOperationNotFound", $"Deployment operation '{name}' could not be found.");

    public static ArmException LocationMissing(string name) => Invalid(
        $"The 'location' property must be specified for '{name}'. Please see https://aka.ms/deploy-to-subscription for usage details.");

    public static ArmException LocationNotAllowed(string name) => Invalid(
        $"The 'location' property is not allowed for '{name}' at resource group scope. "
        + "Please see https://aka.ms/deploy-to-subscription for usage details.");

    public static ArmException LocationDiffers(Deployment existing, string location) => ArmErrors.Gateway(
        StatusCodes.Status409Conflict, "InvalidDeploymentLocation",
        $"Invalid deployment location '{location}'. The deployment '{existing.Name}' already exists in location '{existing.Location}'.");

    public static ArmException Active(Deployment deployment) => ArmErrors.Gateway(
        StatusCodes.Status409Conflict, "DeploymentActive",
        $"Unable to edit or replace deployment '{deployment.Name}': previous deployment from '{deployment.Started.UtcDateTime:G}' is still "
        + "active. Please see https://aka.ms/arm-deploy for usage details.");

    public static ArmException TemplateMissing() => ArmErrors.InvalidRequestContent(
        "The request content was invalid and could not be deserialized: 'Required property 'template' not found in JSON. "
        + "Path 'properties'.'.");

    public static ArmException LinkUnreachable(string? uri) => ArmErrors.Gateway(
        StatusCodes.Status400BadRequest, "InvalidContentLink", $"Unable to download deployment content from '{uri}'.");

    public static ArmException ModeNotSupported(string? mode) => Invalid(
        $"The deployment mode '{mode}' is not supported at this scope. Please see https://aka.ms/arm-deploy for usage details.");

    public static ArmException NotAuthorized(IEnumerable<string> refusals) => ArmErrors.Gateway(
        StatusCodes.Status403Forbidden, "InvalidTemplateDeployment",
        $"Deployment failed with multiple errors: '{string.Join(":", refusals)}'");

    private static ArmException Invalid(string message) => ArmErrors.Gateway(StatusCodes.Status400BadRequest, "InvalidDeployment", message);
}

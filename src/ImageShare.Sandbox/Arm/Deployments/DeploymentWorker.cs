using System.Net;
using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Deployments.Templates;
using ImageShare.Sandbox.Arm.Gateway;

namespace ImageShare.Sandbox.Arm.Deployments;

/// <summary>Sends each resource through the front door, with the tokens of the deployment: every check is the usual one.</summary>
internal sealed class DeploymentWorker(ArmCall call, DeploymentStore deployments) : IDeploymentWorker
{
    private readonly InnerRequest _request = new(call);

    public (string StatusCode, JsonObject? Error) Start(TemplateResource resource)
    {
        var answer = _request.Put(resource.Id, resource.ApiVersion, resource.Body);
        var status = ((HttpStatusCode)answer.Status).ToString();
        return answer.Status < 300 ? (status, null) : (status, (JsonObject)answer.Body!["error"]!.DeepClone());
    }

    public IEnumerable<string> Made(TemplateResource resource) =>
        deployments.Find(call.World, resource.Id) is { } nested ? nested.OutputResources : [resource.Id];

    public JsonNode Read(TemplateResource? own, string id, string? apiVersion)
    {
        var answer = _request.Get(own?.Id ?? id, apiVersion ?? own?.ApiVersion ?? throw TemplateErrors.ApiVersionMissing(id));
        return answer.Status == StatusCodes.Status200OK
            ? answer.Body!
            : throw new ArmException(answer.Status, answer.Body.Text("error.code")!, answer.Body.Text("error.message")!);
    }

    public Progress? Watch(TemplateResource resource)
    {
        if (deployments.Find(call.World, resource.Id) is { } nested)
            return new Progress(nested.IsDone, nested.NextLook, nested.Error);

        return call.World.Resources.Find(resource.Id)?.Operation is { } operation
            ? new Progress(operation.IsDone, operation.Ends, operation.Error)
            : null;
    }
}

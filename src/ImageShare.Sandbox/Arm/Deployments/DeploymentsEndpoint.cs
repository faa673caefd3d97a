using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Compute;
using ImageShare.Sandbox.Arm.Deployments.Templates;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Arm.Resources;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.Deployments;

/// <summary>Templates, deployed to a subscription or to a resource group.</summary>
/// <param name="deployments">Those that were begun.</param>
/// <param name="provider">What a provider offers, by its namespace and one of its types.</param>
internal sealed class DeploymentsEndpoint(DeploymentStore deployments, Func<string, string?, JsonNode?> provider) : IArmEndpoint
{
    public string Type => Template.Deployments;

    public IReadOnlyList<string> ApiVersions => Gateway.ApiVersions.Resources;

    public ArmAnswer Answer(ArmCall call)
    {
        ResourceEndpoint.RequireGroup(call);
        return call switch
        {
            { Method: "POST", Verb: "validate" } => ArmAnswer.Ok(DeploymentViews.Validated(Read(call))),
            { Verb: not null } => throw ArmErrors.MethodNotAllowed(call.Method),
            { Method: "GET", Path.IsOpenEnded: true } => ArmAnswer.List(
                call, deployments.At(call.World, call.Path.Scope).Select(DeploymentViews.Show)),
            { Path.IsOpenEnded: true } => throw ArmErrors.MethodNotAllowed(call.Method),
            { Method: "HEAD" } => new ArmAnswer(
                deployments.Find(call.World, call.Id) is null ? StatusCodes.Status404NotFound : StatusCodes.Status204NoContent),
            { Method: "GET" } => ArmAnswer.Ok(DeploymentViews.Show(Find(call, deployments))),
            { Method: "PUT" } => Put(call),
            _ => throw ArmErrors.MethodNotAllowed(call.Method),
        };
    }

    /// <summary>The deployment that a path names or lies under.</summary>
    public static Deployment Find(ArmCall call, DeploymentStore deployments)
    {
        var id = $"{call.Path.Scope}/providers/{Template.Deployments}/{call.Path.Names[0]}";
        return deployments.Find(call.World, id) ?? throw DeploymentErrors.NotFound(call.Path.Names[0]);
    }

    private ArmAnswer Put(ArmCall call)
    {
        var existing = deployments.Find(call.World, call.Id);
        var deployment = Read(call);
        if (existing is { IsDone: false })
            throw DeploymentErrors.Active(existing);

        var shown = DeploymentViews.Show(deployment);
        Register(call, deployment);
        deployments.Put(deployment);
        var status = existing is null ? StatusCodes.Status201Created : StatusCodes.Status200OK;
        deployment.Begin(call.World, new DeploymentWorker(call, deployments));
        return new ArmAnswer(status, shown).With("Azure-AsyncOperation", call.Endpoints.At(
            $"{deployment.Id}/operationStatuses/{deployment.OperationId}?api-version={call.ApiVersion}"));
    }

    /// <summary>Everything that can be refused before the first resource is made.</summary>
    private Deployment Read(ArmCall call)
    {
        var location = Location(call);
        var properties = call.Body.Object("properties");
        if (properties.Text("templateLink.uri") is { } uri)
            throw DeploymentErrors.LinkUnreachable(uri);

        var mode = properties.Text("mode");
        if (!"Incremental".Equals(mode, StringComparison.OrdinalIgnoreCase))
            throw DeploymentErrors.ModeNotSupported(mode);

        var group = call.World.Resources.Find(call.Path.Scope);
        var scope = new TemplateScope(call.Path.Scope, call.Subscription!, group, call.Path.Names[0]) { Provider = provider };
        var template = new Template(
            properties.Object("template") ?? throw DeploymentErrors.TemplateMissing(), properties.Object("parameters"), scope);
        RequireRights(call, template);
        if (ComputePreflight.Check(call, template.Resources).ToList() is [_, ..] found)
            throw DeploymentErrors.Invalid(call.Path.Names[0], found);

        var id = $"{call.Path.Scope}/providers/{Type}/{call.Path.Names[0]}";
        return new Deployment(id, location, template, call.CorrelationId, call.World.Now);
    }

    private string? Location(ArmCall call)
    {
        var name = call.Path.Names[0];
        var asked = call.Body.Text("location");
        if (ResourceIds.Segment(call.Path.Scope, "resourceGroups") is not null)
            return asked is null ? null : throw DeploymentErrors.LocationNotAllowed(name);

        var location = Locations.Find(asked ?? throw DeploymentErrors.LocationMissing(name))
            ?? throw ArmErrors.LocationNotAvailable(asked, Type);
        return deployments.Find(call.World, call.Id) is { } existing && !Locations.Same(existing.Location, asked)
            ? throw DeploymentErrors.LocationDiffers(existing, asked)
            : location.Name;
    }

    private static void RequireRights(ArmCall call, Template template)
    {
        var client = $"The client '{call.Authorizer.Name(call.Caller)}' with object id '{call.Caller.ObjectId}'";
        var refusals = template.Resources.Where(r => !call.Authorizer.Allows(call.Caller, $"{r.Type}/write", r.Id)).Select(r =>
            $"Authorization failed for template resource '{r.Name}' of type '{r.Type}'. {client} does not have permission to perform "
            + $"action '{r.Type}/write' at scope '{r.Id}'.").ToList();
        if (refusals.Count > 0)
            throw DeploymentErrors.NotAuthorized(refusals);
    }

    // A deployment registers what it needs, where its caller may.
    private static void Register(ArmCall call, Deployment deployment)
    {
        foreach (var name in deployment.Template.Resources.Select(r => r.Namespace).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (call.Authorizer.Allows(call.Caller, $"{name}/register/action", call.Subscription!.ResourceId))
                call.Subscription.RegisteredProviders.Add(name);
        }
    }
}

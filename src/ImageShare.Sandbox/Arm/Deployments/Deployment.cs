using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Deployments.Templates;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.Deployments;

/// <summary>A template at work: each resource is made as soon as those it depends on are there.</summary>
internal sealed class Deployment(string id, string? location, Template template, string correlationId, DateTimeOffset now)
{
    public string Id => id;

    public string Name => id[(id.LastIndexOf('/') + 1)..];

    public string? Location => location;

    public Template Template => template;

    public IReadOnlyList<DeploymentStep> Steps { get; } = [.. template.Resources.Select(r => new DeploymentStep(r))];

    /// <summary>Counts down in time, so that the newest comes first where ids are sorted.</summary>
    public string OperationId { get; } = (long.MaxValue - now.UtcTicks).ToString("D20", null);

    /// <summary>Of the request that began it.</summary>
    public string CorrelationId => correlationId;

    public DateTimeOffset Started { get; } = now;

    public DateTimeOffset Changed { get; private set; } = now;

    /// <summary>Accepted, Running, Succeeded or Failed.</summary>
    public string State { get; private set; } = "Accepted";

    public JsonObject? Error { get; private set; }

    /// <summary>Null until it has succeeded, and when its template says nothing.</summary>
    public JsonObject? Outputs { get; private set; }

    /// <summary>Ids of what it has made, nested deployments left out and what they made taken in.</summary>
    public IReadOnlyList<string> OutputResources { get; private set; } = [];

    /// <summary>When its outputs were computed, after the last resource; null when there was no need to.</summary>
    public DateTimeOffset? Evaluated { get; private set; }

    /// <summary>Tracking id of that work, a GUID.</summary>
    public string EvaluationId { get; } = Guid.NewGuid().ToString();

    public bool IsDone => State is "Succeeded" or "Failed";

    /// <summary>When it looks at its resources again.</summary>
    public DateTimeOffset NextLook { get; private set; } = now;

    /// <summary>Leaves it to a job: whoever asks at once is told Accepted.</summary>
    public void Begin(World world, IDeploymentWorker worker) => ComeBack(world, worker, world.After(world.Delays.DeploymentStart));

    /// <summary>Takes the ends that were reached, starts what can start, and comes back when something more may be reached.</summary>
    private void Advance(World world, IDeploymentWorker worker)
    {
        var looks = Steps.Where(s => s.State == StepState.Running).Select(s => Look(world, worker, s)).OfType<DateTimeOffset>().ToList();
        while (Steps.FirstOrDefault(IsReady) is { } ready)
        {
            ready.Started = world.Now;
            (ready.StatusCode, ready.Error) = worker.Start(ready.Resource);
            ready.State = StepState.Running;
            if (Look(world, worker, ready) is { } look)
                looks.Add(look);
        }

        Changed = world.Now;
        if (looks.Count == 0)
        {
            End(world, worker);
            return;
        }

        State = "Running";
        ComeBack(world, worker, looks.Min() > world.Now ? looks.Min() : world.Now);
    }

    private void ComeBack(World world, IDeploymentWorker worker, DateTimeOffset at)
    {
        NextLook = at;
        world.Operations.Start(new Operation
        {
            Started = world.Now,
            Ends = at,
            Completion = () =>
            {
                Advance(world, worker);
                return null;
            },
        });
    }

    private bool IsReady(DeploymentStep step) => step.State == StepState.Waiting
        && step.Resource.Dependencies.All(d => Steps.Any(s => s.State == StepState.Succeeded && s.Resource.Is(d)));

    /// <summary>The time of its end while it is not reached.</summary>
    private static DateTimeOffset? Look(World world, IDeploymentWorker worker, DeploymentStep step)
    {
        if (step.Error is null && worker.Watch(step.Resource) is { } running)
        {
            if (!running.IsDone)
                return running.Ends;

            step.Error = running.Error;
        }

        step.Ended = world.Now;
        step.State = step.Error is null ? StepState.Succeeded : StepState.Failed;
        return null;
    }

    private void End(World world, IDeploymentWorker worker)
    {
        var failed = Steps.Where(s => s.State == StepState.Failed).ToList();
        Error = failed.Count > 0 ? DeploymentErrors.Failed(id, failed.Select(s => s.Error!)) : Evaluate(world, worker);
        State = Error is null ? "Succeeded" : "Failed";
    }

    private JsonObject? Evaluate(World world, IDeploymentWorker worker)
    {
        Evaluated = world.Now;
        OutputResources = [.. template.Resources.SelectMany(worker.Made).Distinct().Order(StringComparer.OrdinalIgnoreCase)];
        try
        {
            Outputs = template.Outputs((name, version) => worker.Read(template.Resources.FirstOrDefault(r => r.Is(name)), name, version));
            return null;
        }
        catch (ArmException error)
        {
            return DeploymentErrors.OutputsFailed(error);
        }
    }
}

/// <summary>How far something is that a deployment waits for.</summary>
internal sealed record Progress(bool IsDone, DateTimeOffset Ends, JsonObject? Error);

/// <summary>Makes the resources of a deployment, as whoever deploys.</summary>
internal interface IDeploymentWorker
{
    /// <summary>The status of the provider's answer, and its refusal.</summary>
    (string StatusCode, JsonObject? Error) Start(TemplateResource resource);

    /// <summary>Null when there is nothing to wait for.</summary>
    Progress? Watch(TemplateResource resource);

    /// <summary>Ids of what came of it: its own, or those of what it deployed.</summary>
    IEnumerable<string> Made(TemplateResource resource);

    /// <summary>A resource as a GET shows it; the api-version may be left out for one of the template's own.</summary>
    JsonNode Read(TemplateResource? own, string id, string? apiVersion);
}

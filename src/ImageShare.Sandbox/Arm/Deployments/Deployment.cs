using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Deployments.Templates;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.Deployments;

/// <summary>A template at work: each resource is made as soon as those it depends on are there.</summary>
internal sealed class Deployment(string id, string? location, Template template, DateTimeOffset now)
{
    public string Id => id;

    public string Name => id[(id.LastIndexOf('/') + 1)..];

    public string? Location => location;

    public Template Template => template;

    public IReadOnlyList<DeploymentStep> Steps { get; } = [.. template.Resources.Select(r => new DeploymentStep(r))];

    /// <summary>Counts down in time, so that the newest comes first where ids are sorted.</summary>
    public string OperationId { get; } = (long.MaxValue - now.UtcTicks).ToString("D20", null);

    public string CorrelationId { get; } = Guid.NewGuid().ToString();

    public DateTimeOffset Started { get; } = now;

    public DateTimeOffset Changed { get; private set; } = now;

    /// <summary>Accepted, Running, Succeeded or Failed.</summary>
    public string State { get; private set; } = "Accepted";

    public JsonObject? Error { get; private set; }

    public bool IsDone => State is "Succeeded" or "Failed";

    /// <summary>When it looks at its resources again.</summary>
    public DateTimeOffset NextLook { get; private set; } = now;

    /// <summary>Takes the ends that were reached, starts what can start, and comes back when something more may be reached.</summary>
    public void Advance(World world, IDeploymentWorker worker)
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
            End();
            return;
        }

        State = "Running";
        NextLook = looks.Min() > world.Now ? looks.Min() : world.Now;
        world.Operations.Start(new Operation
        {
            Started = world.Now,
            Ends = NextLook,
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

    private void End()
    {
        var failed = Steps.Where(s => s.State == StepState.Failed).ToList();
        State = failed.Count == 0 ? "Succeeded" : "Failed";
        if (failed.Count > 0)
            Error = DeploymentErrors.Failed(id, failed.Select(s => s.Error!));
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
}

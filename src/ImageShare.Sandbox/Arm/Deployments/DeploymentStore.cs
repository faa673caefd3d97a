using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.Deployments;

/// <summary>The deployments of every subscription and resource group. They are no resources: lists of those leave them out.</summary>
internal sealed class DeploymentStore
{
    private readonly Dictionary<string, Deployment> _deployments = new(StringComparer.OrdinalIgnoreCase);

    public Deployment? Find(World world, string id) =>
        _deployments.GetValueOrDefault(id) is { } found && IsAlive(world, found) ? found : null;

    /// <summary>The newest first.</summary>
    public IEnumerable<Deployment> At(World world, string scope) => _deployments.Values
        .Where(d => d.Id.StartsWith($"{scope}/providers/", StringComparison.OrdinalIgnoreCase) && IsAlive(world, d))
        .OrderBy(d => d.OperationId, StringComparer.Ordinal);

    public void Put(Deployment deployment) => _deployments[deployment.Id] = deployment;

    public bool Remove(string id) => _deployments.Remove(id);

    // A deleted resource group takes its deployments along, even when another one of that name follows.
    private static bool IsAlive(World world, Deployment deployment)
    {
        if (ResourceIds.Segment(deployment.Id, "resourceGroups") is null)
            return true;

        var group = deployment.Id[..deployment.Id.IndexOf("/providers/", StringComparison.OrdinalIgnoreCase)];
        return world.Resources.Find(group) is { } found && found.Created <= deployment.Started;
    }
}

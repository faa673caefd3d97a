using Azure.Core;

namespace ImageShare.Engine.Machines;

/// <summary>One resource that the VM needs: there already, or to be made.</summary>
/// <param name="Kind">What it is, in words.</param>
/// <param name="Id">ARM id.</param>
/// <param name="Exists">True when it is re-used.</param>
/// <param name="DependsOn">What must be there before it.</param>
internal sealed record PlanNode(NodeKind Kind, ResourceIdentifier Id, bool Exists, params IReadOnlyList<PlanNode> DependsOn)
{
    /// <summary>What is done to make it.</summary>
    public string Action => Kind == NodeKind.PlanTerms ? $"Accept {Words}" : $"Create {Words}";

    public string Words => Kind switch
    {
        NodeKind.SecurityGroup => "network security group",
        NodeKind.PublicIpAddress => "public IP address",
        NodeKind.VirtualNetwork => "virtual network",
        NodeKind.Subnet => "subnet",
        NodeKind.NetworkInterface => "network interface",
        NodeKind.PlanTerms => "Marketplace terms",
        _ => "virtual machine",
    };
}

internal enum NodeKind
{
    SecurityGroup,
    PublicIpAddress,
    VirtualNetwork,
    Subnet,
    NetworkInterface,
    PlanTerms,
    VirtualMachine,
}

/// <summary>Everything a VM needs. Nodes that do not depend on each other are made at the same time.</summary>
/// <param name="Nodes">Each after what it depends on; the VM last.</param>
/// <param name="SubnetId">The subnet of the network interface.</param>
internal sealed record MachinePlan(IReadOnlyList<PlanNode> Nodes, ResourceIdentifier SubnetId)
{
    public PlanNode? Find(NodeKind kind) => Nodes.FirstOrDefault(node => node.Kind == kind);

    public IEnumerable<PlanNode> ToMake => Nodes.Where(node => !node.Exists);

    /// <summary>
    /// Does the work of every node that is to be made, as soon as what it depends on is there. All ends before a failure is told.
    /// </summary>
    public Task RunAsync(Func<PlanNode, Task> make)
    {
        Dictionary<PlanNode, Task> running = [];
        foreach (var node in Nodes)
            running[node] = node.Exists ? Task.CompletedTask : AfterAsync([.. node.DependsOn.Select(needed => running[needed])], node);
        return Task.WhenAll(running.Values);

        async Task AfterAsync(Task[] needed, PlanNode node)
        {
            await Task.WhenAll(needed);
            await make(node);
        }
    }
}

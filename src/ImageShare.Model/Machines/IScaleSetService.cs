namespace ImageShare.Model;

/// <summary>Builds scale sets from shared images.</summary>
public interface IScaleSetService
{
    /// <summary>
    /// Makes the scale set and the network that it lacks; asks <see cref="ICaller.ShouldProcessAsync"/> for each resource. On failure
    /// removes what this run made, unless <see cref="SharedImageVMSpec.KeepOnFailure"/>.
    /// </summary>
    Task<SharedImageVMScaleSet> CreateAsync(SharedImageVMScaleSetSpec spec, ICaller caller, CancellationToken cancellationToken);
}

/// <summary>A scale set to make.</summary>
/// <param name="Machine">What each of its machines is like; the name is that of the scale set.</param>
public sealed record SharedImageVMScaleSetSpec(SharedImageVMSpec Machine)
{
    /// <summary>How many machines.</summary>
    public int InstanceCount { get; init; } = 2;

    /// <summary>Uniform or Flexible.</summary>
    public string OrchestrationMode { get; init; } = "Uniform";

    /// <summary>How a new model reaches the machines of a Uniform one: Manual or Automatic.</summary>
    public string UpgradePolicy { get; init; } = "Manual";

    /// <summary>Availability zones to spread over.</summary>
    public IReadOnlyList<string> Zones { get; init; } = [];
}

/// <summary>A scale set that was built from a shared image.</summary>
public sealed record SharedImageVMScaleSet
{
    /// <summary>Name of the scale set.</summary>
    public required string Name { get; init; }

    /// <summary>Its resource group.</summary>
    public required string ResourceGroupName { get; init; }

    /// <summary>Its region (Azure's short name).</summary>
    public required string Location { get; init; }

    /// <summary>Size of each machine.</summary>
    public required string Size { get; init; }

    /// <summary>How many machines it was asked to have.</summary>
    public required int InstanceCount { get; init; }

    /// <summary>Uniform or Flexible.</summary>
    public required string OrchestrationMode { get; init; }

    /// <summary>Manual or Automatic; null for a Flexible one.</summary>
    public string? UpgradePolicy { get; init; }

    /// <summary>Id of the image its machines are made from, as sent to Azure.</summary>
    public required string ImageId { get; init; }

    /// <summary>Succeeded, Creating, ...; Planned under -WhatIf.</summary>
    public required string ProvisioningState { get; init; }

    /// <summary>ARM id.</summary>
    public required string Id { get; init; }

    /// <summary>Linux or Windows.</summary>
    public string? OSType { get; init; }

    /// <summary>Administrator account; null for a specialized image.</summary>
    public string? AdminUserName { get; init; }

    /// <summary>File of the private SSH key that was made or used.</summary>
    public string? SshKeyPath { get; init; }

    /// <summary>ARM id of the subnet of its machines.</summary>
    public string? SubnetId { get; init; }

    /// <summary>Availability zones.</summary>
    public IReadOnlyList<string> Zones { get; init => field = value.ToArray(); } = [];

    /// <summary>Tags of the scale set.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <inheritdoc />
    public override string ToString() => Id;
}

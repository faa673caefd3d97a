namespace ImageShare.Model;

/// <summary>A virtual machine made from a shared image.</summary>
public sealed record SharedImageVM
{
    /// <summary>Name of the VM.</summary>
    public required string Name { get; init; }

    /// <summary>Its resource group.</summary>
    public required string ResourceGroupName { get; init; }

    /// <summary>Its region (Azure's short name).</summary>
    public required string Location { get; init; }

    /// <summary>Its size, such as Standard_B2s.</summary>
    public required string Size { get; init; }

    /// <summary>Private IPv4 address.</summary>
    public string? PrivateIpAddress { get; init; }

    /// <summary>Public IPv4 address; null without one.</summary>
    public string? PublicIpAddress { get; init; }

    /// <summary>Id of the image it was made from, as sent to Azure.</summary>
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

    /// <summary>Command that opens a session on a Linux VM from here.</summary>
    public string? SshCommand { get; init; }

    /// <summary>Tags of the VM.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Availability zone.</summary>
    public string? Zone { get; init; }

    /// <summary>Under -WhatIf, all that would be made, for ConvertTo-SharedImageTemplate; null otherwise.</summary>
    public SharedImageVMPlan? Plan { get; init; }

    /// <inheritdoc />
    public override string ToString() => Id;
}

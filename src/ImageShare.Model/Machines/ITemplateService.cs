namespace ImageShare.Model;

/// <summary>Writes planned VMs as templates, for those who deploy by pipeline. Offline.</summary>
public interface ITemplateService
{
    /// <summary>The text of a file that makes what was planned.</summary>
    /// <param name="vm">A VM as -WhatIf -PassThru gave it, with its plan.</param>
    /// <param name="format">Language of the file.</param>
    string Write(SharedImageVM vm, SharedImageTemplateFormat format);
}

/// <summary>Languages of templates.</summary>
public enum SharedImageTemplateFormat
{
    /// <summary>A Bicep file for a deployment to the resource group.</summary>
    Bicep,

    /// <summary>A Terraform configuration for the azurerm provider.</summary>
    Terraform,

    /// <summary>A Bash script of az commands.</summary>
    AzureCli,
}

/// <summary>What -WhatIf found out about a VM: all that would be made, as it would be sent. Holds no secret.</summary>
public sealed record SharedImageVMPlan
{
    /// <summary>The consumer's tenant (GUID).</summary>
    public required string TenantId { get; init; }

    /// <summary>Subscription (GUID) to build in.</summary>
    public required string SubscriptionId { get; init; }

    /// <summary>Resource group to build in.</summary>
    public required string ResourceGroupName { get; init; }

    /// <summary>Tenant (GUID) whose token the VM's request must show too; null when none is needed.</summary>
    public string? ImageTenantId { get; init; }

    /// <summary>The administrator has a password, which is not kept here.</summary>
    public bool NeedsPassword { get; init; }

    /// <summary>An SSH key is to be made or named; its public part is not known yet.</summary>
    public bool NeedsSshKey { get; init; }

    /// <summary>Custom data was given, which may hold secrets and is not kept here.</summary>
    public bool NeedsCustomData { get; init; }

    /// <summary>The image keeps its own accounts.</summary>
    public bool IsSpecialized { get; init; }

    /// <summary>Each after what it depends on; the VM last.</summary>
    public IReadOnlyList<PlannedResource> Resources { get; init; } = [];
}

/// <summary>One resource of a plan.</summary>
/// <param name="Id">ARM id.</param>
/// <param name="Type">Resource type.</param>
/// <param name="ApiVersion">Version of the request.</param>
/// <param name="Exists">There already: it is re-used.</param>
/// <param name="Body">The request's body (JSON), without secrets; empty for one that exists.</param>
public sealed record PlannedResource(string Id, string Type, string ApiVersion, bool Exists, string Body)
{
    /// <inheritdoc />
    public override string ToString() => Id;
}

namespace ImageShare.Model;

/// <summary>A role of one principal at one scope.</summary>
public abstract record RoleGrant
{
    /// <summary>ARM id that the role was given at.</summary>
    public required string Scope { get; init; }

    /// <summary>Name of the role; null when access does not come from a role.</summary>
    public string? RoleDefinitionName { get; init; }

    /// <summary>Id (GUID) of the role; null when access does not come from a role.</summary>
    public string? RoleDefinitionId { get; init; }

    /// <summary>
    /// ARM id of the role assignment; null when access does not come from one. The name of one that this module made is a GUID made of
    /// scope, role and principal.
    /// </summary>
    public string? RoleAssignmentId { get; init; }

    /// <summary>Object id (GUID) of the principal; of a direct share, the id of the tenant or subscription.</summary>
    public required string ObjectId { get; init; }

    /// <summary>ServicePrincipal, User or Group; of a direct share Tenant or Subscription, of a community gallery Everyone.</summary>
    public required string ObjectType { get; init; }

    /// <summary>Display name of the principal, where known.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Application id (GUID) when the principal is an app.</summary>
    public string? ApplicationId { get; init; }

    /// <summary>Tenant (GUID) of the scope.</summary>
    public required string TenantId { get; init; }
}

/// <summary>Someone who may build VMs in a resource group of the consumer.</summary>
public sealed record SharedImageBuilder : RoleGrant
{
    /// <summary>The resource group.</summary>
    public required string ResourceGroupName { get; init; }
}

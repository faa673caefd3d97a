namespace ImageShare.Model;

/// <summary>A role of one principal at one scope.</summary>
public abstract record RoleGrant
{
    /// <summary>ARM id that the role was given at.</summary>
    public required string Scope { get; init; }

    /// <summary>Name of the role.</summary>
    public required string RoleDefinitionName { get; init; }

    /// <summary>Id (GUID) of the role.</summary>
    public required string RoleDefinitionId { get; init; }

    /// <summary>ARM id of the role assignment; its name is a GUID made of scope, role and principal.</summary>
    public required string RoleAssignmentId { get; init; }

    /// <summary>Object id (GUID) of the principal.</summary>
    public required string ObjectId { get; init; }

    /// <summary>ServicePrincipal, User or Group.</summary>
    public required string ObjectType { get; init; }

    /// <summary>Display name of the principal, where known.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Application id (GUID) when the principal is an app.</summary>
    public string? ApplicationId { get; init; }

    /// <summary>Tenant (GUID) of the scope.</summary>
    public required string TenantId { get; init; }
}

/// <summary>Someone who may read a gallery's images.</summary>
public sealed record GalleryReader : RoleGrant
{
    /// <summary>True only after the image was read with the reader's own token; a listed assignment may still need minutes to take effect.</summary>
    public bool EffectiveVerified { get; init; }

    /// <summary>The share app, when the reader is one.</summary>
    public GalleryShareApp? App { get; init; }

    /// <summary>The images that the grant was made for.</summary>
    public IReadOnlyList<GalleryImage> Images { get; init; } = [];
}

/// <summary>Someone who may build VMs in a resource group of the consumer.</summary>
public sealed record SharedImageBuilder : RoleGrant
{
    /// <summary>The resource group.</summary>
    public required string ResourceGroupName { get; init; }
}

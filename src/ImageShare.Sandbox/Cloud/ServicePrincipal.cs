namespace ImageShare.Sandbox.Cloud;

/// <summary>An application, or a managed identity, as one tenant knows it.</summary>
internal sealed class ServicePrincipal : DirectoryObject
{
    public required string AppId { get; init; }

    /// <summary>Tenant in which the application is registered; null for a managed identity.</summary>
    public string? AppOwnerTenantId { get; init; }

    public bool AccountEnabled { get; set; } = true;

    /// <summary>True when only those with an app role may sign in; kept, and not acted on.</summary>
    public bool IsAssignmentRequired { get; set; }

    public List<string> Tags { get; set; } = [];

    /// <summary>ARM id of the user-assigned identity that this principal stands for.</summary>
    public string? ManagedIdentityId { get; init; }

    public DirectoryRoles Roles { get; set; }

    public GraphPermissions Permissions { get; set; }

    public string ServicePrincipalType => ManagedIdentityId is null ? "Application" : "ManagedIdentity";
}

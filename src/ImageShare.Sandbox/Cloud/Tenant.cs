namespace ImageShare.Sandbox.Cloud;

/// <summary>One Entra directory.</summary>
internal sealed class Tenant
{
    public required string Id { get; init; }

    public required string DisplayName { get; init; }

    public required string DefaultDomain { get; init; }

    /// <summary>False when the external collaboration settings let nobody invite guests.</summary>
    public bool AllowsInvitations { get; set; } = true;

    public List<Application> Applications { get; } = [];

    public List<ServicePrincipal> ServicePrincipals { get; } = [];

    public List<User> Users { get; } = [];

    public List<Group> Groups { get; } = [];

    /// <summary>Null when applications may have any credential.</summary>
    public AppManagementPolicy? AppPolicy { get; set; }

    /// <summary>Soft-deleted objects: restorable for 30 days, and counted against quotas.</summary>
    public List<DirectoryObject> DeletedItems { get; } = [];

    public IEnumerable<DirectoryObject> Objects => [.. Applications, .. ServicePrincipals, .. Users, .. Groups];

    /// <summary>A user, group or service principal: what a role can be assigned to.</summary>
    public DirectoryObject? FindPrincipal(string? objectId) => Objects.FirstOrDefault(o => o is not Application && o.HasId(objectId));

    public ServicePrincipal? FindServicePrincipal(string? appId) =>
        ServicePrincipals.Find(p => string.Equals(p.AppId, appId, StringComparison.OrdinalIgnoreCase));

    public IReadOnlyList<string> GroupsOf(string objectId) =>
        [.. Groups.Where(g => g.Members.Contains(objectId, StringComparer.OrdinalIgnoreCase)).Select(g => g.Id)];
}

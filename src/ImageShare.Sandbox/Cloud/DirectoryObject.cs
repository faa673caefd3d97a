namespace ImageShare.Sandbox.Cloud;

/// <summary>What every object of a directory has.</summary>
internal abstract class DirectoryObject
{
    public string Id { get; init; } = Guid.NewGuid().ToString();

    public required string DisplayName { get; set; }

    public DateTimeOffset Created { get; init; }

    /// <summary>Object id of who made it through Graph: whose quota it counts against.</summary>
    public string? CreatedBy { get; set; }

    /// <summary>From then on Graph's reads find it.</summary>
    public DateTimeOffset ListedFrom { get; init; }

    /// <summary>From then on sign-in and role assignment know it.</summary>
    public DateTimeOffset KnownFrom { get; init; }

    public DateTimeOffset? Deleted { get; set; }

    public bool HasId(string? id) => string.Equals(Id, id, StringComparison.OrdinalIgnoreCase);
}

/// <summary>The directory roles that matter here, as flags of a principal.</summary>
[Flags]
internal enum DirectoryRoles
{
    None = 0,
    GlobalAdministrator = 1,
    ApplicationAdministrator = 2,
    CloudApplicationAdministrator = 4,
    GuestInviter = 8,
}

internal static class DirectoryRolesExtensions
{
    private const DirectoryRoles ApplicationManagers =
        DirectoryRoles.GlobalAdministrator | DirectoryRoles.ApplicationAdministrator | DirectoryRoles.CloudApplicationAdministrator;

    /// <summary>May manage every application, and consent for the whole directory.</summary>
    public static bool MayManageApplications(this DirectoryRoles roles) => (roles & ApplicationManagers) != 0;

    public static bool MayInvite(this DirectoryRoles roles) =>
        (roles & (DirectoryRoles.GlobalAdministrator | DirectoryRoles.GuestInviter)) != 0;
}

namespace ImageShare.Sandbox.Cloud;

/// <summary>Application permissions of Microsoft Graph that an app was consented to, as flags; a dot is an underscore.</summary>
/// <remarks>What each allows: the table "Permissions" on each method's page of the Microsoft Graph REST API reference.</remarks>
[Flags]
internal enum GraphPermissions
{
    None = 0,
    Application_Read_All = 1,
    Application_ReadWrite_OwnedBy = 2,
    Application_ReadWrite_All = 4,
    Directory_Read_All = 8,
    User_Read_All = 16,
    User_Invite_All = 32,
}

internal static class GraphPermissionsExtensions
{
    private const GraphPermissions ApplicationReaders =
        GraphPermissions.Application_Read_All | GraphPermissions.Application_ReadWrite_OwnedBy
        | GraphPermissions.Application_ReadWrite_All | GraphPermissions.Directory_Read_All;

    public static bool MayReadApplications(this GraphPermissions permissions) => (permissions & ApplicationReaders) != 0;

    public static bool MayReadUsers(this GraphPermissions permissions) =>
        (permissions & (GraphPermissions.User_Read_All | GraphPermissions.Directory_Read_All)) != 0;

    /// <summary>May make applications, which are then its own.</summary>
    public static bool MayMakeApplications(this GraphPermissions permissions) =>
        (permissions & (GraphPermissions.Application_ReadWrite_OwnedBy | GraphPermissions.Application_ReadWrite_All)) != 0;
}

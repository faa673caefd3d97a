using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Server;

/// <summary>Puts something into a new world, after the two tenants are there, and tells of it in the accounts.</summary>
internal interface ISeed
{
    void Plant(World world, SandboxAccounts accounts);
}

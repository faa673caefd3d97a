using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Entra;

/// <summary>Finds the person behind a name and password, and the object that stands for that person in another tenant.</summary>
internal static class Accounts
{
    public static SignedIn SignIn(World world, string name, string password, Tenant? tenant, Client client)
    {
        foreach (var home in world.Tenants)
        {
            if (home.Users.Find(u => !u.IsGuest && u.HasName(name)) is not { } account)
                continue;

            if (account.Password != password)
                throw EntraErrors.WrongPassword();

            return InTenant(home, account, tenant ?? home, client);
        }

        throw EntraErrors.UserNotFound(name, tenant);
    }

    /// <summary>A member at home, a guest elsewhere, who may still have to accept.</summary>
    public static SignedIn InTenant(Tenant home, User account, Tenant tenant, Client client)
    {
        if (home == tenant)
            return new SignedIn(home, account, tenant, account);

        var guest = tenant.Users.Find(u => u.IsGuest && u.HasName(account.UserPrincipalName))
            ?? throw EntraErrors.UserNotInTenant(account.UserPrincipalName, home, tenant, client);
        return new SignedIn(home, account, tenant, guest);
    }
}

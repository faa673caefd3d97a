namespace ImageShare.Engine.Delegation;

/// <summary>Built-in roles that Lighthouse does not take, known without a request; of any other role the definition is read.</summary>
internal static class RestrictedRoles
{
    public const string UserAccessAdministrator = "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9";

    public const string Data = "It works on data (DataActions), which Lighthouse never delegates.";

    private const string Everything = "It may do everything, giving roles included, which Lighthouse never delegates.";
    private const string Roles = "It may give and take roles (Microsoft.Authorization/roleAssignments), which Lighthouse never delegates.";

    private static readonly Restricted[] s_roles =
    [
        new("8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "Owner", Everything),
        new("f58310d9-a9f6-439a-9e8d-f62e7b41a168", "Role Based Access Control Administrator", Roles),
        new("959f8984-c045-4866-89c7-12bf9737be2e", "Data Operator for Managed Disks", Data),
        new("1c0163c0-47e6-4577-8991-ea5c82e286e4", "Virtual Machine Administrator Login", Data),
        new("fb879df8-f326-4884-b1cf-06f3ad86be52", "Virtual Machine User Login", Data),
        new("b7e6dc6d-f1e8-4753-8033-0f276bb0955b", "Storage Blob Data Owner", Data),
        new("ba92f5b4-2d11-453d-a403-e96b0029c9fe", "Storage Blob Data Contributor", Data),
        new("2a2b9908-6ea1-4ae2-8e65-a410df84e7d1", "Storage Blob Data Reader", Data),
        new("974c5e8b-45b9-4653-ba55-5f855dd0fb88", "Storage Queue Data Contributor", Data),
        new("19e7f393-937e-4f77-808e-94535e297925", "Storage Queue Data Reader", Data),
        new("0c867c2a-1d8c-454a-a3db-ab2ea1bdc8bb", "Storage File Data SMB Share Contributor", Data),
        new("aba4ae5f-2193-4029-9191-0cb91df5e314", "Storage File Data SMB Share Reader", Data),
        new("00482a5a-887f-4fb3-b363-3b7fe8e74483", "Key Vault Administrator", Data),
        new("b86a8fe4-44ce-4948-aee5-eccb2c155cd7", "Key Vault Secrets Officer", Data),
        new("4633458b-17de-408a-b874-0445c86b69e6", "Key Vault Secrets User", Data),
        new("a4417e6f-fecd-4de8-b567-7b0420556985", "Key Vault Certificates Officer", Data),
        new("14b46e9e-c2b7-41b4-b07b-48a6ebf60603", "Key Vault Crypto Officer", Data),
        new("12338af0-0e69-4776-bea7-57ae8d297424", "Key Vault Crypto User", Data),
        new("21090545-7ca7-4776-b22c-e363652d74d2", "Key Vault Reader", Data),
    ];

    public static Restricted? Find(string nameOrId) => s_roles.FirstOrDefault(
        r => r.Id.Equals(nameOrId, StringComparison.OrdinalIgnoreCase) || r.Name.Equals(nameOrId, StringComparison.OrdinalIgnoreCase));
}

/// <summary>A role that Lighthouse does not take, and why.</summary>
internal sealed record Restricted(string Id, string Name, string Reason);

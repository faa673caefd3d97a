using System.Net;
using ImageShare.Model;

namespace ImageShare.Engine.Machines;

/// <summary>Azure's rules for the administrator of a generalized image, and which images take one.</summary>
internal static class AdministratorRules
{
    public const string DefaultUserName = "azureuser";

    // Azure refuses these on one or both systems.
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "administrator", "admin", "user", "user1", "test", "user2", "test1", "user3", "admin1", "1", "123", "a", "actuser", "adm", "admin2",
        "aspnet", "backup", "console", "david", "guest", "john", "owner", "root", "server", "sql", "support", "support_388945a0", "sys",
        "test2", "test3", "user4", "user5",
    };

    /// <summary>What can be said before the image is known.</summary>
    public static void Check(SharedImageVMSpec spec)
    {
        if (spec is { SshKeyPath: not null, GenerateSshKey: true })
            throw AzureNames.Invalid("ConflictingParameters", spec.SshKeyPath, "An SSH key was both given and asked to be made.");
        if (spec.AdminUserName is { } user
            && (user.Length is 0 or > 64 || Reserved.Contains(user) || user.EndsWith('.') || user.Any(Refused)))
            throw AzureNames.Invalid("InvalidAdminUserName", user, $"'{user}' cannot be the administrator's name.",
                "Azure refuses well-known names such as admin, root or user, names over 64 characters, blanks, and any of "
                + "\\ / \" [ ] : | < > + = ; , ? * @ &.");
        if (spec.AdminPassword is { } password && !IsStrong(new NetworkCredential("", password).Password))
            throw AzureNames.Invalid("InvalidAdminPassword", null, "Azure will not take this password.",
                "It must have 12 to 123 characters (72 on Linux) and three of: lower case, upper case, digit, other.");
    }

    /// <summary>What the image adds: a specialized one keeps its own accounts, a generalized one needs one.</summary>
    public static void CheckAgainst(SharedImageVMSpec spec, GalleryImage image)
    {
        var given = spec.AdminUserName is not null || spec.AdminPassword is not null || spec.SshKeyPath is not null || spec.GenerateSshKey;
        var windows = IsWindows(image);
        if (IsSpecialized(image))
        {
            if (given)
                throw AzureNames.Invalid("OSProfileNotAllowed", image.Id,
                    $"The image '{image.Name}' is specialized: it takes no user name, password or SSH key.",
                    "A specialized image keeps the accounts it was captured with, and Azure refuses a VM request that brings others.",
                    "Leave out -Credential, -SshKeyPath and -GenerateSshKey, and sign in with an account of the image.");
            return;
        }

        if (windows && (spec.SshKeyPath is not null || spec.GenerateSshKey))
            throw AzureNames.Invalid(
                "SshKeyNotAllowed", image.Id, $"The image '{image.Name}' holds Windows: Azure installs no SSH key there.",
                fix: "Give -Credential.");
        if (windows ? spec.AdminPassword is null : spec is { AdminPassword: null, SshKeyPath: null, GenerateSshKey: false })
            throw AzureNames.Invalid("OSProfileRequired", image.Id, $"The image '{image.Name}' is generalized: it needs an administrator.",
                "A generalized image holds no accounts.",
                windows ? "Give -Credential." : "Give -GenerateSshKey, -SshKeyPath or -Credential.");
        if (windows && spec.AdminUserName?.Length > 20)
            throw AzureNames.Invalid("InvalidAdminUserName", spec.AdminUserName, $"'{spec.AdminUserName}' is too long for Windows.",
                "Windows takes 20 characters.");
    }

    public static bool IsWindows(GalleryImage image) => string.Equals(image.OSType, "Windows", StringComparison.OrdinalIgnoreCase);

    public static bool IsSpecialized(GalleryImage image) => string.Equals(image.OSState, "Specialized", StringComparison.OrdinalIgnoreCase);

    private static bool Refused(char c) => char.IsWhiteSpace(c) || char.IsControl(c) || "\\/\"[]:|<>+=;,?*@&".Contains(c);

    private static bool IsStrong(string password)
    {
        int[] classes = [Count(char.IsLower), Count(char.IsUpper), Count(char.IsDigit), Count(c => !char.IsLetterOrDigit(c))];
        return password.Length is >= 12 and <= 123 && classes.Sum() >= 3;

        int Count(Func<char, bool> kind) => password.Any(kind) ? 1 : 0;
    }
}

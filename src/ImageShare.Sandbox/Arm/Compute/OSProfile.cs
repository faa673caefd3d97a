using System.Buffers;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ImageShare.Sandbox.Arm.Galleries;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Arm.Resources;

namespace ImageShare.Sandbox.Arm.Compute;

/// <summary>Computer name, user and credentials. What is secret in it is gone once it is checked.</summary>
internal static partial class OSProfile
{
    private const int LongestCustomData = 87380;
    private const string NotInNames = "`~!@#$%^&*()=+_[]{}\\|;:'\",<>/? ";

    private static readonly SearchValues<char> NotInLinuxNames = SearchValues.Create(NotInNames);
    private static readonly SearchValues<char> NotInWindowsNames = SearchValues.Create(NotInNames + ".");

    private static readonly string[] Forbidden =
    [
        "administrator", "admin", "user", "user1", "test", "user2", "test1", "user3", "admin1", "1", "123", "a", "actuser", "adm",
        "admin2", "aspnet", "backup", "console", "david", "guest", "john", "owner", "root", "server", "sql", "support",
        "support_388945a0", "sys", "test2", "test3", "user4", "user5",
    ];

    public static void Prepare(Draft draft, MachineImage image)
    {
        var profile = draft.Properties.Object("osProfile");
        if (image.IsSpecialized)
        {
            if (profile is not null)
                throw ArmErrors.InvalidParameter("Parameter 'osProfile' is not allowed.", "osProfile");

            return;
        }

        if (profile is null)
            throw EntityNames.Missing("osProfile");

        var isWindows = image.OSType == "Windows";
        profile.Default("computerName", draft.Name);
        CheckComputerName(profile.Text("computerName")!, isWindows);
        CheckUser(profile, isWindows);
        if (profile.Text("customData") is { } data
            && (data.Length > LongestCustomData || !Convert.TryFromBase64String(data, new byte[data.Length], out _)))
        {
            throw ArmErrors.InvalidParameter(
                $"Custom data in OSProfile must be in Base64 encoding and with a maximum length of {LongestCustomData} "
                + "characters.", "customData");
        }

        var foreign = isWindows ? "linuxConfiguration" : "windowsConfiguration";
        if (profile[foreign] is not null)
            throw ArmErrors.InvalidParameter($"Parameter '{foreign}' is not allowed.", foreign);

        if (isWindows)
            PrepareWindows(profile);
        else
            PrepareLinux(profile);

        profile.Remove("adminPassword");
        profile.Remove("customData");
        profile.Default("secrets", new JsonArray()).Default("allowExtensionOperations", true)["requireGuestProvisionSignal"] = true;
    }

    private static void PrepareWindows(JsonObject profile)
    {
        CheckPassword(profile.Text("adminPassword") ?? throw EntityNames.Missing("adminPassword"), 8, 123);
        profile.Child("windowsConfiguration").Default("provisionVMAgent", true).Default("enableAutomaticUpdates", true)
            .Default("patchSettings", new JsonObject { ["patchMode"] = "AutomaticByOS", ["assessmentMode"] = "ImageDefault" })
            .Default("enableVMAgentPlatformUpdates", false);
    }

    private static void PrepareLinux(JsonObject profile)
    {
        var linux = profile.Child("linuxConfiguration").Default("disablePasswordAuthentication", false);
        var keys = linux.Objects("ssh.publicKeys");
        var home = $"/home/{profile.Text("adminUsername")}/.ssh/authorized_keys";
        foreach (var key in keys)
        {
            key.Default("path", home);
            if (key.Text("path") != home)
            {
                throw ArmErrors.InvalidParameter(
                    $"Destination path for SSH public keys is currently limited to its default value {home}  due to a known issue in "
                    + "Linux provisioning agent.",
                    "linuxConfiguration.ssh.publicKeys.path");
            }

            if (!SshKey().IsMatch(key.Text("keyData") ?? ""))
            {
                const string KeyData = "linuxConfiguration.ssh.publicKeys.keyData";
                throw ArmErrors.InvalidParameter($"The value of parameter {KeyData} is invalid.", KeyData);
            }
        }

        if (linux.Flag("disablePasswordAuthentication") == true)
        {
            if (keys.Count == 0)
            {
                throw ArmErrors.InvalidParameter(
                    "Authentication using either SSH or by user name and password must be enabled in Linux profile.", "linuxConfiguration");
            }

            if (profile["adminPassword"] is not null)
            {
                throw ArmErrors.InvalidParameter(
                    "Parameter 'adminPassword' is not allowed when 'disablePasswordAuthentication' is true.", "adminPassword");
            }
        }
        else
        {
            CheckPassword(profile.Text("adminPassword") ?? throw EntityNames.Missing("adminPassword"), 6, 72);
        }

        linux.Default("provisionVMAgent", true)
            .Default("patchSettings", new JsonObject { ["patchMode"] = "ImageDefault", ["assessmentMode"] = "ImageDefault" })
            .Default("enableVMAgentPlatformUpdates", false);
    }

    private static void CheckComputerName(string name, bool isWindows)
    {
        if (isWindows && (name.Length > 15 || name.All(char.IsAsciiDigit) || name.AsSpan().IndexOfAny(NotInWindowsNames) >= 0))
        {
            throw ArmErrors.InvalidParameter(
                "Windows computer name cannot be more than 15 characters long, be entirely numeric, or contain the following characters: "
                + "` ~ ! @ # $ % ^ & * ( ) = + _ [ ] { } \\ | ; : . ' \" , < > / ?.",
                "computerName");
        }

        if (!isWindows && (name.Length > 64 || name.AsSpan().IndexOfAny(NotInLinuxNames) >= 0))
        {
            throw ArmErrors.InvalidParameter(
                "Linux host name cannot exceed 64 characters in length or contain the following characters: ` ~ ! @ # $ % ^ & * ( ) = + _ "
                + "[ ] { } \\ | ; : ' \" , < > / ?.",
                "computerName");
        }
    }

    private static void CheckUser(JsonObject profile, bool isWindows)
    {
        var user = profile.Text("adminUsername");
        if (string.IsNullOrEmpty(user))
            throw EntityNames.Missing("adminUsername");

        if (Forbidden.Contains(user, StringComparer.OrdinalIgnoreCase) || user.EndsWith('.'))
            throw ArmErrors.InvalidParameter("The Admin Username specified is not allowed.", "adminUsername");

        if (user.Length > (isWindows ? 20 : 64))
        {
            throw ArmErrors.InvalidParameter(
                $"The Admin Username specified is not allowed. It cannot be longer than {(isWindows ? 20 : 64)} "
                + "characters.", "adminUsername");
        }
    }

    private static void CheckPassword(string password, int shortest, int longest)
    {
        var kinds = new Func<char, bool>[] { char.IsUpper, char.IsLower, char.IsDigit, c => !char.IsLetterOrDigit(c) }.Count(password.Any);
        if (password.Length < shortest || password.Length > longest || kinds < 3 || password.Any(char.IsControl))
        {
            throw ArmErrors.InvalidParameter(
                $"The supplied password must be between {shortest}-{longest} characters long and must satisfy at least 3 of password "
                + "complexity requirements from the following:\r\n"
                + "1) Contains an uppercase character\r\n2) Contains a lowercase character\r\n3) Contains a numeric digit\r\n4) Contains "
                + "a special character\r\n5) Control characters are not allowed",
                "adminPassword");
        }
    }

    [GeneratedRegex(@"^ssh-(rsa|ed25519) [A-Za-z0-9+/]{60,}={0,3}( .*)?\s*$")]
    private static partial Regex SshKey();
}

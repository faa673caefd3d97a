using System.Text.RegularExpressions;

namespace ImageShare.Engine.Machines;

/// <summary>The name inside the guest. A VM's name in Azure may hold what an operating system refuses.</summary>
internal static partial class ComputerName
{
    public static string From(string vmName, bool windows)
    {
        var name = windows ? NotWindows().Replace(vmName, "-") : NotLinux().Replace(vmName, "-");
        name = name[..Math.Min(name.Length, windows ? 15 : 64)].Trim('-', '.');
        // Windows takes a name of digits only for an IP address.
        return windows && name.All(char.IsAsciiDigit) ? $"vm{name}"[..Math.Min(15, name.Length + 2)] : name;
    }

    [GeneratedRegex("[^A-Za-z0-9-]")]
    private static partial Regex NotWindows();

    [GeneratedRegex("[^A-Za-z0-9.-]")]
    private static partial Regex NotLinux();
}

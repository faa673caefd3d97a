namespace ImageShare.Engine.Machines;

/// <summary>What to type to get onto a Linux VM.</summary>
internal static class SshCommand
{
    public static string? Of(string? osType, string? user, string? address, string? keyPath)
    {
        if (address is null || user is null || !"Linux".Equals(osType, StringComparison.OrdinalIgnoreCase))
            return null;
        var key = keyPath is null ? ""
            : keyPath.Contains(' ', StringComparison.Ordinal) ? $"-i \"{keyPath}\" " : $"-i {keyPath} ";
        return $"ssh {key}{user}@{address}";
    }
}

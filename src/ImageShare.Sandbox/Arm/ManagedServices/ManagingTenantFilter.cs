using System.Text.RegularExpressions;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.ManagedServices;

/// <summary>The <c>$filter</c> of both lists: <c>managedByTenantId eq '...'</c> or <c>in ('...', '...')</c>.</summary>
internal static partial class ManagingTenantFilter
{
    public static bool Matches(string? filter, Resource? definition)
    {
        if (string.IsNullOrWhiteSpace(filter))
            return true;

        if (Rule().Match(filter) is not { Success: true } match)
            throw ArmErrors.InvalidQuery($"The filter '{filter}' is not supported in the query string.");

        return match.Groups["tenant"].Captures.Any(c => c.Value.Equals(
            definition?.Properties.Text("managedByTenantId"), StringComparison.OrdinalIgnoreCase));
    }

    [GeneratedRegex(
        @"^\s*managedByTenantId\s+(eq\s+'(?<tenant>[^']*)'|in\s*\(\s*'(?<tenant>[^']*)'(\s*,\s*'(?<tenant>[^']*)')*\s*\))\s*$",
        RegexOptions.IgnoreCase)]
    private static partial Regex Rule();
}

using System.Text.RegularExpressions;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.Authorization;

/// <summary>The <c>$filter</c> of role assignments: atScope(), principalId eq, assignedTo(), joined by "and".</summary>
internal sealed partial record RoleAssignmentFilter(bool AtScope, string? PrincipalId, string? AssignedTo)
{
    public static RoleAssignmentFilter Parse(string? filter)
    {
        var parsed = new RoleAssignmentFilter(false, null, null);
        foreach (var term in And().Split(filter?.Trim() ?? "").Where(t => t.Length > 0))
        {
            parsed = Term().Match(term) switch
            {
                { Success: false } => throw ArmErrors.BadRequest(
                    "UnsupportedQuery", $"The filter '{filter}' is not supported. Supported filters are 'atScope()', 'principalId eq' and "
                    + "'assignedTo()'."),
                var m when m.Groups["principal"].Success => parsed with { PrincipalId = m.Groups["principal"].Value },
                var m when m.Groups["assignee"].Success => parsed with { AssignedTo = m.Groups["assignee"].Value },
                _ => parsed with { AtScope = true },
            };
        }

        return parsed;
    }

    /// <summary>At the scope and above it; under it too, unless atScope() was said.</summary>
    public IEnumerable<RoleAssignment> Select(IEnumerable<RoleAssignment> assignments, string scope, Tenant tenant)
    {
        string[]? principals = AssignedTo is { } assignee ? [assignee, .. tenant.GroupsOf(assignee)] : PrincipalId is { } id ? [id] : null;
        return assignments
            .Where(a => ResourceIds.IsWithin(scope, a.Scope) || (!AtScope && ResourceIds.IsWithin(a.Scope, scope)))
            .Where(a => principals is null || principals.Contains(a.PrincipalId, StringComparer.OrdinalIgnoreCase));
    }

    [GeneratedRegex(@"\s+and\s+", RegexOptions.IgnoreCase)]
    private static partial Regex And();

    [GeneratedRegex(
        @"^(atScope\(\)|principalId\s+eq\s+'?\{?(?<principal>[0-9a-f-]{36})\}?'?|assignedTo\('\{?(?<assignee>[0-9a-f-]{36})\}?'\))$",
        RegexOptions.IgnoreCase)]
    private static partial Regex Term();
}

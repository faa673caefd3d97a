using System.IO.Enumeration;
using Azure.Core;
using ImageShare.Engine.Access;
using ImageShare.Engine.Http;

namespace ImageShare.Engine.Checks;

/// <summary>What somebody may do somewhere.</summary>
internal sealed record Rights(IReadOnlyList<RolePermission> Permissions)
{
    public bool Allow(string action) => Permissions.Any(p => Holds(p.Actions, action) && !Holds(p.NotActions, action));

    /// <summary>Those of the actions that are not allowed.</summary>
    public IReadOnlyList<string> Lacking(IEnumerable<string> actions) => [.. actions.Where(action => !Allow(action))];

    /// <summary>The rights of who asks; none is an empty list.</summary>
    public static async Task<Rights> ReadAsync(RestClient rest, ResourceIdentifier scope, CancellationToken cancellationToken)
    {
        List<RolePermission> all = [];
        var path = $"{scope}/providers/Microsoft.Authorization/permissions?api-version={ApiVersions.RoleAssignments}";
        await foreach (var permission in rest.ListAsync(path, RoleJson.Default.PageRolePermission, cancellationToken))
            all.Add(permission);
        return new(all);
    }

    private static bool Holds(IReadOnlyList<string>? patterns, string action) =>
        patterns?.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, action)) is true;
}
